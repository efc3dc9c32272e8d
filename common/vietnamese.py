"""Vietnamese text: alphabetical order, search without diacritics, names as people write them.

Everything here is pure. Keys of Vietnamese text are lower-case ASCII letters, digits and single
spaces, so any database sorts and compares them alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from common.distance import distance

SORT_KEY_LENGTH = 400

# Order of the tones in the dictionary: level, huyền, hỏi, ngã, sắc, nặng.
_LEVEL = "1"
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
# The marks that make another letter: a ă â, e ê, o ô ơ, u ư. The d with a stroke has no decomposition.
_SHAPED = {
    "a": {"\u0306": "1", "\u0302": "2"},
    "e": {"\u0302": "1"},
    "o": {"\u0302": "1", "\u031b": "2"},
    "u": {"\u031b": "1"},
}
_STROKED = str.maketrans({"đ": "d\u0335", "ð": "d\u0335"})
_APOSTROPHES = re.compile("['’‘ʼ`´′]")
_PIECE = re.compile(r"[0-9]+|[a-z][\u0300-\u036f]*|[^0-9a-z\u0300-\u036f]+")

_SHORT = {
    "phuong": "p",
    "xa": "x",
    "dac khu": "dk",
    "thi tran": "tt",
    "thi xa": "tx",
    "thanh pho": "tp",
    "tinh": "t",
    "quan": "q",
    "huyen": "h",
}
_FULL = {short: full for full, short in _SHORT.items()} | {full: full for full in _SHORT}
_KIND = re.compile(rf"({'|'.join(sorted(_FULL, key=len, reverse=True))})(?: (?=\S)| ?(?=\d))")
_LEADING_KIND = re.compile(r"(phường|xã|đặc khu|thị trấn|thị xã|thành phố|tỉnh|quận|huyện)\s+(?=\S)", re.IGNORECASE)


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese alphabetical order of the texts.

    a ă â b c d đ e ê … o ô ơ … u ư …, then the tones (level, huyền, hỏi, ngã, sắc, nặng). Case and
    punctuation do not count; a space stands before everything, numbers before letters and by value
    (Phường 2, Phường 10). At most 400 characters, digits and letters only, as ICU's Vietnamese collation.
    """
    letters, tones = [], [_LEVEL]
    for piece in _PIECE.findall(_spread(text)):
        letters.append(_symbol(piece))
        tone = next((_TONES[mark] for mark in piece if mark in _TONES), "")
        if tone:
            tones[-1] = tone
        elif letters[-1] == _SPACE:
            tones.append(_LEVEL)
    return "".join(letters)[: SORT_KEY_LENGTH - 60] + "0" + "".join(tones).rstrip(_LEVEL)[:59]


_SPACE = "1"


def _symbol(piece: str) -> str:
    if piece[0].isdigit():
        value = piece.lstrip("0")
        return f"2{len(value):02}{value}"
    if not piece[0].isascii() or not piece[0].isalpha():
        return _SPACE
    shapes = _SHAPED.get(piece[0], {"\u0335": "1"} if piece[0] == "d" else None)
    if shapes is None:
        return piece[0]
    return piece[0] + next((shapes[mark] for mark in piece if mark in shapes), "0")


def _spread(text: str) -> str:
    """Lower case, apart from its marks, without apostrophes (Ea H'Leo is one word) and outer spaces."""
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).lower().translate(_STROKED))
    return unicodedata.normalize("NFKD", text.translate(_STROKED)).strip()


def sort_name(text: str) -> str:
    """``sort_key`` of a unit's name ignoring a leading Phường, Xã, Đặc khu, Thành phố, Tỉnh …"""
    name = unicodedata.normalize("NFC", text).strip()
    return sort_key(_LEADING_KIND.sub("", name, count=1) if _LEADING_KIND.match(name) else name)


def search_key(text: str) -> str:
    """Lower case without diacritics, đ as d, everything but letters and digits as one space."""
    bare = "".join(sign for sign in _spread(text) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def match_name(text: str) -> str:
    """The key under which a name in a table meets the register.

    ``P.Sài Gòn``, ``phường sài-gòn`` and ``PHUONG SAI GON`` (composed or not) give ``phuong sai gon``;
    ``P.01`` gives ``phuong 1``. Diacritics are lost, so two names may share a key: see ``NameIndex``.
    """
    key = search_key(text)
    found = _KIND.match(key)
    if found:
        key = f"{_FULL[found[1]]} {key[found.end() :]}"
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in key.split())


def bare_name(text: str) -> str:
    """``match_name`` without the leading kind: ``Phường Sài Gòn`` gives ``sai gon``."""
    return _split(match_name(text))[1]


def _split(key: str) -> tuple[str, str]:
    kind = next((full for full in _SHORT if key.startswith(f"{full} ")), "")
    return kind, key[len(kind) + 1 :] if kind else key


def abbreviations(name: str) -> list[str]:
    """Short ways to write a name, as people search: ``snv``; ``p. sai gon``, ``p sai gon``, ``psg``; ``p.01``."""
    kind, rest = _split(match_name(name))
    short = _SHORT.get(kind, "")
    if rest.isdigit() and short:
        return sorted(_numbered(kind, short, rest))
    initials = short + "".join(word if word.isdigit() else word[0] for word in rest.split())
    forms = {f"{short} {rest}", f"{short}. {rest}", f"{short}.{rest}"} if short else set()
    return sorted(forms | ({initials} if len(initials) > 1 else set()))


def _numbered(kind: str, short: str, number: str) -> Iterator[str]:
    for digits in {number, number.zfill(2)}:
        yield f"{kind} {digits}"
        yield from (f"{short}{mark}{digits}" for mark in ("", " ", ".", ". "))


class Neighbours:
    """Names among which the one meant by a misspelt text is looked for; each is made ready once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [_Name(name, match_name(name), bare_name(name)) for name in sorted(set(names))]

    def near(self, text: str, limit: int = 3) -> list[str]:
        """As ``suggest``."""
        wanted, spelt = match_name(text), _spread(text)
        bare = _split(wanted)[1]
        most = max(1, len(bare) // 3)
        found = []
        for name in self._names:
            far = min(_far(wanted, name.key, most), _far(bare, name.bare, most))
            if far <= most:
                found.append((far, distance(spelt, _spread(name.text)), sort_key(name.text), name.text))
        return [name for *_rank, name in sorted(found)[:limit]]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    key: str
    bare: str


def suggest(text: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names a misspelt one may mean, nearest first; the same list for the same input.

    A slip is a letter too many, missing, wrong or swapped; up to one in three letters may be wrong.
    Among equals the kinship of diacritics decides, then the alphabet.
    """
    return Neighbours(names).near(text, limit)


def _far(left: str, right: str, most: int) -> int:
    """Their distance, or something beyond ``most`` where a glance at their letters says it is more: a slip mends
    one letter at best."""
    if abs(len(left) - len(right)) > min(6, most):
        return most + 1
    return distance(left, right) if at_least_far(left, right) <= most else most + 1


def at_least_far(left: str, right: str) -> int:
    """So many slips at least lie between them: letters of one that the other has not."""
    ours, theirs = _letters(left), _letters(right)
    return max((ours & ~theirs).bit_count(), (theirs & ~ours).bit_count())


@lru_cache(maxsize=20_000)
def _letters(text: str) -> int:
    """The letters of a text as a set of bits; two letters may share one."""
    return reduce(or_, (1 << ord(sign) % 61 for sign in text), 0)
