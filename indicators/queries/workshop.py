"""What the workshop asks of the register and of a plan: units by name, and whether there are criteria yet."""

from collections.abc import Iterator
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
from units.queries.search import search_units

# In ``source.ref`` of the line that stands in a new campaign until its criteria are made.
PLACEHOLDER = "placeholder"


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

    def find(self, text: str) -> str | None:
        """The reference of the one unit a text names, by code, name or abbreviation; None: none or several."""
        key = search_key(text)
        if key not in self._known:
            unit = self.unit(text)
            self._known[key] = self._book.reference(unit) if unit else None
        return self._known[key]

    def unit(self, text: str) -> Unit | None:
        """The nearest: of several that bear the name, the only one beside the organiser."""
        units = [found.unit for found in search_units(text, on=self._start, limit=20)]
        exact = [unit for unit in units if _is_called(unit, text)]
        if len(exact) > 1:
            exact = [unit for unit in exact if unit.parent_id == self._home] or exact
        return exact[0] if len(exact) == 1 else None

    def name(self, reference: str | None) -> str:
        """How a form shows a reference: the unit's name where it means the same unit again."""
        unit = self._book.find(reference) if reference else None
        if unit is None:
            return reference or ""
        return unit.name if self.find(unit.name) == reference else reference or ""


def _is_called(unit: Unit, text: str) -> bool:
    wanted = match_name(text)
    names = (unit.name, unit.short_name, unit.code)
    return any(match_name(name) == wanted for name in names if name) or _initials(unit.name) == search_key(text)


def _initials(name: str) -> str:
    return "".join(word[0] for word in search_key(name).split())


def is_empty(document: dict[str, Any]) -> bool:
    """Whether the campaign has no criteria yet, only what stands in for them."""
    return [(node.get("source") or {}).get("ref") for node in document["criteria"]] == [PLACEHOLDER]


def missing_criteria(campaign: Campaign, to: str, _on: object) -> Iterator[Issue]:
    """Registered beside the other questions before launch."""
    if to == Status.LAUNCHED and is_empty(document_of(campaign)):
        yield Issue("no_criteria", _("There are no criteria yet."), page="workshop", verb=_("Paste the table"))
