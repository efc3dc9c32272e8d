"""The order of the units, cluster by cluster, as the consolidated report prints it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.formats import localised_text, moment_text, number_text
from indicators.queries.board import BlockBoard, BoardView
from indicators.queries.board_choice import order_in_words
from indicators.queries.board_lines import BoardLine, board_line
from units.queries.naming import unit_name

PROVISIONAL = "Số liệu tạm tính, chưa thẩm định"


def order_words(view: BoardView | None) -> dict[str, Any]:
    """Rule 13: until a result is published every page says that the figures are provisional."""
    if view is None:
        return {"tam_tinh": PROVISIONAL, "can_cu_xep_hang": "", "cach_xep_hang": "", "bang_xep_hang": []}
    return {
        "tam_tinh": "" if view.snapshot and view.snapshot.published_at else PROVISIONAL,
        "can_cu_xep_hang": _standing(view),
        "cach_xep_hang": order_in_words(view),
        "bang_xep_hang": [_table(view, block) for block in view.blocks],
    }


def _standing(view: BoardView) -> str:
    when = moment_text(view.as_of) if view.as_of else "—"
    if view.snapshot is None:
        return f"Theo số liệu đến {when}; còn {view.waiting} số liệu chờ thẩm định."
    name = f" ({view.snapshot.name})" if view.snapshot.name else ""
    return f"Theo bản chốt số {view.snapshot.number}{name}, {when}."


def _table(view: BoardView, block: BlockBoard) -> dict[str, Any]:
    lines = [board_line(view, row) for row in block.rows]
    name = localised_text(block.block.name) if block.block else "Đơn vị ngoài cụm, khối"
    return {"ten": name, "don_vi": [_row(view, line, number) for number, line in enumerate(lines, 1)]}


def _row(view: BoardView, line: BoardLine, number: int) -> dict[str, str]:
    decimals = view.scheme.decimals

    def figure(value: Decimal | None) -> str:
        return "—" if value is None else number_text(value, decimals, "vi")

    return {
        "tt": str(number),
        "ten": unit_name(line.row.unit) if line.row.unit else _("not named"),
        "tu_cham": figure(line.self_scored),
        "tham_dinh": figure(line.appraised),
        "thuong": figure(line.bonus),
        "tru": figure(line.deduction),
        "tong": figure(line.total),
        "hang": str(line.row.rank) if line.row.rank else "—",
        "xep_loai": line.band or "—",
    }
