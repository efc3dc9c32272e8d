"""The detailed points of one unit (bảng chi tiết điểm): rule version, inputs by period, who, points, what was lost."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.choices import Basis
from common.formats import localised_text
from indicators.models import Scoreboard, Sheet
from indicators.packing import PackedLine
from indicators.queries.receipt_inputs import Inputs, ReceiptInput
from indicators.queries.sheet import SheetRow, in_language, sheet_view
from indicators.scoring import NOT_APPLICABLE, Explanation, half_up, parse_exact
from units.models import Unit
from units.queries.naming import unit_name


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
    absent: list[str]
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
    inputs = Inputs(campaign, unit, basis)
    lines = [_line(row, inputs, view.scheme.decimals) for row in view.rows if row.criterion.is_line]
    assert board.run is not None
    return Receipt(
        campaign=campaign, unit=unit, basis=basis, run=board.run.number,
        rules_fingerprint=board.run.rules_fingerprint, inputs_fingerprint=board.run.inputs_fingerprint,
        lines=[line for line in lines if line is not None],
        **_totals(view.verified if basis == Basis.VERIFIED else view.reported, view.scheme.decimals),
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


def _line(row: SheetRow, inputs: Inputs, decimals: int) -> ReceiptLine | None:
    """None where the line does not apply to the unit and nobody ever said anything about it."""
    is_verified = inputs.basis == Basis.VERIFIED
    packed = row.value if is_verified else row.self_value
    given = inputs.of(row)
    if packed is None or (packed.state == NOT_APPLICABLE and not given):
        return None
    absent = inputs.absent(row) if "incomplete" in packed.flags else []
    return ReceiptLine(
        code=row.criterion.code,
        name=localised_text(row.criterion.name),
        points=_shown(packed.points, decimals),
        max_points=_shown(packed.max_points, decimals),
        lost=_shown(packed.lost, decimals),
        rule_version=row.criterion.version,
        flags=sorted(packed.flags),
        absent=absent,
        sentences=[*_sentences(row.explanation if is_verified else row.self_explanation), *_gaps(packed, absent)],
        inputs=given,
    )


def _gaps(packed: PackedLine, absent: list[str]) -> Iterator[str]:
    """What is not behind the value."""
    if absent:
        yield _("Periods due without a figure that counts: %(periods)s") % {"periods": ", ".join(absent)}
    if "partial" in packed.flags:
        yield _("A mean over fewer periods than were due")
    if "unapportioned" in packed.flags and packed.value is not None:
        yield _("Figures of a divided former unit are not in it: no share was set")


def _sentences(explanation: Explanation | None) -> list[str]:
    if explanation is None:
        return []
    parts = (
        explanation.value_text, explanation.rule_text, explanation.points_text,
        explanation.lost_text, explanation.needed_text,
    )  # fmt: skip
    return [in_language(part) for part in parts if part is not None]


def _shown(value: Any, decimals: int) -> str:
    if value is None:
        return ""
    return f"{half_up(Fraction(value), decimals):f}"
