"""What a workbook is made of: declarations only, no knowledge of what the figures mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date | datetime | bool | None


@dataclass(frozen=True)
class Heading:
    """One column: what stands above it, how wide (in characters), how its cells look."""

    text: str
    width: float = 12
    number_format: str = ""
    align: str = ""


@dataclass
class SheetSpec:
    """A long sheet, streamed: head row frozen, filters, widths. ``rows`` may be a generator."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Cell]]
    frozen_columns: int = 0


@dataclass
class NoteSheet:
    """Pairs of label and text, such as a cover or “Cách tính”; a pair without a label is a paragraph."""

    name: str
    title: str
    pairs: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Group:
    """Rows under a title of their own, a block of units for instance; no title, no title row."""

    title: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Signature:
    """Whose name goes where: ``title`` in capitals, ``note`` in brackets below, ``name`` under the space."""

    title: str
    note: str = ""
    name: str = ""


@dataclass
class SignedTable:
    """The sheet that is printed and signed, laid out as Decree 30/2020/NĐ-CP asks (A4 landscape).

    ``issuer`` are the lines above left (superior body, issuing body), ``number`` the document's
    number line, ``place_and_date`` its line on the right; ``notices`` stand bold under the title
    (a provisional result says so here), ``legend`` in italics under them, ``notes`` below the table.
    """

    name: str
    issuer: Sequence[str]
    title: Sequence[str]
    headings: Sequence[Heading]
    groups: Sequence[Group]
    signatures: Sequence[Signature] = ()
    number: str = ""
    place_and_date: str = ""
    notices: Sequence[str] = ()
    legend: Sequence[str] = ()
    notes: Sequence[str] = ()
    frozen_columns: int = 2


Sheet = SheetSpec | NoteSheet | SignedTable


def number_format(decimals: int | None, *, percent: bool = False, language: str = "vi") -> str:
    """Excel's format of a number with grouping; the separators are those of the reader's own system.

    ``decimals`` None shows as many as the value has. Percentages are values such as 96.35: 96,35 %.
    """
    digits = "General" if decimals is None else "#,##0" + (f".{'0' * decimals}" if decimals else "")
    if not percent:
        return "" if decimals is None else digits
    sign = '" %"' if language.startswith("vi") else '"%"'
    return ("0.############" if decimals is None else digits) + sign


def date_format(language: str = "vi", *, with_time: bool = False) -> str:
    """``dd/mm/yyyy`` or ``d mmm yyyy``."""
    day = "dd/mm/yyyy" if language.startswith("vi") else "d mmm yyyy"
    return f"{day} hh:mm" if with_time else day
