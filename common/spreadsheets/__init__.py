"""Tables in and out: Excel and CSV, read behind guards, written fast or laid out for signature."""

from common.spreadsheets.book import write_workbook
from common.spreadsheets.delimited import safe_text, write_csv
from common.spreadsheets.reader import content_of, read_table
from common.spreadsheets.sheets import (
    Cell,
    Group,
    Heading,
    NoteSheet,
    Sheet,
    SheetSpec,
    Signature,
    SignedTable,
    date_format,
    number_format,
)
from common.spreadsheets.table import CellValue, Row, Table, column_letter

__all__ = [
    "Cell",
    "CellValue",
    "Group",
    "Heading",
    "NoteSheet",
    "Row",
    "Sheet",
    "SheetSpec",
    "Signature",
    "SignedTable",
    "Table",
    "column_letter",
    "content_of",
    "date_format",
    "number_format",
    "read_table",
    "safe_text",
    "write_csv",
    "write_workbook",
]
