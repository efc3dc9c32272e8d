"""The units a table of a campaign may speak of, by every name people know them under."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q

from common.names import Match, NameIndex
from indicators.queries.lines import CampaignLines
from units.models import Extent, Succession, Unit
from units.queries.naming import unit_name

Names = tuple[int, str, tuple[str, ...]]


class UnitNames:
    """One query, for the predecessors. A name of today goes before a former one: where a ward bears the name of
    its neighbour of then, the ward of today is meant."""

    def __init__(self, lines: CampaignLines) -> None:
        self.units: dict[int, Unit] = {row.unit_id: row.unit for row in lines.participations}
        self._today = NameIndex(map(_names, self.units.values()))
        self._former = NameIndex(_former(self.units))

    def read(self, text: str) -> Match:
        """What a cell means, without suggestions."""
        match = self._today.read(text)
        if match.ids:
            return match
        former = self._former.read(text)
        return Match(former.ids, "former") if former.ids else former

    def is_unit(self, text: str) -> bool:
        """Whether a cell names a unit at all: a running number is a code, or no unit (never Phường 1)."""
        match = self.read(text)
        return bool(match.ids) and (match.how == "code" or not text.strip().isdigit())

    def near(self, texts: Iterable[str]) -> list[Unit]:
        """The units that misspelt texts may mean, nearest first."""
        names = (name for text in texts for name in self._today.find(text).suggestions)
        ids = dict.fromkeys(pk for name in names for pk in self._today.read(name).ids)
        return [self.units[pk] for pk in ids]


def strangers(texts: set[str]) -> set[str]:
    """Those of the texts that are a name or code of some unit of the register; one query."""
    if not texts:
        return set()
    register = Unit.objects.filter(Q(name__in=texts) | Q(code__in=texts)).values_list("name", "code")
    return texts & {text for pair in register for text in pair}


def _names(unit: Unit) -> Names:
    """Also as the pages call it, where they call it otherwise."""
    shown = (unit_name(unit),) if settings.ANONYMOUS else ()
    return unit.pk, unit.code, (unit.name, unit.short_name, unit.name_en, *shown)


def _former(units: Iterable[int]) -> list[Names]:
    """Only of units that were taken over whole: a part of a ward is not the ward."""
    rows = Succession.objects.filter(new__in=list(units), old__isnull=False, extent=Extent.WHOLE)
    columns = rows.values_list("new_id", "old__code", "old__name", "old__short_name")
    return [(new_id, code, (name, short)) for new_id, code, name, short in columns]
