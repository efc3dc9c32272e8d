"""A cluster's meeting from its agenda to its end: planned, opened, called, spoken in. Finishing is in ``minutes``."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.cluster_permissions import clusters_work, may_lead
from campaigns.domain.holding import hold
from campaigns.queries.clusters import Cluster, cluster_of
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import Answer, require
from rewards.choices import MeetingState
from rewards.models import Attendance, Meeting, MeetingPoint
from rewards.permissions import is_under_way, is_unfinished

LONGEST_AGENDA, LONGEST_POINT, MOST_ITEMS = 4_000, 2_000, 30


@dataclass(frozen=True, slots=True)
class Plan:
    """What a meeting is called, when and where it is held, by whom, and what it talks about (an item a line)."""

    title: str
    held_on: date
    starts: time
    place: str
    chair: str
    secretary: str
    agenda: str


@contextmanager
def held(meeting: Meeting, when: Callable[[Meeting], Answer]) -> Iterator[Meeting]:
    """The meeting's newest row, locked; ``Faults`` with the reason where ``when`` or the campaign's state refuses."""
    with transaction.atomic():
        campaign = hold(meeting.campaign, when=lambda row: clusters_work(row.status))
        row = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        row.campaign = campaign
        answer = when(row)
        if not answer:
            raise Faults(str(answer.reason))
        yield row


@transaction.atomic
def plan_meeting(*, actor: Actor, cluster: Cluster, plan: Plan, at: datetime) -> Meeting:
    """Call a meeting of the cluster. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    hold(cluster.campaign, when=lambda row: clusters_work(row.status))
    _refuse_plan(plan)
    lead = cluster.lead or cluster.deputy
    assert lead is not None, "who may lead a cluster is its lead or deputy"
    made = Meeting.objects.create(
        campaign=cluster.campaign, block_code=cluster.block.code, block_name=cluster.block.name,
        lead_unit=lead.unit, lead_name=lead.unit.name, made_by_id=actor.user_id, made_at=at, **asdict(plan),
    )  # fmt: skip
    note(actor, made, "plan_meeting", **_noted(plan))
    return made


def change_meeting(*, actor: Actor, cluster: Cluster, meeting: Meeting, plan: Plan, seen: int, at: datetime) -> Meeting:
    """Change what a meeting was called with; ``seen``: the version the page showed. The day stands once it is open."""
    require(may_lead(actor, cluster))
    _refuse_plan(plan)
    with held(meeting, is_unfinished) as row:
        if row.version != seen:
            raise Faults(_("Somebody else changed this meeting meanwhile. Look at it again, then save."))
        if row.state == MeetingState.OPEN and plan.held_on != row.held_on:
            raise Faults(Fault(_("The meeting is under way; its day stands as it is."), field="held_on"))
        for name, value in asdict(plan).items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*asdict(plan), "version"])
        note(actor, row, "change_meeting", **_noted(plan))
    return row


def _noted(plan: Plan) -> dict[str, object]:
    """For the audit trail, which names no persons."""
    return {"held_on": plan.held_on, "starts": f"{plan.starts:%H:%M}", "place": plan.place, "agenda": plan.agenda}


def _refuse_plan(plan: Plan) -> None:
    faults = []
    for name in ("title", "place", "chair", "secretary"):
        text = getattr(plan, name)
        if not text.strip() or forbidden_character(text) or "\n" in text:
            faults.append(Fault(_("Fill this in, in one line."), field=name))
    if len(plan.agenda) > LONGEST_AGENDA or forbidden_character(plan.agenda):
        faults.append(Fault(_("The agenda is too long, or holds a character that cannot be kept."), field="agenda"))
    if len([line for line in plan.agenda.splitlines() if line.strip()]) > MOST_ITEMS:
        faults.append(Fault(_("An agenda has at most %(n)s items.") % {"n": MOST_ITEMS}, field="agenda"))
    if faults:
        raise Faults(faults)


