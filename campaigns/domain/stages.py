"""Setting and shifting the days of a stage, and giving one unit longer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import STAGES, Status
from campaigns.domain.lifecycle import advance, next_moves, stages_of
from campaigns.models import Campaign, StageDates, StageExtension
from campaigns.permissions import plan_is_open
from campaigns.queries.stages import due_stage, stage_book
from common.actors import Actor, system_actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.formats import day_text
from units.models import Unit

from .holding import hold


@dataclass(frozen=True, slots=True)
class Granted:
    """Until when one unit may act; ``document``: number and date of the paper it rests on."""

    until: date
    reason: str
    document: str


@transaction.atomic
def set_stage_dates(
    *, actor: Actor, campaign: Campaign, stage: str, opens: date | None, closes: date | None, reason: str, at: datetime
) -> StageDates:
    """The days of a stage from now on; without any the stage is never shut. A shift needs a reason. The door asked
    the right."""
    held = hold(campaign, when=plan_is_open)
    before = stage_book(held).dates.get(stage)
    _refuse_stage(held, stage)
    _refuse_days(opens, closes, before, reason)
    made = StageDates.objects.create(
        campaign=held, stage=stage, opens=opens, closes=closes, reason=reason.strip(), made_by_id=actor.user_id,
        made_at=at,
    )  # fmt: skip
    detail: dict[str, object] = {"stage": stage, "opens": _iso(opens), "closes": _iso(closes), "reason": made.reason}
    if before:
        detail |= {"before": [_iso(before.opens), _iso(before.closes)]}
    record(actor=actor, verb="set_stage_dates", subject=made, campaign=held.code, detail=detail)
    return made


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _refuse_stage(campaign: Campaign, stage: str) -> None:
    if stage not in STAGES or stage not in stages_of(campaign):
        raise Faults(_("The plan of this campaign has no such stage."))


def _refuse_days(opens: date | None, closes: date | None, before: StageDates | None, reason: str) -> None:
    if opens and closes and closes < opens:
        raise Faults(Fault(_("The stage closes before it opens."), field="closes"))
    if before and (before.opens, before.closes) == (opens, closes):
        raise Faults(Fault(_("These are the days the stage has already."), field="closes"))
    if before is None and opens is None and closes is None:
        raise Faults(Fault(_("Give at least one of the two days."), field="opens"))
    if before is not None and not reason.strip():
        raise Faults(Fault(_("Shifting a stage needs a reason; the units read it."), field="reason"))
    if forbidden_character(reason):
        raise Faults(Fault(_("The text holds a character that cannot be kept."), field="reason"))


@transaction.atomic
def extend_stage(
    *, actor: Actor, campaign: Campaign, stage: str, unit: Unit, granted: Granted, at: datetime
) -> StageExtension:
    """Let one unit act in a stage longer; everybody's last day takes it back. The door asked the right."""
    held = hold(campaign, when=plan_is_open)
    _refuse_stage(held, stage)
    _refuse_grant(held, stage, unit, granted)
    made = StageExtension.objects.create(
        campaign=held, stage=stage, unit=unit, until=granted.until, reason=granted.reason.strip(),
        document=granted.document.strip(), made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"stage": stage, "unit": unit.reference, "until": made.until.isoformat()}
    detail |= {"reason": made.reason, "document": made.document}
    record(actor=actor, verb="extend_stage", subject=made, campaign=held.code, detail=detail)
    return made


def _refuse_grant(campaign: Campaign, stage: str, unit: Unit, granted: Granted) -> None:
    closes = stage_book(campaign).closes(stage)
    if closes is None:
        raise Faults(_("This stage has no last day; nobody needs longer."))
    if not campaign.participations.filter(unit=unit, is_active=True).exists():
        raise Faults(Fault(_("The unit does not take part in this campaign."), field="unit"))
    faults = []
    if granted.until < closes:
        text = _("The stage closes on %(day)s; a unit is given longer, not less.") % {"day": day_text(closes)}
        faults.append(Fault(text, field="until"))
    texts = {"reason": granted.reason, "document": granted.document}
    faults += [Fault(_("Fill this in."), field=field) for field, text in texts.items() if not text.strip()]
    odd = _("The text holds a character that cannot be kept.")
    faults += [Fault(odd, field=field) for field, text in texts.items() if forbidden_character(text)]
    if faults:
        raise Faults(faults)


def open_due_stages(*, at: datetime) -> int:
    """Move every open campaign into the stage whose first day has come; how many. Safe to repeat.

    One that still lacks something stays where it is: its page says what."""
    moved = 0
    for campaign in Campaign.objects.filter(stage_dates__opens__lte=localdate(at)).distinct():
        moves = next_moves(campaign) if campaign.is_open else ()
        stage = due_stage(campaign, moves, localdate(at))
        moved += _opened(campaign, stage, at) if stage else 0
    return moved


def _opened(campaign: Campaign, stage: Status, at: datetime) -> int:
    try:
        advance(
            actor=system_actor("open_stage"), campaign=campaign, to=stage, at=at, reason=_("on the day that was set")
        )
    except Faults:
        return 0
    return 1
