"""Cells of the criteria table that name a time: how often something is reported, and by which day."""

import re
from datetime import date

from common.cells import iso_date
from common.vietnamese import search_key

PERIODS = (
    ("half_yearly", r"6 thang|06 thang|sau thang|nua nam|half"),
    ("quarterly", r"\bquy\b|quarter"),
    ("monthly", r"\bthang\b|month"),
    ("weekly", r"\btuan\b|week"),
    ("daily", r"\bhang ngay\b|\bngay\b|daily"),
    ("once", r"\bnam\b|mot lan|1 lan|cuoi dot|ket thuc|tong ket|once"),
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")


def read_period(text: str) -> str:
    """The kind of period a cell names; empty where it names none."""
    key = search_key(text)
    return next((kind for kind, pattern in PERIODS if re.search(pattern, key)), "")


def read_due(text: str, start: str, end: str) -> str:
    """The last day a cell names, ISO, within start … end (without a year: the one that fits); else empty."""
    iso = iso_date(text.strip()[:10])
    days = [iso] if iso else [day for found in _DAY.finditer(text) for day in _days(found, start, end)]
    fitting = [day for day in days if start <= day.isoformat() <= end]
    return fitting[-1].isoformat() if fitting else ""


def _days(found: re.Match[str], start: str, end: str) -> list[date]:
    day, month, year = found.groups()
    years = [year] if year else sorted({start[:4], end[:4]})
    possible = (iso_date(f"{each}-{int(month):02}-{int(day):02}") for each in years)
    return [each for each in possible if each]
