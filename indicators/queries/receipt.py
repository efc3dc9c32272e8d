"""The detailed points of one unit (bảng chi tiết điểm): rule version, inputs by period, who, points, what was lost."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from campaigns.models import Campaign
from common.choices import Basis
from common.formats import localised_text
from indicators.models import Cell, Scoreboard, Sheet
from indicators.queries.inheritance import heritage
from indicators.queries.sheet import SheetRow, in_language, sheet_view
from indicators.scoring import Explanation, half_up, parse_exact
from indicators.showing import shown
from units.models import Unit
from units.queries.naming import unit_name


@dataclass(frozen=True, slots=True)
class ReceiptInput:
    """One period's figure: what it is, how it stands, who entered and who appraised it."""

    period: str
    shown: str
    state: str
    unit: str
    people: str


@dataclass(slots=True)
class ReceiptLine:
    """A line: its points, the rule version that gave them, the sentences that explain them, its inputs."""

    code: str
    name: str
    points: str
    max_points: str
    lost: str
    rule_version: int
    flags: list[str]
    sentences: list[str]
    inputs: list[ReceiptInput] = field(default_factory=list)


@dataclass(slots=True)
class Receipt:
    """One unit on one basis, as the run named by its fingerprints scored it."""

    campaign: Campaign
    unit: Unit
    basis: str
    run: int
    rules_fingerprint: str
    inputs_fingerprint: str
    points: str
    max_points: str
    percent: str
    rank: int | None
    block_rank: int | None
    band: str
    missing: int
    note: str
    lines: list[ReceiptLine]

    def as_document(self) -> dict[str, Any]:
        """For machines; the unit and the campaign by their codes."""
        rest = {name: getattr(self, name) for name in self.__slots__ if name not in ("campaign", "unit", "lines")}
        return {
            "campaign": self.campaign.code,
            "unit": self.unit.code,
            "name": unit_name(self.unit),
            **rest,
            "lines": [asdict(line) for line in self.lines],
        }


def receipt(campaign: Campaign, board: Scoreboard, unit: Unit, basis: str) -> Receipt:
    """Read from the stored sheet; the sentences come from the rules of the run that made it."""
    view = sheet_view(campaign, board, unit)
    sheet = view.verified if basis == Basis.VERIFIED else view.reported
    inputs = _inputs(campaign, unit, [row.criterion.series_id for row in view.rows if row.criterion.is_line])
    decimals = view.scheme.decimals
    lines = [
        _line(row, basis, decimals, inputs.get(row.criterion.series_id or 0, []))
        for row in view.rows
        if row.criterion.is_line and row.applies
    ]
    assert board.run is not None
    return Receipt(
        campaign=campaign, unit=unit, basis=basis, run=board.run.number,
        rules_fingerprint=board.run.rules_fingerprint, inputs_fingerprint=board.run.inputs_fingerprint,
        lines=lines, **_totals(sheet, decimals),
    )  # fmt: skip


def _totals(sheet: Sheet | None, decimals: int) -> dict[str, Any]:
    note = sheet.note if sheet and sheet.note else {}
    return {
        "points": _shown(sheet.shown_points if sheet else None, decimals),
        "max_points": _shown(parse_exact(sheet.max_points), decimals) if sheet and sheet.max_points else "",
        "percent": _shown(sheet.shown_percent if sheet else None, decimals),
        "rank": sheet.rank if sheet else None,
        "block_rank": sheet.block_rank if sheet else None,
        "band": sheet.band if sheet else "",
        "missing": sheet.missing if sheet else 0,
        "note": localised_text(note),
    }


def _line(row: SheetRow, basis: str, decimals: int, cells: list[Cell]) -> ReceiptLine:
    packed = row.value if basis == Basis.VERIFIED else row.self_value
    explanation = row.explanation if basis == Basis.VERIFIED else row.self_explanation
    return ReceiptLine(
        code=row.criterion.code,
        name=localised_text(row.criterion.name),
        points=_shown(packed.points if packed else None, decimals),
        max_points=_shown(packed.max_points if packed else None, decimals),
        lost=_shown(packed.lost if packed else None, decimals),
        rule_version=row.criterion.version,
        flags=sorted(packed.flags) if packed else [],
        sentences=_sentences(explanation),
        inputs=[_input(row, cell) for cell in cells],
    )


def _sentences(explanation: Explanation | None) -> list[str]:
    if explanation is None:
        return []
    parts = (
        explanation.value_text, explanation.rule_text, explanation.points_text,
        explanation.lost_text, explanation.needed_text,
    )  # fmt: skip
    return [in_language(part) for part in parts if part is not None]


def _input(row: SheetRow, cell: Cell) -> ReceiptInput:
    verdict = cell.verdict
    people = [str(cell.latest.made_by or "") if cell.latest else ""]
    if verdict is not None:
        people.append(str(verdict.made_by or verdict.acting_unit or ""))
    return ReceiptInput(
        period=cell.period,
        shown=shown(row.criterion, cell.latest),
        state=cell.state,
        unit=unit_name(cell.unit),
        people=" → ".join(filter(None, people)),
    )


def _inputs(campaign: Campaign, unit: Unit, series: list[int | None]) -> dict[int, list[Cell]]:
    """Cells of the unit and of those it inherits from, by series, in the order of the periods."""
    sources = heritage([unit.pk], after=campaign.start, until=campaign.end).everybody([unit.pk])
    cells = Cell.objects.filter(unit__in=sources, series__in=[one for one in series if one])
    found: dict[int, list[Cell]] = defaultdict(list)
    related = ("unit", "latest__made_by", "verdict__made_by", "verdict__acting_unit")
    for cell in cells.select_related(*related).order_by("period", "unit_id"):
        found[cell.series_id].append(cell)
    return found


def _shown(value: Any, decimals: int) -> str:
    if value is None:
        return ""
    return f"{half_up(Fraction(value), decimals):f}"
