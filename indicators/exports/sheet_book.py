"""The self-scoring sheet as a workbook, laid out as the form that is signed."""

from typing import BinaryIO

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from campaigns.period_names import period_name
from common.exports import Column, headings
from common.formats import localised_text, moment_text
from common.spreadsheets import Group, Signature, SignedTable, write_workbook
from indicators.exports.board_book import demo_notice, provisional_text
from indicators.queries.sheet import SheetRow, SheetView, in_language
from indicators.scoring import half_up
from units.queries.naming import unit_name


def write_sheet(target: BinaryIO, view: SheetView, *, is_final: bool, by: str) -> None:
    """tối đa | tự chấm | giải trình | minh chứng | thẩm định | chênh lệch | lý do, as on the screen."""
    columns = sheet_columns(view.scheme.decimals)
    as_of = moment_text(view.board.updated_at) if view.board.updated_at else "—"
    waiting = view.verified.waiting if view.verified else 0
    table = SignedTable(
        name=_("Self-scoring sheet"),
        issuer=[localised_text(view.campaign.organiser), unit_name(view.unit)],
        title=[_("Self-scoring sheet"), localised_text(view.campaign.name)],
        headings=headings(columns, get_language() or "vi"),
        groups=[Group("", [[column.cell(row) for column in columns] for row in view.rows])],
        signatures=[Signature(_("Prepared by").upper()), Signature(_("Head of the unit").upper())],
        place_and_date=_("……, date …… month …… year ……"),
        notices=[_("Final result") if is_final else provisional_text(as_of, waiting), *demo_notice(view.campaign)],
        frozen_columns=1,
    )
    write_workbook(target, [table], title=_("Self-scoring sheet"), author=by)


def sheet_columns(decimals: int) -> list[Column]:
    """The form everyone knows."""

    def number(key: str, heading: object, attribute: str) -> Column:
        return Column(key, heading, lambda row: _points(row, attribute, decimals), "number", decimals, 10)

    return [
        Column("code", gettext_lazy("Code"), lambda row: row.criterion.number, width=11),
        Column("name", gettext_lazy("Content"), lambda row: localised_text(row.criterion.name), width=46),
        number("max_points", gettext_lazy("Maximum"), "max_points"),
        number("self_scored", gettext_lazy("Self-scored"), "reported"),
        Column("explanation", gettext_lazy("Explanation"), _explanation, width=36),
        Column("evidence", gettext_lazy("Evidence"), _evidence, width=26),
        number("appraised", gettext_lazy("Appraised"), "verified"),
        number("difference", gettext_lazy("Difference"), "difference"),
        Column("reason", gettext_lazy("Reason"), _reasons, width=28),
    ]


def _points(row: SheetRow, attribute: str, decimals: int) -> object:
    if not row.applies:
        return _("not applicable") if attribute == "max_points" else None
    value = getattr(row, attribute)
    return None if value is None else half_up(value, decimals)


def _explanation(row: SheetRow) -> str:
    """What the unit counted, in the words of the sheet's explanation."""
    return in_language(row.self_explanation.value_text) if row.self_explanation and row.applies else ""


def _evidence(row: SheetRow) -> str:
    return "; ".join(_document(link.evidence) for link in row.evidence)


def _document(evidence: object) -> str:
    return ", ".join(part for part in (evidence.title, evidence.number) if part)  # type: ignore[attr-defined] - Evidence


def _reasons(row: SheetRow) -> str:
    return "; ".join(f"{period_name(verdict.entry.period)}: {verdict.reason}" for verdict in row.reasons)
