"""Recompute: read the dirty marks, score everybody at once, write only what changed, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from campaigns.choices import Status
from campaigns.models import Campaign
from common.actors import system_actor
from common.bulk import insert_rows
from common.canonical import canonical_json
from common.domain.audit import record
from common.locks import advisory_lock
from indicators.domain.fingerprints import Fingerprints, inputs_fingerprint, rules_fingerprint
from indicators.models import DayScore, DirtyMark, Run, Scoreboard, Sheet
from indicators.packing import Packer
from indicators.queries.inputs import Inputs, engine_inputs
from indicators.queries.missing import decisions
from indicators.queries.schemes import definition_of, scheme_of
from indicators.scoring import Board, Scheme, Shared, exact, score_board

AFTER_CLOSING = (Status.CLOSED, Status.PUBLISHED, Status.ARCHIVED)
COLUMNS = (
    "block_code", "position", "rank", "block_rank", "points", "shown_points", "max_points",
    "shown_percent", "bonus", "deduction", "band", "missing", "waiting", "note", "lines", "groups",
)  # fmt: skip
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a recompute did: sheets written, and the board's version after it."""

    written: int
    version: int


def recompute(*, campaign: Campaign, at: datetime, is_thorough: bool = False) -> Outcome:
    """Score the campaign on both bases from its current values; idempotent, safe to kill at any moment.

    Marks up to the highest one seen are deleted with the commit, so a change made meanwhile stays marked. Where
    everything scoring reads is as the last run found it, nothing is scored again, unless ``is_thorough``."""
    with transaction.atomic(), advisory_lock(f"scores:{campaign.pk}"):
        campaign.refresh_from_db()
        seen = DirtyMark.objects.filter(campaign=campaign).order_by("-pk").values_list("pk", flat=True).first()
        scheme = scheme_of(definition_of(campaign))
        inputs = engine_inputs(campaign, scheme, localdate(at))
        closing = closing_choices(campaign, scheme)
        run = Fingerprints(rules_fingerprint(definition_of(campaign)), inputs_fingerprint(inputs, closing))
        live, _ = Scoreboard.objects.select_related("run").get_or_create(campaign=campaign, is_live=True)
        if run == Fingerprints.of(live) and not is_thorough:
            outcome = Outcome(0, live.version)
        else:
            outcome = _store(live, inputs, _scored(scheme, inputs, closing), run, at)
        if seen is not None:
            DirtyMark.objects.filter(campaign=campaign, pk__lte=seen).delete()
    return outcome


def closing_choices(campaign: Campaign, scheme: Scheme) -> dict[str, str] | None:
    """None while the campaign runs; after closing, what each line without data becomes."""
    if campaign.status not in AFTER_CLOSING:
        return None
    if scheme.missing_at_close != "choose":
        return dict.fromkeys(scheme.lines, scheme.missing_at_close)
    return {code: decision.choice for code, decision in decisions(campaign).items()}


def _scored(scheme: Scheme, inputs: Inputs, closing: dict[str, str] | None) -> dict[str, Board]:
    shared: Shared = {}
    return {basis: score_board(scheme, units, closing=closing, shared=shared) for basis, units in inputs.units.items()}


def _store(live: Scoreboard, inputs: Inputs, boards: Mapping[str, Board], run: Fingerprints, at: datetime) -> Outcome:
    fresh = _rows(inputs, boards)
    stored = _stored(live)
    changed = {key: row for key, row in fresh.items() if stored.get(key) != row}
    gone = [key for key in stored if key not in fresh]
    detail = canonical_json({basis: _detail(board) for basis, board in boards.items()})
    if not changed and not gone and live.detail == detail and run == Fingerprints.of(live):
        return Outcome(0, live.version)
    _write_sheets(live, changed, gone)
    _write_days(live.campaign_id, changed, localdate(at))
    _write_run(live, run, detail, at)
    _note(live, len(changed) + len(gone))
    return Outcome(len(changed) + len(gone), live.version)


def _note(live: Scoreboard, sheets: int) -> None:
    """One audit row for all the scores that a run changed."""
    assert live.run is not None
    code = live.campaign.code
    detail = {"run": live.run.number, "sheets": sheets}
    record(actor=system_actor("scores"), verb="recompute", subject=("campaign", code), campaign=code, detail=detail)


