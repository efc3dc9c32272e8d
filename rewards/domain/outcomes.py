"""What comes of a meeting: who is put forward beside the points, the minutes that end it, the sending."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.cluster_permissions import clusters_work, may_lead
from campaigns.domain.holding import hold
from campaigns.queries.clusters import Cluster
from common.actors import Actor
from common.canonical import canonical_json, sha256_text
from common.cells import forbidden_character
from common.decimals import plain
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from common.permissions import require
from rewards.choices import DocumentKind, MeetingState, VoteState
from rewards.domain.meetings import held, note
from rewards.domain.votes import refuse_uncalled
from rewards.models import (
    ClusterSubmission,
    ClusterVote,
    Meeting,
    Minutes,
    PutForward,
    PutForwardRow,
    SubmissionFile,
    SubmissionReceipt,
)
from rewards.permissions import is_under_way, may_send
from rewards.queries.record import record_of
from rewards.queries.votes import Counted, Standing, counted, fresh, overtaken, standings, votes_of

LONGEST_REASON, LONGEST_CONCLUSION = 2_000, 4_000


def put_forward(*, actor: Actor, cluster: Cluster, vote: ClusterVote, reason: str, at: datetime) -> PutForward:
    """Keep who is put forward by the newest count, and the points beside. Where the order is another than that of the
    points a reason is compulsory: both go on to the council. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(vote.meeting, is_under_way) as row:
        found = fresh(vote)
        if found is None:
            raise Faults(_("Count this vote first."))
        run, points = standings(row.campaign, found.vote.candidates.all(), cluster.day)
        pairs = overtaken(found.result, points)
        _refuse_silence(found, [(pair.above, pair.below) for pair in pairs], reason)
        made = PutForward.objects.create(
            count=found.count, run=run, differs=bool(pairs), reason=reason.strip() if pairs else "",
            made_by_id=actor.user_id, made_at=at,
        )  # fmt: skip
        PutForwardRow.objects.bulk_create(_rows(made, found, points))
        names = [found.candidates[one.key].name for one in found.result.elected]
        detail = {"vote": vote.pk, "put_forward": names, "differs": made.differs, "reason": made.reason}
        note(actor, row, "put_forward", **detail)
    return made


def _refuse_silence(found: Counted, pairs: Sequence[tuple[int, int]], reason: str) -> None:
    if len(reason) > LONGEST_REASON or forbidden_character(reason):
        text = _("The reason is longer than %(limit)s characters or holds one that cannot be kept.")
        raise Faults(Fault(text % {"limit": LONGEST_REASON}, field="reason"))
    if pairs and not reason.strip():
        above, below = (found.candidates[pk].name for pk in pairs[0])
        text = _(
            "%(above)s is put before %(below)s, which has more points: give the reason. The council sees both orders."
        )
        raise Faults(Fault(text % {"above": above, "below": below}, field="reason"))


def _rows(made: PutForward, found: Counted, points: Mapping[int, Standing]) -> list[PutForwardRow]:
    rows = []
    for one in found.result.rows:
        candidate, beside = found.candidates[one.key], points.get(one.key)
        shown = plain(beside.shown) if beside and beside.shown is not None else ""
        percent = plain(beside.percent) if beside and beside.percent is not None else ""
        rows.append(
            PutForwardRow(
                result=made, unit_id=candidate.unit_id, name=candidate.name, votes=one.votes, points=shown,
                percent=percent,
                place=one.rank if one.is_elected else None, block_rank=beside.block_rank if beside else None,
            )
        )  # fmt: skip
    return rows


def finish_meeting(*, actor: Actor, cluster: Cluster, meeting: Meeting, conclusion: str, at: datetime) -> Minutes:
    """End the meeting: its minutes are written in this moment and nothing of it changes any more. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(meeting, is_under_way) as row:
        refuse_uncalled(row)
        _refuse_open_votes(row)
        if len(conclusion) > LONGEST_CONCLUSION or forbidden_character(conclusion.replace("\r\n", "\n")):
            text = _("The conclusion is longer than %(limit)s characters or holds one that cannot be kept.")
            raise Faults(Fault(text % {"limit": LONGEST_CONCLUSION}, field="conclusion"))
        row.state, row.finished_at = MeetingState.FINISHED, at
        row.conclusion = conclusion.replace("\r\n", "\n").strip()
        row.save(update_fields=["state", "finished_at", "conclusion"])
        content = canonical_json(record_of(row))
        made = Minutes.objects.create(
            meeting=row, number=1, content=content, sha256=sha256_text(content), made_by_id=actor.user_id, made_at=at
        )
        note(actor, row, "finish_meeting", sha256=made.sha256)
    return made


def _refuse_open_votes(meeting: Meeting) -> None:
    for vote in votes_of(meeting):
        found = counted(vote)
        if vote.state != VoteState.CLOSED or found is None:
            text = _("“%(vote)s” is not counted yet. Count it, or take it back, before the meeting ends.")
            raise Faults(text % {"vote": vote.title})
        if found.stored is None:
            text = _("Say who is put forward after “%(vote)s” before the meeting ends.")
            raise Faults(text % {"vote": vote.title})


@transaction.atomic
def send_documents(
    *,
    actor: Actor,
    cluster: Cluster,
    meeting: Meeting,
    number: str,
    dated_on: date,
    parcels: Mapping[str, Parcel],
    at: datetime,
) -> ClusterSubmission:
    """Send letter, minutes and list to the organiser, kept as they are sent. Raises ``Faults``."""
    require(may_send(actor, cluster, meeting))
    hold(meeting.campaign, when=lambda row: clusters_work(row.status))
    _refuse_letter(number, dated_on, meeting, localdate(at))
    assert set(parcels) == set(DocumentKind.values), "all three documents go together"
    minutes = meeting.minutes.order_by("-number").first()
    assert minutes is not None, "a finished meeting has minutes"
    made = ClusterSubmission.objects.create(
        meeting=meeting, minutes=minutes, number=number.strip(), dated_on=dated_on, made_by_id=actor.user_id,
        acting_unit_id=actor.unit_id, made_at=at,
    )  # fmt: skip
    SubmissionFile.objects.bulk_create(
        SubmissionFile(submission=made, kind=kind, file=register(parcel, at), file_name=parcel.name)
        for kind, parcel in parcels.items()
    )
    hashes = {kind: parcel.sha256 for kind, parcel in parcels.items()}
    note(actor, meeting, "send_cluster_documents", number=made.number, sha256=hashes)
    return made


def _refuse_letter(number: str, dated_on: date, meeting: Meeting, today: date) -> None:
    faults = []
    if not number.strip() or forbidden_character(number):
        faults.append(Fault(_("Give the number and symbol of the submission letter."), field="number"))
    if not meeting.held_on <= dated_on <= today:
        faults.append(Fault(_("The letter is dated between the day of the meeting and today."), field="dated_on"))
    if faults:
        raise Faults(faults)


@transaction.atomic
def receive_documents(*, actor: Actor, submission: ClusterSubmission, at: datetime) -> SubmissionReceipt:
    """The organiser confirms that it received what a cluster sent. The door asked the right."""
    found, is_new = SubmissionReceipt.objects.get_or_create(
        submission=submission, defaults={"made_by_id": actor.user_id, "made_at": at}
    )
    if is_new:
        note(actor, submission.meeting, "receive_cluster_documents", number=submission.number)
    return found
