"""The workbook in which a manager lists new people: empty, and with the rows that were refused and why."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from units.choices import Role
from units.domain.account_plan import AccountRow, PlannedRow
from units.forms.account_file import HEADINGS, REQUIRED

WIDTHS = {"full_name": 28, "post": 30, "unit": 34, "role": 34, "email": 28, "phone": 16, "username": 18}
ROWS_WITH_A_LIST = 2000
MOST_SIGNS = 32_767  # what Excel holds in a cell


def account_template() -> bytes:
    """Headings, a list of roles to choose from, and a second sheet that says how it works."""
    return _workbook([])


def faulty_rows(planned: Sequence[PlannedRow]) -> bytes:
    """The same columns filled with rows that were refused; behind them the reasons and where each row stood."""
    return _workbook(planned)


def _workbook(planned: Sequence[PlannedRow]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EEF1F5", "bottom": 1, "text_wrap": True})
        # Text format everywhere: telephone numbers and codes keep their leading zeros.
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_("Accounts"))
        for place, (column, headings) in enumerate(HEADINGS.items()):
            sheet.set_column(place, place, WIDTHS[column], text)
            sheet.write_string(0, place, headings[0], bold)
        if planned:
            _write_faulty(sheet, planned, bold)
        sheet.freeze_panes(1, 0)
        _offer_roles(sheet)
        _explain(book.add_worksheet(_("How it works")), bold)
    return buffer.getvalue()


def _write_faulty(
    sheet: xlsxwriter.worksheet.Worksheet, planned: Sequence[PlannedRow], bold: xlsxwriter.format.Format
) -> None:
    """``write_string``: whatever somebody typed stays text and is no formula."""
    reason = len(HEADINGS)
    sheet.set_column(reason, reason, 70)
    sheet.write_string(0, reason, _("Reason"), bold)
    sheet.write_string(0, reason + 1, _("Row in your file"), bold)
    for place, each in enumerate(planned, 1):
        texts = [*_texts(each.row), " ".join(each.faults), str(each.row.line)]
        for column, text in enumerate(texts):
            sheet.write_string(place, column, text[:MOST_SIGNS])


def _texts(row: AccountRow) -> list[str]:
    """In the order of ``HEADINGS``."""
    known = row.particulars
    return [known.full_name, known.post, row.unit, row.role, known.email, known.phone, row.username]


def _offer_roles(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    place = list(HEADINGS).index("role")
    labels = [str(role.label) for role in Role]
    # Excel refuses a list longer than 255 characters; then the second sheet alone names the roles.
    if len(",".join(labels)) <= 255:
        sheet.data_validation(1, place, ROWS_WITH_A_LIST, place, {"validate": "list", "source": labels})


def _explain(sheet: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    lines = [(HEADINGS[column][0], explanation) for column, explanation in _explanations().items()]
    lines += [(_("Roles"), "")] + [(str(role.label), role.value) for role in Role]
    for row, (left, right) in enumerate(lines):
        sheet.write_string(row, 0, left, bold)
        sheet.write_string(row, 1, right)


def _explanations() -> dict[str, str]:
    required = _("Must be filled.")
    texts = {
        "full_name": "",
        "post": _("As it stands on letters and acts."),
        "unit": _("The unit's code, or its name with or without diacritics."),
        "role": _("One of the roles below; a person with two roles takes two rows with one user name or e-mail."),
        "email": _("May be empty; with it the person can also sign in."),
        "phone": _("May be empty."),
        "username": _("May be empty: then it is made from the name."),
    }
    return {column: f"{required} {text}".strip() if column in REQUIRED else text for column, text in texts.items()}
