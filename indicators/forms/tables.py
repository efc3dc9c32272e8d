"""The criteria table as it comes to the workshop: pasted, or a workbook that is read as if it were pasted."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from common.cells import forbidden_character
from common.faults import Fault, Faults
from common.spreadsheets import CellValue, read_table
from indicators.workshop.table import HEADINGS, as_text

MOST_LETTERS = 400_000
_WORD = (".docx", ".doc", ".pdf")


def table_text(pasted: str, file: UploadedFile | None) -> str:
    """The text of the table; raises ``Faults`` for an empty box, a file that is no table, or too much."""
    text = _from_file(file) if file else pasted.replace("\x0b", "\n").replace("\x07", "")
    if not text.strip():
        raise Faults(Fault(_("Paste the table, or choose a workbook."), field="table"))
    if len(text) > MOST_LETTERS:
        raise Faults(Fault(_("The table is too long for a criteria table."), field="table"))
    if forbidden_character(text):
        raise Faults(Fault(_("The table holds characters that cannot be kept; paste it again as text."), field="table"))
    return text


def _from_file(file: UploadedFile) -> str:
    name = file.name or "file"
    if name.lower().endswith(_WORD):
        message = _("A Word table is taken by copying: select it in Word, copy, and paste it into the box.")
        raise Faults(Fault(message, field="table"))
    wanted = [phrase for phrases in HEADINGS.values() for phrase in phrases]
    table = read_table(file.read(), name=name, headings_wanted=wanted, max_rows=5000)
    return as_text([table.headings, *([_cell(cell) for cell in cells] for _line, cells in table.rows)])


def _cell(cell: CellValue) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)
