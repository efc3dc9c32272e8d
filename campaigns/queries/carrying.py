"""Who carries on what a unit began: the unit itself while it exists, afterwards its successor."""

from collections.abc import Collection
from datetime import date

from units.models import Succession, Unit
from units.queries.lineage import lineage


def carriers(units: Collection[Unit], today: date) -> dict[int, int]:
    """For each unit, by id, the one that carries on: itself, or down the line its default successor."""
    found = {unit.pk: unit.pk for unit in units}
    gone = {unit.pk for unit in units if not unit.is_valid_on(today)}
    while gone:
        steps = _next(gone, today)
        found = {pk: steps.get(here, here) if here in gone else here for pk, here in found.items()}
        ended = Unit.objects.filter(pk__in=steps.values(), valid_to__lt=today)
        gone = set(ended.values_list("pk", flat=True)) - set(steps)
    return found


def _next(unit_ids: Collection[int], today: date) -> dict[int, int]:
    """The default successor; of several without a default the first in the register."""
    rows = Succession.objects.filter(old__in=unit_ids, effective__lte=today).order_by("is_default", "-pk")
    return {old: new for old, new in rows.values_list("old_id", "new_id") if old is not None}


def carried_by(unit: Unit, today: date) -> list[Unit]:
    """The units that are no more whose undertakings this one carries on."""
    before = [each for each, _share in lineage(unit, today) if not each.is_valid_on(today)]
    onward = carriers(before, today)
    return [each for each in before if onward[each.pk] == unit.pk]
