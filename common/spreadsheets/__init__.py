"""Tables in and out: Excel and CSV, read behind guards, written fast or laid out for signature."""

from common.spreadsheets.delimited import safe_text, write_csv
from common.spreadsheets.reader import read_table
from common.spreadsheets.table import CellValue, Row, Table, column_letter

__all__ = ["CellValue", "Row", "Table", "column_letter", "read_table", "safe_text", "write_csv"]
