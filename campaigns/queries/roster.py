"""Who takes part, and in which cluster, according to a definition and the units there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from campaigns.files.report import Path, Report
from units.models import Unit

from .unit_book import Selection, UnitBook, book_for, selection_of


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place in the campaign: its block's code and its number in the plan's own order (0: none)."""

    unit: Unit
    block: str | None
    position: int


def roster(document: Mapping[str, Any], book: UnitBook, report: Report) -> list[Place]:
    """Every participant of the definition; unknown units and units in two blocks go into the report.

    A unit takes part if it exists on some day of the campaign, and so does one that came into being during
    it as the successor of a participant: a merger in mid-season does not end the season of the place."""
    section = document["participants"]
    check_units(("participants",), section, book, report)
    chosen = selection_of(section, book, empty_is_all=False)
    taking_part = chosen.members(book)
    heritage = _followers(taking_part, chosen, book)
    blocks = _blocks(document, taking_part, heritage, book, report)
    order = {pk: number for number, pk in enumerate(chosen.units, 1)}
    return [Place(unit, blocks.get(pk), order.get(pk, 0)) for pk, unit in taking_part.items()]


def check_units(path: Path, section: Mapping[str, Any], book: UnitBook, report: Report) -> None:
    """Faults for every reference of ``{within, units}`` that names no unit of the campaign's dates."""
    if section.get("within") is not None:
        check_unit((*path, "within"), section["within"], book, report)
    for place, reference in enumerate(section.get("units") or ()):
        check_unit((*path, "units", place), reference, book, report)


def check_unit(path: Path, reference: str, book: UnitBook, report: Report) -> Unit | None:
    """The unit a reference names; a fault where there is none."""
    unit = book.find(reference)
    if unit is None or not book.is_alive(unit):
        report.add(
            path,
            _("There is no unit “%(unit)s” between %(start)s and %(end)s; load the units first.")
            % {"unit": reference, "start": book.start.isoformat(), "end": book.end.isoformat()},
        )
    return unit


def _followers(taking_part: dict[int, Unit], chosen: Selection, book: UnitBook) -> list[tuple[int, int]]:
    """Adds to ``taking_part`` those who follow; gives pairs of ids, predecessor and follower, earliest first."""
    pairs: list[tuple[int, int]] = []
    named = set(chosen.units)
    frontier = list(taking_part.values())
    while frontier:
        found = [
            (old, unit)
            for old, unit in book.followers(frontier)
            if unit.pk in taking_part or old in named or chosen.takes_kind(unit.kind)
        ]
        pairs += [(old, unit.pk) for old, unit in found]
        named |= {unit.pk for old, unit in found if old in named}
        frontier = [unit for _old, unit in found if unit.pk not in taking_part]
        taking_part |= {unit.pk: unit for unit in frontier}
    return pairs


def _blocks(
    document: Mapping[str, Any],
    taking_part: dict[int, Unit],
    heritage: list[tuple[int, int]],
    book: UnitBook,
    report: Report,
) -> dict[int, str]:
    """The block of each participant; a follower joins its predecessor's where no block picks it."""
    found: dict[int, str] = {}
    for place, section in enumerate(document.get("blocks") or ()):
        check_units(("blocks", place), section, book, report)
        chosen = selection_of(section, book, empty_is_all=True)
        picked = [unit for unit in taking_part.values() if chosen.picks(unit)]
        _refuse_second(place, picked, found, report)
        found |= {unit.pk: section["code"] for unit in picked}
    for old, new in heritage:
        if new not in found and old in found:
            found[new] = found[old]
    return found


def _refuse_second(place: int, picked: list[Unit], found: Mapping[int, str], report: Report) -> None:
    taken = [unit for unit in picked if unit.pk in found]
    if taken:
        report.add(
            ("blocks", place),
            _("“%(unit)s” already belongs to the block “%(block)s”; a unit fits at most one block (%(count)s do not).")
            % {"unit": taken[0].name, "block": found[taken[0].pk], "count": len(taken)},
        )


def blocks_of(document: Mapping[str, Any]) -> dict[int, str | None]:
    """The block of each participant by unit id, as a version of the plan said."""
    section = document["campaign"]
    book = book_for(document, date.fromisoformat(section["start"]), date.fromisoformat(section["end"]))
    return {place.unit.pk: place.block for place in roster(document, book, Report())}
