"""What a unit is called: the one place every page, file and letter asks.

With ``ANONYMOUS`` (pictures that may be published), and where a demonstration would show a real unit as late
(``sparing``), units are Phường 01, Phường 02 … within their province, stable as long as the register is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from units.choices import UnitKind
from units.models import Unit

_TOP = {UnitKind.COUNTRY, UnitKind.MUNICIPALITY, UnitKind.PROVINCE}
# The ids that keep their names while all others are spared; None: nobody is spared.
_KEPT: ContextVar[frozenset[int] | None] = ContextVar("units_that_keep_their_names", default=None)


@contextmanager
def sparing(*named: Unit | None) -> Iterator[None]:
    """While it lasts every unit but these (and provinces) bears its number in place of its name."""
    token = _KEPT.set(frozenset(unit.pk for unit in named if unit))
    try:
        yield
    finally:
        _KEPT.reset(token)


def unit_name(unit: Unit) -> str:
    """The full name in the language of the page."""
    return alias(unit.pk, unit.kind) if is_numbered(unit) else unit.display_name


def brief_name(unit: Unit) -> str:
    """The short name where the unit has one: for narrow columns and the top bar."""
    return alias(unit.pk, unit.kind) if is_numbered(unit) else unit.brief_name


def is_numbered(unit: Unit) -> bool:
    """Whether the unit goes by its number here."""
    kept = _KEPT.get()
    return settings.ANONYMOUS or (kept is not None and unit.kind not in _TOP and unit.pk not in kept)


def alias(unit_id: int, kind: str) -> str:
    """``Phường 07``: the unit's number among those of its kind in its province."""
    numbers = _numbers()
    if unit_id not in numbers:
        forget_aliases()
        numbers = _numbers()
    return f"{kind_name(kind)} {numbers.get(unit_id, 0):02}"


def kind_name(kind: str) -> str:
    """The kind in the language of the page; a kind this product does not know is an *other unit*."""
    return str(UnitKind(kind).label if kind in UnitKind.values else UnitKind.OTHER.label)


def forget_aliases() -> None:
    _numbers.cache_clear()


@lru_cache(maxsize=1)
def _numbers() -> dict[int, int]:
    """One query over the register; kept, since the numbers change with it only."""
    in_order = Unit.objects.order_by(F("valid_to").desc(nulls_first=True), "sort_key", "code", "pk")
    rows = list(in_order.values_list("pk", "parent_id", "kind", "code"))
    above = {pk: (parent, kind) for pk, parent, kind, _code in rows}
    codes = {pk: code for pk, _parent, _kind, code in rows}
    counted: Counter[tuple[str, str]] = Counter()
    numbers = {}
    for pk, parent, kind, _code in rows:
        # By code: a province before and after a merger is one, so that no two of its units share a number.
        place = (codes.get(_province(pk, parent, kind, above) or 0, ""), kind)
        counted[place] += 1
        numbers[pk] = counted[place]
    return numbers


def _province(pk: int, parent: int | None, kind: str, above: Mapping[int, tuple[int | None, str]]) -> int | None:
    """The province a unit lies in; None for provinces themselves and for what lies in none."""
    if kind in _TOP:
        return None
    while parent is not None and kind not in _TOP:
        pk = parent
        parent, kind = above[pk]
    return pk if kind in _TOP else None


def display_codes(units: Iterable[Unit]) -> dict[int, str]:
    """Code by unit id for one output: bare, with ``@valid_from`` only where two of these units share it."""
    units = list(units)
    bearers = Counter(code for _pk, code in {(unit.pk, unit.code) for unit in units})
    return {unit.pk: unit.reference if bearers[unit.code] > 1 else unit.code for unit in units}


def display_names(units: Iterable[Unit]) -> dict[int, str]:
    """Name by unit id for one output: where two of these units are called alike, with the code behind it."""
    units = list(units)
    codes, alike = display_codes(units), defaultdict(set)
    for unit in units:
        alike[unit_name(unit)].add(unit.pk)
    return {
        pk: name if len(bearers) == 1 else _("%(name)s (%(code)s)") % {"name": name, "code": codes[pk]}
        for name, bearers in alike.items()
        for pk in bearers
    }
