"""A table of accounts as a file: its columns, and from cells to rows."""

from decimal import Decimal

from django.utils.translation import gettext as _

from common.faults import Fault, Faults
from common.spreadsheets import CellValue, Table, read_table
from units.domain.account_plan import AccountRow
from units.domain.accounts import Particulars

# The first heading of each is the one the template has.
HEADINGS = {
    "full_name": ("Họ và tên", "Họ tên", "Full name"),
    "post": ("Chức vụ", "Post"),
    "unit": ("Đơn vị", "Mã đơn vị", "Tên đơn vị", "Unit"),
    "role": ("Vai trò", "Role"),
    "email": ("Email", "E-mail", "Thư điện tử"),
    "phone": ("Điện thoại", "Số điện thoại", "Phone", "Telephone"),
    "username": ("Tên đăng nhập", "User name", "Username"),
}
REQUIRED = ("full_name", "unit", "role")


def read_accounts(content: bytes, *, name: str) -> list[AccountRow]:
    """Rows of a workbook or CSV file; raises Faults for what cannot be read or lacks a column."""
    wanted = {heading for headings in HEADINGS.values() for heading in headings}
    table = read_table(content, name=name, headings_wanted=wanted, max_rows=5000)
    places = {column: table.column(*headings) for column, headings in HEADINGS.items()}
    absent = [HEADINGS[column][0] for column in REQUIRED if places[column] is None]
    if absent:
        raise Faults([_absent(heading, table, name) for heading in absent])
    return [_row(line, cells, places) for line, cells in table.rows]


def _absent(heading: str, table: Table, name: str) -> Fault:
    message = _("The column “%(column)s” is missing; download the template to see the columns.")
    return Fault(message % {"column": heading}, table.heading_line, name)


def _row(line: int, cells: list[CellValue], places: dict[str, int | None]) -> AccountRow:
    texts = {column: "" if place is None else _text(cells[place]) for column, place in places.items()}
    particulars = Particulars(texts["full_name"], texts["post"], texts["email"], _phone(texts["phone"]))
    return AccountRow(line, particulars, texts["unit"], texts["role"], texts["username"].lower())


def _text(cell: CellValue) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()


def _phone(text: str) -> str:
    """A number cell has lost the zero that Vietnamese telephone numbers begin with."""
    return f"0{text}" if text.isascii() and text.isdigit() and len(text) in (9, 10) and text[0] != "0" else text
