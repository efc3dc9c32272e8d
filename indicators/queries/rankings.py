"""The ranking as a table for machines: the columns that `manage.py rankings` prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from indicators.models import Scoreboard
from indicators.queries.scoreboard import Place, places
from indicators.scoring import Scheme, half_up_text
from units.queries.naming import display_codes, unit_name

COLUMNS = (
    "rank", "block_rank", "unit", "name", "block", "points", "max_points", "percent", "band", "missing", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows by column name; numbers as Decimal or int, empty cells as None."""

    rows: list[dict[str, object]]


def ranking(board: Scoreboard, basis: str, scheme: Scheme, *, block: str = "") -> Ranking:
    """The stored order of a basis, best first, unranked units last with the reason."""
    found = places(board, basis, block=block)
    names = display_codes([place.unit for place in found])
    return Ranking([_row(place, names[place.unit.pk], scheme) for place in found])


def _row(place: Place, reference: str, scheme: Scheme) -> dict[str, object]:
    sheet = place.sheet
    return {
        "rank": sheet.rank,
        "block_rank": sheet.block_rank,
        "unit": reference,
        "name": unit_name(place.unit),
        "block": sheet.block_code or None,
        "points": _fixed(sheet.shown_points, scheme.decimals),
        "max_points": _shown(sheet.max_points, scheme.decimals),
        "percent": _fixed(sheet.shown_percent, scheme.decimals),
        "band": sheet.band or None,
        "missing": sheet.missing,
        "note": (sheet.note or {}).get("en" if get_language() == "en" else "vi"),
    }


def _fixed(value: Decimal | None, decimals: int) -> Decimal | None:
    """The same decimals down a column; the database keeps the shortest text."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-decimals))


def _shown(text: str, decimals: int) -> Decimal | None:
    return half_up_text(text, decimals) if text else None


def as_text(rows: Iterable[dict[str, object]]) -> Iterable[list[str]]:
    """Cells as the CSV prints them: a point for decimals, nothing for nothing."""
    for row in rows:
        yield [_cell(row[column]) for column in COLUMNS]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
