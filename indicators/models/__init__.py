from .bundle import Bundle
from .criterion import Criterion, RuleVersion, Series
from .entry import Batch, Cell, Comment, Entry, EntryAct, Verdict
from .evidence import Evidence, EvidenceLink
from .inspection import Finding, Inspection
from .obligation import ObligationAct
from .peer import PeerMark, PeerRound, PeerSheet
from .registration import RegisteredTarget
from .report import (
    Outline,
    OutlineHeading,
    Report,
    ReportExtension,
    ReportQuote,
    ReportReturn,
    ReportSubmission,
    ReportText,
)
from .review import Commendation, Review, Task, TaskAct
from .score import CurrentValue, DayScore, DirtyMark, Run, Scoreboard, Sheet
from .snapshot import ClosingDecision, Snapshot
from .urging import LetterTemplate, UrgedDebt, Urging

__all__ = [
    "Batch",
    "Bundle",
    "Cell",
    "ClosingDecision",
    "Commendation",
    "Comment",
    "Criterion",
    "CurrentValue",
    "DayScore",
    "DirtyMark",
    "Entry",
    "EntryAct",
    "Evidence",
    "EvidenceLink",
    "Finding",
    "Inspection",
    "LetterTemplate",
    "ObligationAct",
    "Outline",
    "OutlineHeading",
    "PeerMark",
    "PeerRound",
    "PeerSheet",
    "RegisteredTarget",
    "Report",
    "ReportExtension",
    "ReportQuote",
    "ReportReturn",
    "ReportSubmission",
    "ReportText",
    "Review",
    "RuleVersion",
    "Run",
    "Scoreboard",
    "Series",
    "Sheet",
    "Snapshot",
    "Task",
    "TaskAct",
    "UrgedDebt",
    "Urging",
    "Verdict",
]
