"""What the workshop asks of the register and of a plan: units by name, and whether there are criteria yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from campaigns.choices import Status
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from campaigns.queries.readiness import Issue
from campaigns.queries.unit_book import UnitBook
from common.vietnamese import match_name, search_key
from units.models import Unit
from units.queries.lineage import followers
from units.queries.search import search_units
from units.queries.validity import holds_on, valid_on

# In ``source.ref`` of the line that stands in a new campaign until its criteria are made.
PLACEHOLDER = "placeholder"
# From so many names on the whole register is read once.
MANY = 20
LONGEST_NAME = 300


class UnitFinder:
    """Units as the tables of a campaign call them, as references of its file."""

    @classmethod
    def of(cls, campaign: Campaign) -> "UnitFinder":
        return cls(campaign.start, campaign.end, campaign.organiser_unit)

    def __init__(self, start: date, end: date, organiser: Unit | None = None) -> None:
        self._start = start
        self._home = organiser.parent_id if organiser else None
        self._book = UnitBook(start, end)
        self._known: dict[str, str | None] = {}

    def foresee(self, texts: Iterable[str]) -> None:
        """Where many are asked for, the register is read once instead of searched for each."""
        wanted = {key: text for text in texts if (key := search_key(text)) and key not in self._known}
        if len(wanted) < MANY:
            return
        register = _by_name(Unit.objects.values_list("pk", "name", "short_name", "code"))
        called = {key: _called(text, register) for key, text in wanted.items()}
        rows = _not_replaced(set().union(*called.values()), self._start)
        self._book.foresee(unit.code for unit in rows.values())
        for key, pks in called.items():
            self._keep(key, self._one([rows[pk] for pk in sorted(pks) if pk in rows]))

    def find(self, text: str) -> str | None:
        """The reference of the one unit a text names, by code, name or abbreviation; None: none or several."""
        key = search_key(text)
        if key not in self._known:
            self._keep(key, self.unit(text))
        return self._known[key]

    def _keep(self, key: str, unit: Unit | None) -> None:
        self._known[key] = self._book.reference(unit) if unit else None

    def unit(self, text: str) -> Unit | None:
        """The nearest: of several that bear the name, the only one beside the organiser."""
        if len(text) > LONGEST_NAME:
            return None
        units = [found.unit for found in search_units(text, on=self._start, limit=20)]
        return self._one([unit for unit in units if _is_called(unit, text)])

    def _one(self, called: list[Unit]) -> Unit | None:
        """The one that is meant: what exists goes before what is gone, a neighbour before others."""
        called = [unit for unit in called if holds_on(unit, self._start)] or called
        if len(called) > 1:
            called = [unit for unit in called if unit.parent_id == self._home] or called
        return called[0] if len(called) == 1 else None

    def name(self, reference: str | None) -> str:
        """How a form shows a reference: the unit's name where it means the same unit again."""
        unit = self._book.find(reference) if reference else None
        if unit is None:
            return reference or ""
        return unit.name if self.find(unit.name) == reference else reference or ""


def _is_called(unit: Unit, text: str) -> bool:
    return bool(_wanted(text) & _names(unit.name, unit.short_name, unit.code))


def _names(*names: str) -> set[str]:
    """Keys under which a unit is called: its names, and the initials of the first."""
    return {f"={match_name(name)}" for name in names if name} | {f"~{_initials(names[0])}"}


def _wanted(text: str) -> set[str]:
    return {f"={match_name(text)}", f"~{search_key(text)}"}


def _by_name(rows: Iterable[tuple[int, str, str, str]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for pk, *names in rows:
        for key in _names(*names):
            found[key].add(pk)
    return found


def _called(text: str, register: Mapping[str, set[int]]) -> set[int]:
    if len(text) > LONGEST_NAME:
        return set()
    return set().union(*(register.get(key, set()) for key in _wanted(text)))


def _not_replaced(pks: set[int], day: date) -> dict[int, Unit]:
    """Those that exist on the day, and of the others those whom nobody living follows: as a search finds them."""
    rows = Unit.objects.in_bulk(pks)
    ended = [pk for pk, unit in rows.items() if not holds_on(unit, day)]
    following = followers(ended) if ended else {}
    heirs = set().union(*following.values()) if following else set()
    living = set(Unit.objects.filter(valid_on(day), pk__in=heirs).values_list("pk", flat=True))
    return {pk: unit for pk, unit in rows.items() if not living & following.get(pk, set())}


def _initials(name: str) -> str:
    return "".join(word[0] for word in search_key(name).split())


def is_empty(document: dict[str, Any]) -> bool:
    """Whether the campaign has no criteria yet, only what stands in for them."""
    return [(node.get("source") or {}).get("ref") for node in document["criteria"]] == [PLACEHOLDER]


def missing_criteria(campaign: Campaign, to: str, _on: object) -> Iterator[Issue]:
    """Registered beside the other questions before launch."""
    if to == Status.LAUNCHED and is_empty(document_of(campaign)):
        yield Issue("no_criteria", _("There are no criteria yet."), page="workshop", verb=_("Paste the table"))
