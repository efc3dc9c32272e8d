"""Finding a unit as people type it: without diacritics, abbreviated, by code, by a name it no longer has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from common.vietnamese import match_name
from units.models import Unit
from units.queries.lineage import followers
from units.queries.validity import holds_on, valid_on

LIMIT = 50
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A unit, and the former one under whose name it was found."""

    unit: Unit
    formerly: Unit | None = None


def search_units(text: str, *, on: date | None = None, kinds: Iterable[str] = (), limit: int = LIMIT) -> list[Found]:
    """Units valid on the day (default: today), best first; of those that ended, whoever followed them.

    A former unit without a living successor is found itself. At most ``limit``.
    """
    day = on or timezone.localdate()
    hits = list(_matching(text, kinds, day)[:limit])
    living = [Found(unit) for unit in hits if holds_on(unit, day)]
    former = _heirs([unit for unit in hits if not holds_on(unit, day)], day)
    once: dict[int, Found] = {}
    for found in (*living, *former):
        once.setdefault(found.unit.pk, found)
    return list(once.values())[:limit]


def _matching(text: str, kinds: Iterable[str], day: date) -> QuerySet[Unit]:
    """The whole name or code stands before parts, the living before the past."""
    key = match_name(text)
    if not key:
        return Unit.objects.none()
    words = key.split()[:MOST_WORDS]
    units = Unit.objects.filter(kind__in=list(kinds)) if kinds else Unit.objects.all()
    chosen = units.filter(_all(words, ("search_key",)) | Q(code__iexact=text.strip()))
    if not chosen.exists():
        chosen = units.filter(_all(words, ("search_key", "parent__search_key")))
    return chosen.select_related("parent").annotate(near=_nearness(key, day)).order_by("near", "sort_key", "pk")


def _all(words: Iterable[str], keys: Iterable[str]) -> Q:
    """Every word begins a word of the unit (or of the place it lies in: *Phường 1 Quận 3*); a number is one."""
    condition = Q()
    for word in words:
        part = f" {word} " if word.isdigit() else f" {word}"
        condition &= reduce(or_, (Q(**{f"{key}__contains": part}) for key in keys))
    return condition


def _nearness(key: str, day: date) -> Case:
    whole, beginning = Q(search_key__contains=f"| {key} |"), Q(search_key__contains=f"| {key}")
    whens = [
        When(whole & valid_on(day), then=Value(0)),
        When(beginning & valid_on(day), then=Value(1)),
        When(valid_on(day), then=Value(2)),
        When(whole, then=Value(3)),
    ]
    return Case(*whens, default=Value(4), output_field=IntegerField())


def _heirs(ended: list[Unit], day: date) -> list[Found]:
    """For each unit that ended, its living successors; itself where it has none."""
    if not ended:
        return []
    following = followers([unit.pk for unit in ended])
    wanted = {pk for heirs in following.values() for pk in heirs}
    rows = Unit.objects.filter(valid_on(day), pk__in=wanted).select_related("parent")
    living = {unit.pk: unit for unit in rows}
    found = []
    for unit in ended:
        heirs = sorted(following[unit.pk] & living.keys(), key=lambda pk: living[pk].sort_key)
        found += [Found(living[pk], unit) for pk in heirs] or [Found(unit)]
    return found