def _rows(inputs: Inputs, boards: Mapping[str, Board]) -> dict[Key, dict[str, Any]]:
    packer = Packer(inputs.texts)
    rows: dict[Key, dict[str, Any]] = {}
    for basis, board in boards.items():
        cells = {unit.key: unit.cells for unit in inputs.units[basis]}
        for position, sheet in enumerate(board.sheets):
            packed = packer.pack(sheet, cells[sheet.key])
            packed |= {"position": position, "waiting": inputs.waiting[sheet.key]}
            rows[basis, int(sheet.key)] = packed
    return rows


def _stored(live: Scoreboard) -> dict[Key, dict[str, Any]]:
    rows = Sheet.objects.filter(scoreboard=live).values_list("basis", "unit_id", *COLUMNS)
    return {(basis, unit): dict(zip(COLUMNS, row, strict=True)) for basis, unit, *row in rows}


def _detail(board: Board) -> dict[str, Any]:
    """What explaining a line needs beyond its own sheet: the ranges of relative lines, and how ranks were made."""
    return {
        "ranked_by": board.ranked_by,
        "ranges": {code: _spans(scopes) for code, scopes in board.ranges.items()},
        "provisional": {code: sorted(scope or "" for scope in scopes) for code, scopes in board.provisional.items()},
    }


def _spans(scopes: Mapping[str | None, tuple[Fraction, Fraction] | None]) -> dict[str, list[str] | None]:
    """Scope "" is the whole campaign; None: fewer than two different values."""
    return {scope or "": [exact(end) for end in span] if span else None for scope, span in scopes.items()}


def _write_sheets(live: Scoreboard, changed: Mapping[Key, dict[str, Any]], gone: list[Key]) -> None:
    for basis, unit_id in gone:
        Sheet.objects.filter(scoreboard=live, basis=basis, unit_id=unit_id).delete()
    insert_rows(
        Sheet,
        ("basis", "unit", *COLUMNS),
        ((basis, unit, *(row[name] for name in COLUMNS)) for (basis, unit), row in changed.items()),
        constants={"scoreboard": live.pk},
        unique=("scoreboard", "basis", "unit"),
        update=COLUMNS,
    )


def _write_days(campaign_id: int, changed: Mapping[Key, dict[str, Any]], day: date) -> None:
    shown = ("shown_points", "block_rank")
    insert_rows(
        DayScore,
        ("basis", "unit", *shown),
        ((basis, unit, *(row[name] for name in shown)) for (basis, unit), row in changed.items()),
        constants={"campaign": campaign_id, "day": day},
        unique=("campaign", "unit", "basis", "day"),
        update=shown,
    )


def _write_run(live: Scoreboard, run: Fingerprints, detail: str, at: datetime) -> None:
    live.run = Run.objects.create(
        campaign_id=live.campaign_id,
        number=live.version + 1,
        definition_id=definition_of(live.campaign),
        rules_fingerprint=run.rules,
        inputs_fingerprint=run.inputs,
        made_at=at,
    )
    live.version, live.detail, live.updated_at = live.version + 1, detail, at
    live.save(update_fields=["run", "version", "detail", "updated_at"])


def recompute_if_dirty(*, campaign: Campaign, at: datetime) -> None:
    """Nothing to do when another run has seen every mark already."""
    if DirtyMark.objects.filter(campaign=campaign).exists():
        recompute(campaign=campaign, at=at)


def campaigns_to_recompute() -> list[int]:
    """Ids of campaigns with marks nobody has read yet, in the order the marks were left."""
    marks = DirtyMark.objects.order_by("pk").values_list("campaign_id", flat=True)
    return list(dict.fromkeys(marks))


def recompute_dirty(*, at: datetime) -> int:
    """Recompute every marked campaign; how many were. Basis of the sweep: lost messages cost nothing."""
    dirty = campaigns_to_recompute()
    for campaign in Campaign.objects.filter(pk__in=dirty, definition__isnull=False):
        recompute(campaign=campaign, at=at)
    return len(dirty)
