"""The self-scoring sheet of one unit (phiếu tự chấm): both bases side by side and why they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import get_language

from campaigns.models import Campaign
from common.choices import Basis
from indicators.choices import VerdictKind
from indicators.models import Cell, Criterion, Entry, EvidenceLink, Scoreboard, Sheet, Snapshot, Verdict
from indicators.packing import PackedLine, engine_sheet, line_score, unpack_groups, unpack_lines
from indicators.queries.board import upper_half
from indicators.queries.prospects import Prospect, prospects
from indicators.queries.requests import is_answered
from indicators.queries.required import feed_note
from indicators.queries.schemes import scheme_of
from indicators.queries.scoreboard import board_detail
from indicators.scoring import Cell as Scored
from indicators.scoring import (
    Explanation,
    LineScore,
    Scheme,
    Text,
    UnitSheet,
    explain_line,
    gains,
    gains_sentence,
    parse_exact,
    supposing,
)
from units.models import Unit

REPORTED, VERIFIED = Basis.REPORTED.value, Basis.VERIFIED.value


Ranges = dict[str, dict[str | None, tuple[Fraction, Fraction] | None]]


@dataclass(slots=True)
class SheetRow:
    """A group or a line. Points are exact; None means no data (or does not apply, see ``applies``).

    ``prospect``: what waits for a verdict, ``prospect_explanation`` the line with that accepted; ``notes``: figures
    that the unit explained in words, the newest first; ``reasons``: what verifiers changed or still ask for."""

    criterion: Criterion
    max_points: Fraction | None
    reported: Fraction | None = None
    verified: Fraction | None = None
    applies: bool = True
    flags: frozenset[str] = frozenset()
    value: PackedLine | None = None
    self_value: PackedLine | None = None
    explanation: Explanation | None = None
    self_explanation: Explanation | None = None
    evidence: list[EvidenceLink] = field(default_factory=list)
    reasons: list[Verdict] = field(default_factory=list)
    prospect: Prospect | None = None
    prospect_explanation: Explanation | None = None
    notes: list[Entry] = field(default_factory=list)

    @property
    def difference(self) -> Fraction | None:
        """Appraised less self-scored; None while either is unknown."""
        return None if self.verified is None or self.reported is None else self.verified - self.reported

    @property
    def feed_note(self) -> str:
        """Why a line is entered by hand that the system is to count itself."""
        return feed_note(self.criterion)


@dataclass(slots=True)
class SheetView:
    """One unit's sheet as read from one board; ``verified`` and ``reported`` are the stored totals, ``supposed`` the
    appraised one with all that waits accepted (None: nothing waits whose points can be told)."""

    campaign: Campaign
    unit: Unit
    board: Scoreboard
    scheme: Scheme
    verified: Sheet | None
    reported: Sheet | None
    rows: list[SheetRow]
    supposed: UnitSheet | None = None

    @property
    def prospective(self) -> dict[str, Scored]:
        """The cells of ``supposed`` that are not the stored ones."""
        found = {row.criterion.code: row.prospect.cell for row in self.rows if row.prospect}
        return {code: cell for code, cell in found.items() if cell is not None}


def sheet_view(campaign: Campaign, board: Scoreboard, unit: Unit) -> SheetView:
    """Everything the sheet shows, in a constant number of queries."""
    found = {row.basis: row for row in Sheet.objects.filter(scoreboard=board, unit=unit)}
    assert board.run is not None
    view = SheetView(
        campaign=campaign, unit=unit, board=board, scheme=scheme_of(board.run.definition_id),
        verified=found.get(VERIFIED), reported=found.get(REPORTED), rows=[],
    )  # fmt: skip
    maker = _Maker(view)
    view.rows = _rows(view, maker)
    if board.is_live:
        _look_ahead(view, maker)
    return view


def place_of(view: SheetView, sheet: Sheet | None) -> tuple[int, int] | None:
    """The stored place in the cluster and how many have one; None also where a demonstration does not tell it."""
    if sheet is None or sheet.block_rank is None:
        return None
    others = Sheet.objects.filter(scoreboard=view.board, basis=sheet.basis, block_code=sheet.block_code)
    ranked = others.filter(block_rank__isnull=False).count()
    is_spared = view.campaign.spares_names and sheet.block_rank > upper_half(ranked)
    return None if is_spared else (sheet.block_rank, ranked)


def _rows(view: SheetView, maker: "_Maker") -> list[SheetRow]:
    criteria = Criterion.objects.filter(campaign=view.campaign, is_active=True).order_by("position")
    rows = [maker.line(item) if item.is_line else maker.group(item) for item in criteria]
    _attach(rows, view.unit, _frozen_at(view.board))
    return rows


def _look_ahead(view: SheetView, maker: "_Maker") -> None:
    """What waits, and where all of it accepted would leave the lines and the whole."""
    waiting = [row.criterion for row in view.rows if "waiting" in row.flags]
    found = prospects(view.campaign, view.unit, waiting, view.scheme.lines)
    for row in view.rows:
        row.prospect = found.get(row.criterion.code)
    if not view.prospective or view.verified is None:
        return
    view.supposed = supposing(
        view.scheme, engine_sheet(view.verified), view.prospective, cells=maker.cells, ranges=maker.ranges[VERIFIED]
    )
    for row in view.rows:
        if cell := view.prospective.get(row.criterion.code):
            score = view.supposed.lines[row.criterion.code]
            row.prospect_explanation = maker.explain(row.criterion.code, VERIFIED, cell, score)


def _frozen_at(board: Scoreboard) -> datetime | None:
    """When the figures of a frozen board stopped moving; None of a running one."""
    if board.is_live:
        return None
    return Snapshot.objects.filter(scoreboard=board).values_list("made_at", flat=True).first()


class _Maker:
    """Turns the stored texts of both bases into rows, with explanations from the rules that made them."""

    def __init__(self, view: SheetView) -> None:
        self.view = view
        self.lines = {basis: unpack_lines(sheet.lines) for basis, sheet in self._both()}
        self.groups = {basis: unpack_groups(sheet.groups) for basis, sheet in self._both()}
        self.ranges = {basis: _ranges(board_detail(view.board, basis)) for basis, _ in self._both()}

    @property
    def cells(self) -> dict[str, Scored]:
        """The appraised values as the engine knew them."""
        return {code: line.cell() for code, line in self.lines.get(VERIFIED, {}).items()}

    def _both(self) -> list[tuple[str, Sheet]]:
        pairs = ((VERIFIED, self.view.verified), (REPORTED, self.view.reported))
        return [(basis, sheet) for basis, sheet in pairs if sheet is not None]

    def group(self, criterion: Criterion) -> SheetRow:
        verified, most = self.groups.get(VERIFIED, {}).get(criterion.code, (None, None))
        reported, _ = self.groups.get(REPORTED, {}).get(criterion.code, (None, None))
        return SheetRow(criterion, most, reported, verified, applies=bool(most) or criterion.outside_total)

    def line(self, criterion: Criterion) -> SheetRow:
        verified = self.lines.get(VERIFIED, {}).get(criterion.code)
        reported = self.lines.get(REPORTED, {}).get(criterion.code)
        if verified is None:
            return SheetRow(criterion, None, applies=False)
        return SheetRow(
            criterion=criterion,
            max_points=verified.max_points,
            reported=reported.points if reported else None,
            verified=verified.points,
            applies=verified.state != "not_applicable",
            flags=verified.flags,
            value=verified,
            self_value=reported,
            explanation=self.explain(criterion.code, VERIFIED, verified.cell(), line_score(verified)),
            self_explanation=self.explain(criterion.code, REPORTED, reported.cell(), line_score(reported))
            if reported
            else None,
        )

    def explain(self, code: str, basis: str, cell: Scored, score: LineScore) -> Explanation | None:
        rule = self.view.scheme.lines.get(code)
        if rule is None:
            return None
        sheet = dict(self._both())[basis]
        return explain_line(rule, cell, score, board_ranges=self.ranges[basis], unit_block=sheet.block_code or None)


def ways_up(view: SheetView) -> Text | None:
    """The cheapest improvements that reach the next band, in one sentence; None at the top or without data. What
    waits for a verdict counts as accepted: it is no way up any more."""
    if view.verified is None:
        return None
    sheet = view.supposed or engine_sheet(view.verified)
    if not sheet.points or not sheet.max_points:
        return None
    percent = 100 * sheet.points / sheet.max_points
    above = next((band for band in reversed(view.scheme.bands) if band.at_least > percent), None)
    if above is None:
        return None
    cells = {code: line.cell() for code, line in unpack_lines(view.verified.lines).items()} | view.prospective
    ranges = _ranges(board_detail(view.board, VERIFIED))
    found = gains(view.scheme, sheet, above.at_least, cells=cells, ranges=ranges)
    return gains_sentence(view.scheme, above.at_least, found)


def _ranges(detail: Mapping) -> Ranges:
    return {
        code: {
            scope or None: (parse_exact(span[0]), parse_exact(span[1])) if span else None
            for scope, span in scopes.items()
        }
        for code, scopes in detail.get("ranges", {}).items()
    }


def _attach(rows: Iterable[SheetRow], unit: Unit, frozen_at: datetime | None) -> None:
    """Evidence, the unit's own words and the verifiers' of every line, three queries for all; of a frozen board as
    they were then."""
    by_series = {row.criterion.series_id: row for row in rows if row.criterion.is_line}
    then = _then("", frozen_at)
    still = Q(removed_at=None) | Q(removed_at__gt=frozen_at) if frozen_at else Q(removed_at=None)
    links = EvidenceLink.objects.filter(still, unit=unit, series__in=list(by_series), **then)
    for link in links.select_related("evidence__file").order_by("pk"):
        by_series[link.series_id].evidence.append(link)
    changed, asked = Q(kind=VerdictKind.ADJUSTED), Q(kind=VerdictKind.RETURNED) & ~is_answered(frozen_at)
    about = {"entry__unit": unit, "entry__series__in": list(by_series)}
    telling = Verdict.objects.filter(changed | asked, revoked_by=None, revokes=None, **about, **then)
    for verdict in telling.select_related("entry", "made_by", "acting_unit").order_by("-pk"):
        by_series[verdict.entry.series_id].reasons.append(verdict)
    explained = Cell.objects.filter(unit=unit, series__in=list(by_series), **_then("reported__", frozen_at))
    for cell in explained.exclude(reported__note="").select_related("reported").order_by("-reported"):
        if cell.reported:
            by_series[cell.series_id].notes.append(cell.reported)


def _then(prefix: str, frozen_at: datetime | None) -> dict[str, datetime]:
    """A condition that keeps what was there by the day of a frozen board."""
    return {f"{prefix}made_at__lte": frozen_at} if frozen_at else {}


def in_language(text: Text | None) -> str:
    """The sentence in the language of the page."""
    if text is None:
        return ""
    return text.en if get_language() == "en" else text.vi
