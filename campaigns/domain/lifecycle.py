"""Moving a campaign from one state to the next."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import STAGES, Status, moves_from
from campaigns.models import Campaign, Confirmation, LifecycleAct
from campaigns.permissions import plan_is_open
from campaigns.queries.documents import document_of
from campaigns.queries.inference import inferred
from campaigns.queries.readiness import blocking, missing_for
from campaigns.queries.stages import stage_book
from campaigns.registry import move_hooks
from common.actors import Actor, system_actor
from common.domain.audit import record
from common.faults import Fault, Faults
from common.formats import day_text

from .holding import hold
from .projection import enrolled_acts
from .revision import Seen

logger = logging.getLogger(__name__)


@transaction.atomic
def advance(*, actor: Actor, campaign: Campaign, to: str, at: datetime, reason: str = "") -> LifecycleAct:
    """Move the campaign to ``to``; raises ``Faults`` with everything that is still missing.

    Passing over a stage needs a reason. Launching enrols the participants and, once ``start`` is reached,
    opens the campaign at once. The campaign object given is brought up to date."""
    locked = hold(campaign)
    _refuse_wrong_move(locked, to, reason)
    _refuse_early(locked, to, at)
    _refuse_incomplete(locked, to, at)
    act = LifecycleAct.objects.create(
        campaign=locked,
        from_status=locked.status,
        to_status=to,
        reason=reason,
        made_by_id=actor.user_id,
        made_at=at,
    )
    locked.status = campaign.status = Status(to)
    locked.save(update_fields=["status"])
    _follow_up(locked, act, actor, at)
    record(
        actor=actor,
        verb="advance_campaign",
        subject=("campaign", locked.code),
        campaign=locked.code,
        detail={"from": act.from_status, "to": to, "reason": reason},
    )
    if to == Status.LAUNCHED and locked.start <= localdate(at):
        advance(actor=system_actor("start"), campaign=campaign, to=Status.RUNNING, at=at)
    return act


def stages_of(campaign: Campaign) -> list[str]:
    """The stages the plan names between running and closed; all five where it says nothing."""
    section = document_of(campaign)["campaign"]
    return section.get("stages", ["midterm", "self_score", "appraisal", "cluster", "final"])


def next_moves(campaign: Campaign) -> tuple[Status, ...]:
    """Where the campaign may go from here, the usual next step first."""
    return moves_from(campaign.status, stages_of(campaign))


def _refuse_wrong_move(campaign: Campaign, to: str, reason: str) -> None:
    moves = next_moves(campaign)
    if to not in moves:
        named = ", ".join(str(move.label) for move in moves) or "—"
        raise Faults(
            _("From “%(here)s” the campaign cannot go to “%(to)s”; next is: %(next)s.")
            % {"here": campaign.get_status_display(), "to": Status(to).label, "next": named}
        )
    if to != moves[0] and not reason.strip():
        message = _("Passing over “%(stage)s” needs a reason.") % {"stage": moves[0].label}
        raise Faults(Fault(message, field="reason"))


def _refuse_early(campaign: Campaign, to: str, at: datetime) -> None:
    """A stage with a first day is not entered before it; shifting the day is an act of its own."""
    first = stage_book(campaign).opens(to) if to in STAGES else None
    if first is not None and localdate(at) < first:
        text = _("“%(stage)s” opens on %(day)s; shift its days first if it is to begin earlier.")
        raise Faults(text % {"stage": Status(to).label, "day": day_text(first)})


def _refuse_incomplete(campaign: Campaign, to: str, at: datetime) -> None:
    issues = blocking(missing_for(campaign, to, on=localdate(at)))
    if issues:
        raise Faults([Fault(": ".join(filter(None, [issue.text, issue.shown_items]))) for issue in issues])


def _follow_up(campaign: Campaign, act: LifecycleAct, actor: Actor, at: datetime) -> None:
    if act.to_status == Status.LAUNCHED:
        rows = campaign.participations.filter(is_active=True, acts__isnull=True)
        enrolled_acts(rows.select_related("campaign", "unit"), actor, at)
    for hook in move_hooks:
        hook(campaign, act, actor, at)


def start_due(*, at: datetime) -> int:
    """Open every launched campaign whose first day has come; how many. Safe to repeat."""
    waiting = Campaign.objects.filter(status=Status.LAUNCHED, start__lte=localdate(at))
    return sum(_is_started(campaign, at) for campaign in waiting)


def _is_started(campaign: Campaign, at: datetime) -> bool:
    """Not where another scheduler was faster or something is in the way: the others open all the same."""
    try:
        advance(actor=system_actor("start"), campaign=campaign, to=Status.RUNNING, at=at)
    except Faults as refused:
        logger.warning("The campaign %s does not open: %s", campaign.code, refused)
        return False
    return True


@transaction.atomic
def confirm_inference(
    *,
    actor: Actor,
    campaign: Campaign,
    subjects: Iterable[str],
    at: datetime,
    note: str = "",
    seen: int | None = None,
) -> list[Confirmation]:
    """Take the responsibility for inferred figures as they now stand, by name and date.

    ``subjects`` as ``campaigns.queries.inference.inferred`` names them. A later change of a figure asks for a
    new confirmation. Raises ``Faults`` where nobody stands for it, there is no such proposal, or one of them is no
    longer what the plan's version ``seen`` said."""
    if actor.user_id is None:
        raise Faults(_("A proposal is confirmed by a person, by name and date."))
    held, wanted = hold(campaign, when=plan_is_open), list(dict.fromkeys(subjects))
    Seen(seen, lambda document: _contents(document, wanted), _("Proposed figures")).refuse_if_changed(held)
    proposals = {each.subject: each for each in inferred(document_of(held))}
    unknown = [subject for subject in wanted if subject not in proposals]
    if unknown or not wanted:
        raise Faults(_("Choose at least one proposal of the present plan; not found: %(names)s.") % {"names": unknown})
    digests = {subject: proposals[subject].sha256 for subject in wanted}
    given = {"campaign": held, "confirmed_by_id": actor.user_id, "confirmed_at": at, "note": note}
    rows = [Confirmation(subject=subject, sha256=digest, **given) for subject, digest in digests.items()]
    Confirmation.objects.bulk_create(rows, ignore_conflicts=True)
    record(
        actor=actor,
        verb="confirm_inference",
        subject=("campaign", campaign.code),
        campaign=campaign.code,
        detail={"subjects": wanted, "sha256": list(digests.values()), "note": note},
    )
    return rows


def _contents(document: Mapping[str, Any], subjects: Iterable[str]) -> dict[str, str]:
    return {each.subject: each.sha256 for each in inferred(document) if each.subject in subjects}
