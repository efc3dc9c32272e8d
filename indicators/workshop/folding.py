"""Vietnamese text made plain for patterns, letter by letter, so that a place in one is a place in the other."""

import re
import unicodedata
from decimal import Decimal

# As plans write them: 98, 0,5, 1.200, 16.5837; a point before exactly three digits groups. A number is taken whole and
# has an end, so that no pattern tries every way to part a long row of digits.
NUMBER = r"(?<!\d)(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,12})?|\d{1,15}(?:[.,]\d{1,12})?)(?!\d)"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "\u00a0": " ", "\t": " ", "đ": "d", "Đ": "d"})


def composed(text: str) -> str:
    """Letters with their marks as one character each, spaces single; line ends stay."""
    lines = unicodedata.normalize("NFC", text).replace("\r", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def folded(text: str) -> str:
    """Lower case without diacritics, as long as the composed text it is made from."""
    return "".join(_plain(sign) for sign in text.translate(_SIGNS))


def on_one_line(text: str) -> str:
    """A composed text of several lines, made plain for a pattern of the whole."""
    return folded(text).replace("\n", " ").strip()


def cut(text: str, line: str, found: re.Match[str], name: str) -> str:
    """The part of a match on ``line`` as ``text`` writes it."""
    written = text.replace("\n", " ").strip()
    return written[found.start(name) : found.end(name)].strip() if len(written) == len(line) else found[name].strip()


def _plain(sign: str) -> str:
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 else sign


def read_number(text: str) -> int | Decimal | None:
    """The number a cell or a match holds; None where it holds none or more than that."""
    text = text.strip().removesuffix("điểm").removesuffix("đ").strip().removeprefix("+")
    if not re.fullmatch(rf"-?(?:{NUMBER})", text):
        return None
    if _GROUPED.fullmatch(text.removeprefix("-")):
        text = text.replace(".", "")
    return tidy(Decimal(text.replace(",", ".")))


def tidy(value: Decimal | int) -> int | Decimal:
    """A whole number as int, as campaign files hold it."""
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else value
