"""The columns of a board: one declaration for the file that is signed, another system and the screen's order."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.exports import Column, api_row
from common.formats import localised_text
from indicators.audience import Audience
from indicators.queries.board import BoardView
from indicators.queries.board_lines import BoardLine, board_line
from units.queries.naming import display_codes, unit_name


def board_columns(decimals: int, *, by_percent: bool = False) -> list[Column]:
    """TT is the caller's; these are the columns of file and API after it, in the order of the form."""
    numbers = (
        ("max_points", gettext_lazy("Maximum"), lambda line: line.maximum),
        ("self_scored", gettext_lazy("Self-scored"), lambda line: line.self_scored),
        ("appraised", gettext_lazy("Appraised"), lambda line: line.appraised),
        ("bonus", gettext_lazy("Bonus"), lambda line: line.bonus),
        ("deduction", gettext_lazy("Deduction"), lambda line: line.deduction),
        ("points", gettext_lazy("Total"), lambda line: line.total),
    )
    return [
        Column("name", gettext_lazy("Unit"), _named, width=34),
        *(Column(key, text, value, "number", decimals, 10) for key, text, value in numbers),
        *([_percent(decimals)] if by_percent else []),
        Column("block_rank", pgettext_lazy("signed table", "Rank"), lambda line: line.row.rank, "number", 0, 8),
        Column("band", gettext_lazy("Band"), lambda line: line.band, width=13),
        Column("note", pgettext_lazy("signed table", "Note"), _note, width=28),
    ]


def _percent(decimals: int) -> Column:
    return Column("percent", gettext_lazy("Of own maximum"), lambda line: line.percent, "percent", decimals, 10)


def _named(line: BoardLine) -> str:
    return unit_name(line.row.unit) if line.row.unit else _("not named")


def _note(line: BoardLine) -> str:
    parts = [localised_text(line.row.sheet.note or {})]
    if not line.row.shows_points:
        return parts[0]
    if line.row.sheet.missing:
        parts.append(_("%(count)s lines without data") % {"count": line.row.sheet.missing})
    if line.row.sheet.waiting:
        parts.append(_("%(count)s waiting for appraisal") % {"count": line.row.sheet.waiting})
    return "; ".join(filter(None, parts))


def board_records(view: BoardView, audience: Audience) -> Iterable[dict[str, Any]]:
    """The rows of the (narrowed) board for another system: the columns of the file and what names them."""
    rows = [row for block in view.blocks for row in block.rows]
    codes = display_codes([row.unit for row in rows if row.unit])
    sees_overall = audience.is_staff or view.campaign.overall_order
    columns = _machine_columns(view, codes, sees_overall=sees_overall)
    return [api_row(columns, board_line(view, row)) for row in rows]


def _machine_columns(view: BoardView, codes: dict[int, str], *, sees_overall: bool) -> list[Column]:
    def code(line: BoardLine) -> str | None:
        return codes[line.row.unit.pk] if line.row.unit else None

    own = {"name": Column("name", "", lambda line: unit_name(line.row.unit) if line.row.unit else None)}
    own["block_rank"] = Column("block_rank", "", lambda line: line.row.sheet.block_rank)
    own["percent"] = _percent(view.scheme.decimals)
    columns = {column.key: column for column in board_columns(view.scheme.decimals)} | own
    return [
        Column("rank", "", lambda line: line.row.sheet.rank if sees_overall else None),
        columns.pop("block_rank"),
        Column("unit", "", code),
        columns.pop("name"),
        Column("block", "", lambda line: line.row.sheet.block_code or None),
        *columns.values(),
        Column("missing", "", lambda line: line.row.sheet.missing if line.row.shows_points else None),
        Column("waiting", "", lambda line: line.row.sheet.waiting if line.row.shows_points else None),
        Column("own", "", lambda line: line.row.is_own),
    ]