def open_meeting(*, actor: Actor, cluster: Cluster, meeting: Meeting, at: datetime) -> Meeting:
    """Begin: the list of those called is that of the cluster's members on the day of the meeting. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(meeting, is_unfinished) as row:
        if row.state != MeetingState.PLANNED:
            raise Faults(_("The meeting is under way already."))
        if row.held_on > localdate(at):
            raise Faults(_("The meeting is opened on its day; change the day first if it is held earlier."))
        with override("vi"):  # minutes are Vietnamese whatever the language of the page
            members = cluster_of(cluster.block, row.held_on).members
        if not members:
            raise Faults(_("On the day of the meeting the cluster had no members."))
        Attendance.objects.bulk_create(
            Attendance(
                meeting=row, unit=each.unit, name=each.name, position=place,
                instead_of="; ".join(old.name for old in each.instead_of)[:500],
            )
            for place, each in enumerate(members, 1)
        )  # fmt: skip
        row.state, row.opened_at = MeetingState.OPEN, at
        row.save(update_fields=["state", "opened_at"])
        note(actor, row, "open_meeting", members=[each.unit.reference for each in members])
    return row


@dataclass(frozen=True, slots=True)
class Called:
    """One member as it was called: whether it came (None: not called yet), and who for it."""

    is_present: bool | None
    people: str


def call_members(
    *, actor: Actor, cluster: Cluster, meeting: Meeting, called: Mapping[int, Called], at: datetime
) -> int:
    """Keep who came, by the id of the attendance; how many changed. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(meeting, is_under_way) as row:
        _refuse_called(called, row)
        changed = []
        for each in row.attendances.filter(pk__in=called):
            one = called[each.pk]
            if (each.is_present, each.people) != (one.is_present, one.people.strip()):
                each.is_present, each.people = one.is_present, one.people.strip()
                changed.append(each)
        Attendance.objects.bulk_update(changed, ["is_present", "people"])
        if changed:
            came = {each.name: each.is_present for each in changed}
            note(actor, row, "call_members", came=came)
    return len(changed)


def _refuse_called(called: Mapping[int, Called], meeting: Meeting) -> None:
    if any(len(one.people) > 500 or forbidden_character(one.people) for one in called.values()):
        raise Faults(_("A name is too long, or holds a character that cannot be kept. Nothing was saved."))
    if meeting.votes.exclude(state="prepared").exists():
        away = [pk for pk, one in called.items() if not one.is_present]
        if meeting.attendances.filter(pk__in=away, is_present=True).exists():
            text = _("Votes have begun: a member that was present stays so. Note in the points raised who left early.")
            raise Faults(text)


def raise_point(
    *, actor: Actor, cluster: Cluster, meeting: Meeting, by: Attendance | None, text: str, at: datetime
) -> MeetingPoint:
    """Write down what was said, by a member or (None) by the meeting. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    if not text.strip() or len(text) > LONGEST_POINT or forbidden_character(text):
        message = _("Write down what was said, in at most %(limit)s characters.")
        raise Faults(Fault(message % {"limit": LONGEST_POINT}, field="text"))
    with held(meeting, is_under_way) as row:
        made = MeetingPoint.objects.create(
            meeting=row, attendance=by, text=text.strip(), made_by_id=actor.user_id, made_at=at
        )
        note(actor, row, "raise_point", by=by.name if by else "", text=made.text)
    return made


def strike_point(*, actor: Actor, cluster: Cluster, point: MeetingPoint, at: datetime) -> MeetingPoint:
    """Take a point out of the minutes before they are finished; its row stays."""
    require(may_lead(actor, cluster))
    with held(point.meeting, is_under_way) as row:
        point.is_struck = True
        point.save(update_fields=["is_struck"])
        note(actor, row, "strike_point", text=point.text)
    return point


def note(actor: Actor, meeting: Meeting, verb: str, **detail: object) -> None:
    """The audit row of an act at a meeting."""
    found = {"block": meeting.block_code, "meeting": meeting.title, **detail}
    record(actor=actor, verb=verb, subject=meeting, campaign=meeting.campaign.code, detail=found)
