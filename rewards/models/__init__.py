from .meeting import Attendance, Meeting, MeetingPoint, Minutes
from .outcome import (
    ClusterSubmission,
    DocumentTemplate,
    PutForward,
    PutForwardRow,
    SubmissionFile,
    SubmissionReceipt,
)
from .vote import CandidateVotes, ClusterVote, VoteCandidate, VoteCount, VoteSlip, VoteTurn

__all__ = [
    "Attendance",
    "CandidateVotes",
    "ClusterSubmission",
    "ClusterVote",
    "DocumentTemplate",
    "Meeting",
    "MeetingPoint",
    "Minutes",
    "PutForward",
    "PutForwardRow",
    "SubmissionFile",
    "SubmissionReceipt",
    "VoteCandidate",
    "VoteCount",
    "VoteSlip",
    "VoteTurn",
]
