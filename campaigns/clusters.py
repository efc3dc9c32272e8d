"""Clusters of neighbours: proposed from coordinates, the same for the same units. No database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians

SMALLEST, LARGEST = 8, 20


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on the map, in degrees; ``name`` decides between equal places."""

    key: int
    name: str
    latitude: float
    longitude: float


def propose_clusters(places: Iterable[Place], *, smallest: int = SMALLEST, largest: int = LARGEST) -> list[list[int]]:
    """Groups of neighbours' keys, each of about the same size between ``smallest`` and ``largest`` where the
    number of units allows it. The map is halved across its longer side again and again; clusters run from
    north-west to south-east."""
    known = sorted(places, key=lambda place: (place.name, place.key))
    if not known:
        return []
    return [[place.key for place in group] for group in _split(known, _how_many(len(known), smallest, largest))]


def _how_many(units: int, smallest: int, largest: int) -> int:
    """As near to the middle size as fits: never more than ``largest`` in one, fewer than ``smallest`` only if
    there is no other way."""
    wanted = round(2 * units / (smallest + largest))
    fewest, most = ceil(units / largest), max(units // smallest, 1)
    return max(min(wanted, most), fewest, 1)


def _split(places: Sequence[Place], groups: int) -> list[list[Place]]:
    if groups == 1:
        return [sorted(places, key=lambda place: (place.name, place.key))]
    first = groups // 2
    ordered = sorted(places, key=_along_longer_side(places))
    cut = round(len(ordered) * first / groups)
    return _split(ordered[:cut], first) + _split(ordered[cut:], groups - first)


def _along_longer_side(places: Sequence[Place]) -> Callable[[Place], tuple[float, float, str, int]]:
    height = max(place.latitude for place in places) - min(place.latitude for place in places)
    width = max(place.longitude for place in places) - min(place.longitude for place in places)
    shrink = cos(radians(places[0].latitude))
    if width * shrink >= height:
        return lambda place: (place.longitude, -place.latitude, place.name, place.key)
    return lambda place: (-place.latitude, place.longitude, place.name, place.key)
