"""One clause of a scoring sentence: "từ 95 % đến dưới 98 %: 7 điểm" is a stretch of values with its points."""

import re
from dataclasses import dataclass, replace

from indicators.workshop.folding import NUMBER, composed, folded, read_number
from indicators.workshop.proposal import Number

_N = rf"(?:{NUMBER})"
MOST_IN_A_CONDITION = 200
# A unit stands behind its number: a percent sign or a few words.
_U = r"\s*(?:%|phan tram\b)?"
_WORDS = r"(?:\s+(?!tro\b|den\b|toi\b|den\b|duoi\b|tren\b|duoc\b|cham\b|thi\b|hoac\b|dat\b|tinh\b)[a-z]+){0,4}?"
_LEAD = (
    r"(?:(?:muc|neu|truong hop|ty le|ket qua|co|hoan thanh|thuc hien|so luong|hoan thanh dat|dat duoc|dat|duoc)\s+)*"
)
_SHAPES = (
    ("range", rf"{_LEAD}(?P<from>tu|tren|lon hon|>=|>|≥)?\s*(?P<low>{_N}){_U}{_WORDS}\s*(?:den|toi|-)\s*"
              rf"(?P<under>(?:muc\s+)?duoi\s+|<\s*)?(?P<high>{_N})(?P<unit>{_U}{_WORDS})"),
    ("least", rf"{_LEAD}(?:tu\s+|toi thieu\s+|it nhat\s+)?(?P<low>{_N})(?P<unit>{_U}{_WORDS})"
              r"\s*(?:tro len|tro di|hoac cao hon|hoac hon)"),
    ("least", rf"{_LEAD}(?:toi thieu|it nhat|>=|≥)\s*(?P<low>{_N})(?P<unit>{_U}{_WORDS})"),
    ("more", rf"{_LEAD}(?:tren|hon|lon hon|vuot|>)\s*(?P<low>{_N})(?P<unit>{_U}{_WORDS})"),
    ("less", rf"{_LEAD}(?:duoi|thap hon|nho hon|it hon|chua dat|khong dat|<)\s*(?P<high>{_N})(?P<unit>{_U}{_WORDS})"),
    ("most", rf"{_LEAD}(?:khong qua|toi da|<=|≤)\s*(?P<high>{_N})(?P<unit>{_U}{_WORDS})"),
    ("most", rf"{_LEAD}(?:tu\s+)?(?P<high>{_N})(?P<unit>{_U}{_WORDS})\s*(?:tro xuong|hoac it hon|hoac thap hon)"),
    ("equal", rf"{_LEAD}(?P<low>{_N})(?P<unit>{_U}{_WORDS})"),
    ("rest", r"(?:cac\s+)?(?:con lai|truong hop khac|truong hop con lai|muc khac|khac|khong dat cac muc tren|"
             r"(?:khong|chua)(?: co| dat| thuc hien| hoan thanh)?(?: [a-z]+){0,4}?)"),
)  # fmt: skip
POINTS = rf"(?:duoc|cham|tinh|thi duoc|dat|cho|huong|=|->)?\s*(?:toi da\s+)?(?P<points>{_N})\s*(?:diem|d)?\b"
_PATTERNS = [(name, re.compile(rf"[-+*•]?\s*{shape}\s*[:,=(]?\s*{POINTS}\s*\)?")) for name, shape in _SHAPES]
_CONDITIONS = [(name, re.compile(rf"[-+*•]?\s*{shape}")) for name, shape in _SHAPES]
_BREAK = re.compile(
    r"\n|;|\.(?=\s|$)|(?<=diem),?\s+(?=-\s|\+\s|tu\s|tren\s|duoi\s|dat\s|con lai|khong\s|chua\s|neu\s|hoan thanh|cu\s)"
    r"|,\s+(?=tu\s+\d|tren\s+\d|duoi\s+\d|dat\s+\d|con lai|khong\s|chua\s|cu\s)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values from ``low`` to ``high`` (None: without end) and what they earn; ``is_rest``: all other values."""

    low: Number | None
    high: Number | None
    points: Number
    low_in: bool = True
    high_in: bool = True
    is_rest: bool = False
    unit: str = ""


def clauses_of(text: str) -> list[tuple[str, str]]:
    """The clauses of a sentence in order, each plain and as written."""
    text = composed(text)
    plain, parts, start = folded(text), [], 0
    for cut in (*_BREAK.finditer(plain), None):
        end = cut.start() if cut else len(plain)
        parts.append((plain[start:end].strip(" ,:"), text[start:end].strip(" ,:")))
        start = cut.end() if cut else end
    return [part for part in parts if part[0]]


def stretch_of(plain: str, written: str) -> Stretch | None:
    """The clause as a stretch; None where it says something else or more."""
    plain, written = re.sub(r"^[-+*•]\s*", "", plain), re.sub(r"^[-+*•]\s*", "", written)
    for shape, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found:
            return _stretch(shape, found, written)
    return None


def is_condition(text: str) -> bool:
    """Whether a cell names values only ("từ 95 % đến dưới 98 %"), its points standing in another column."""
    if len(text) > MOST_IN_A_CONDITION:
        return False
    plain = folded(composed(text)).strip(" .:;,")
    return any(pattern.fullmatch(plain) for shape, pattern in _CONDITIONS if shape != "equal" or "%" in plain)


def _stretch(shape: str, found: re.Match[str], written: str) -> Stretch | None:
    points = read_number(found["points"])
    if points is None:
        return None
    if shape == "rest":
        return Stretch(None, None, points, is_rest=True)
    parts = found.groupdict()
    low, high = (read_number(parts[end]) if parts.get(end) else None for end in ("low", "high"))
    made = Stretch(low, high, points, unit=_unit(found, written))
    if shape == "range":
        low_in = not (parts["from"] or "").startswith(("tren", "lon", ">")) or parts["from"] == ">="
        return replace(made, low_in=low_in, high_in=not parts["under"])
    if shape == "equal":
        return replace(made, high=low)
    return replace(made, low_in=shape != "more", high_in=shape != "less")


def _unit(found: re.Match[str], written: str) -> str:
    text = written[found.start("unit") : found.end("unit")].strip() if len(written) == len(found.string) else ""
    return "%" if "%" in found["unit"] or "phan tram" in found["unit"] else text
