"""What a column of a department's table holds, told from its heading."""

from collections.abc import Iterable, Mapping

from common.vietnamese import search_key
from indicators.scoring.lines import Measure

# Without diacritics, as ``search_key`` gives them.
VALUE = frozenset({"gia tri", "so lieu", "ket qua", "ket qua thuc hien", "value", "figure", "diem", "ngay", "date"})
AMOUNT = frozenset({"so luong", "tong so", "tong", "tong cong", "so", "number", "total"})
PART = {
    "numerator": frozenset({"tu so", "numerator", "ts"}),
    "denominator": frozenset({"mau so", "denominator", "ms"}),
}
NOTE = ("ghi chu", "giai trinh", "ly do", "note")
SHARE = ("ty le", "ti le", "ty suat", "rate", "share", "ratio")
# What is the opposite of the name it is found in.
AGAINST = frozenset({"khong", "chua", "qua", "tre", "cham", "not", "late", "overdue"})
_NOISE = frozenset(
    {"so", "luong", "tong", "duoc", "da", "cac", "cua", "theo", "va", "trong", "of", "the", "to", "and", "number"}
)
_LONG = {"tthc": "thu tuc hanh chinh", "ubnd": "uy ban nhan dan", "cbcc": "can bo cong chuc"}


def roles_of(headings: Mapping[int, str], measure: Measure, names: Iterable[str] = ()) -> dict[str, int]:
    """The column of each role; the surest heading first, then the leftmost. ``names``: how the line is called."""
    names = list(names)
    ranked = [
        (-sure, place, role)
        for place, heading in headings.items()
        for role, sure in _readings(heading, measure, names).items()
    ]
    found: dict[str, int] = {}
    for _sure, place, role in sorted(ranked):
        if role not in found and place not in found.values():
            found[role] = place
    return found


def _readings(heading: str, measure: Measure, names: list[str]) -> dict[str, int]:
    """How sure a heading is to mean each role."""
    key = search_key(heading)
    if key.startswith(NOTE):
        return {"note": 9}
    if _is_share(heading, key):
        return {"value": 6} if measure.kind != "count" else {}
    if not measure.has_parts:
        sure = _as_figure(key, measure, names)
        return {"value": sure} if sure else {}
    parts = _as_part(key, measure)
    return parts or ({"value": 3} if key in VALUE else {})


def _is_share(heading: str, key: str) -> bool:
    return "%" in heading or key.startswith(SHARE)


def _as_figure(key: str, measure: Measure, names: list[str]) -> int:
    if key in VALUE:
        return 6
    unit = {search_key(text) for text in (measure.unit.vi, measure.unit.en)} if measure.unit else set()
    if key and key in unit:
        return 5
    words, best = set(_words(key)), 0
    for name in names:
        shared = words & set(_words(search_key(name)))
        if len(shared) > 1 and 2 * len(shared) >= len(words) and not (words - shared) & AGAINST:
            best = 4
    return best or (2 if key in AMOUNT or any(text and text in key for text in unit) else 0)


def _as_part(key: str, measure: Measure) -> dict[str, int]:
    """Told by the words that only one of the two names has: *đúng hạn* against *phải công bố*."""
    for role, words in PART.items():
        if key in words or any(key.startswith(f"{word} ") for word in words if len(word) > 2):
            return {role: 8}
    assert measure.numerator is not None
    assert measure.denominator is not None
    pairs = (measure.numerator.vi, measure.denominator.vi), (measure.numerator.en, measure.denominator.en)
    for top, bottom in pairs:
        found = _nearer(key, search_key(top), search_key(bottom))
        if found:
            return found
    return {"denominator": 1} if key.startswith(("tong", "total")) else {}


def _nearer(key: str, top: str, bottom: str) -> dict[str, int]:
    if key in (top, bottom) and top != bottom:
        return {"numerator" if key == top else "denominator": 8}
    words, tops, bottoms = (set(_words(text)) for text in (key, top, bottom))
    if not words:
        return {}
    own = {"numerator": (words & tops - bottoms, tops), "denominator": (words & bottoms - tops, bottoms)}
    scores = {role: len(only) for role, (only, _all) in own.items()}
    role = max(scores, key=lambda each: scores[each])
    every = own[role][1]
    is_clear = scores["numerator"] != scores["denominator"] and 2 * len(words & every) >= len(words)
    return {role: 4 + min(scores[role], 3)} if is_clear and not (words - every) & AGAINST else {}


def _words(key: str) -> list[str]:
    long = " ".join(_LONG.get(word, word) for word in key.split())
    return [word for word in long.split() if word not in _NOISE]
