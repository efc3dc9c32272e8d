"""Finding whom a name in a pasted or uploaded table means."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from common.vietnamese import Neighbours, abbreviations, bare_name, match_name, search_key

MOST_SUGGESTED = 100


@dataclass(frozen=True, slots=True)
class Match:
    """One id when the name is understood, none when it is unknown, several when it is unclear.

    ``how`` is ``code``, ``name``, ``key`` (without diacritics), ``short``, ``bare`` (without Phường/Xã) or ``office``
    (a committee of the unit was named: *UBND phường …*, *Đảng ủy xã …*).
    """

    ids: tuple[int, ...]
    how: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def id(self) -> int | None:
        return self.ids[0] if len(self.ids) == 1 else None


class NameIndex:
    """The units a table may speak of: ``(id, code, names)`` each, where names may hold short and former ones."""

    def __init__(self, units: Iterable[tuple[int, str, Iterable[str]]]) -> None:
        self._tiers: dict[str, dict[str, set[int]]] = {how: defaultdict(set) for how in _READINGS}
        self._names: list[str] = []
        self._neighbours: Neighbours | None = None
        self._suggested = 0
        for unit, code, names in units:
            self._tiers["code"][_code(code)].add(unit)
            for name in filter(None, names):
                self._names.append(name)
                self._enter(unit, name)

    def _enter(self, unit: int, name: str) -> None:
        for how, key in _keys_of(name):
            self._tiers[how][key].add(unit)

    def find(self, text: str) -> Match:
        """The best reading of a cell: its code, its name as written, then ever looser ones; else suggestions.

        Only the first ``MOST_SUGGESTED`` strangers get suggestions: a column of them is the wrong column."""
        match = self.read(text)
        if match.ids or self._suggested >= MOST_SUGGESTED:
            return match
        self._suggested += 1
        self._neighbours = self._neighbours or Neighbours(self._names)
        return Match((), suggestions=tuple(self._neighbours.near(_without_office(text))))

    def read(self, text: str) -> Match:
        """The same without suggestions, which cost a look at every name."""
        match = self._as_written(text)
        rest = "" if match.ids else _without_office(text)
        if not rest or rest == text:
            return match
        of_office = self._as_written(rest)
        return Match(of_office.ids, "office") if of_office.id is not None else match

    def _as_written(self, text: str) -> Match:
        for how, reading in _READINGS.items():
            ids = self._tiers[how].get(reading(text))
            if ids and text.strip():
                return Match(tuple(sorted(ids)), how)
        return Match(())


_OFFICE = re.compile(r"(?:ubnd|uy ban nhan dan|uy ban|hdnd|hoi dong nhan dan|dang uy|dang bo)\b[ .,:-]*")


def _without_office(text: str) -> str:
    """``UBND phường Chợ Quán`` without the committee; a name that is more than that is left as it is."""
    composed = unicodedata.normalize("NFC", text).strip()
    found = _OFFICE.match("".join(search_key(sign) or sign for sign in composed))
    return composed[found.end() :] if found else text


def _code(text: str) -> str:
    return text.strip().upper()


def _written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_READINGS: dict[str, Callable[[str], str]] = {
    "code": _code,
    "name": _written,
    "key": match_name,
    "short": search_key,
    "bare": bare_name,
}


def _keys_of(name: str) -> Iterator[tuple[str, str]]:
    yield "name", _written(name)
    yield "key", match_name(name)
    yield from (("short", search_key(short)) for short in abbreviations(name))
    yield "bare", bare_name(name)
