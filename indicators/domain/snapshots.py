"""Freezing and publishing: a snapshot is a copy with a number, never a filter on what moves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Flag, ParticipationAct
from common.actors import Actor
from common.canonical import canonical_json, sha256_text
from common.domain.audit import record
from common.faults import Faults
from common.locks import advisory_lock
from indicators.choices import SnapshotKind
from indicators.domain.scores import COLUMNS, recompute
from indicators.models import ClosingDecision, Entry, EntryAct, RuleVersion, Scoreboard, Sheet, Snapshot, Verdict
from indicators.queries.scoreboard import live_board

# What scoring reads is insert-only, so the highest ids say exactly which rows a freeze has seen.
WATERMARKED: tuple[type[Model], ...] = (
    Entry, EntryAct, Verdict, RuleVersion, ClosingDecision, ParticipationAct, Flag,
)  # fmt: skip
COPY_CHUNK = 200


@transaction.atomic
def freeze(*, actor: Actor, campaign: Campaign, kind: str, reason: str, at: datetime, name: str = "") -> Snapshot:
    """Store the board as it is now under the campaign's next number. Writers wait until it is stored.

    A first freeze needs no reason beyond its kind; a correction does. Raises Faults."""
    _refuse_without_reason(kind, reason)
    with advisory_lock(facts_lock(campaign.pk)):
        recompute(campaign=campaign, at=at, is_thorough=True)
        live = live_board(campaign)
        assert live is not None
        assert live.run is not None
        snapshot = Snapshot.objects.create(
            campaign=campaign, number=_next_number(campaign), kind=kind, name=name, reason=reason,
            scoreboard=_copy(live), watermark=canonical_json(watermark()), digest=digest_of(live),
            rules_fingerprint=live.run.rules_fingerprint, inputs_fingerprint=live.run.inputs_fingerprint,
            made_by_id=actor.user_id, made_at=at,
        )  # fmt: skip
    detail = {"number": snapshot.number, "kind": kind, "reason": reason, "digest": snapshot.digest}
    record(actor=actor, verb="freeze", subject=snapshot, campaign=campaign.code, detail=detail)
    return snapshot


@transaction.atomic
def publish(*, actor: Actor, snapshot: Snapshot, at: datetime) -> Snapshot:
    """Make a snapshot readable to those the campaign's settings name: one explicit act, once."""
    locked = Snapshot.objects.select_for_update(no_key=True).get(pk=snapshot.pk)
    if locked.published_at is not None:
        raise Faults(_("Snapshot number %(number)d is published already.") % {"number": locked.number})
    locked.published_by_id, locked.published_at = actor.user_id, at
    locked.save(update_fields=["published_by", "published_at"])
    record(actor=actor, verb="publish", subject=locked, campaign=locked.campaign.code, detail={"number": locked.number})
    return locked


def facts_lock(campaign_id: int) -> str:
    """Writers of facts hold it shared until commit, a freeze exclusively."""
    return f"facts:{campaign_id}"


def watermark() -> dict[str, int]:
    return {
        model._meta.model_name or "": model._default_manager.aggregate(top=Max("pk"))["top"] or 0
        for model in WATERMARKED
    }


def digest_of(board: Scoreboard) -> str:
    """Over every sheet of the board by natural keys, so that two installations agree on it."""
    rows = Sheet.objects.filter(scoreboard=board).select_related("unit").order_by("basis", "position")
    text = canonical_json([[row.basis, row.unit.reference, *(getattr(row, c) for c in COLUMNS)] for row in rows])
    return "v1:" + sha256_text(text)


def _refuse_without_reason(kind: str, reason: str) -> None:
    if kind == SnapshotKind.CORRECTION and not reason.strip():
        raise Faults(_("A correction needs a reason."))


def _next_number(campaign: Campaign) -> int:
    return (Snapshot.objects.filter(campaign=campaign).aggregate(top=Max("number"))["top"] or 0) + 1


def _copy(live: Scoreboard) -> Scoreboard:
    frozen = Scoreboard.objects.create(
        campaign_id=live.campaign_id, is_live=False, version=live.version, run=live.run,
        detail=live.detail, updated_at=live.updated_at,
    )  # fmt: skip
    rows = list(Sheet.objects.filter(scoreboard=live))
    for row in rows:
        row.pk, row.scoreboard = None, frozen
    Sheet.objects.bulk_create(rows, batch_size=COPY_CHUNK)
    return frozen
