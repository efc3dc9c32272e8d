"""Figures drawn for one unit: what a good, a middling and a late unit would report."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from indicators.gauges import Typed, gauge_of
from indicators.models import Criterion

NOT_APPLICABLE_NOTE = "Đơn vị không được giao chỉ tiêu này trong kỳ"


@dataclass(frozen=True, slots=True)
class Character:
    """How a unit does: ``quality`` 0–1 of what is asked, ``diligence`` 0–1 how seldom it is late or forgets."""

    quality: float
    diligence: float
    size: float


# The ward whose accounts are handed out: nobody's name is shown at the end of a list.
GOOD = Character(quality=0.985, diligence=1.0, size=1.2)


def character(random: Random) -> Character:
    """Good on the whole: no unit of the demonstration falls into the lower bands by its draw."""
    quality = min(max(random.gauss(0.955, 0.02), 0.9), 0.998)
    return Character(quality, min(max(random.gauss(0.93, 0.06), 0.7), 1.0), random.uniform(0.5, 2.0))


def draw(line: Criterion, character: Character, share: float, random: Random) -> Typed:
    """One figure; ``share`` (0–1) of the season has passed, so cumulative parts grow with it."""
    gauge = gauge_of(line.spec)
    kind = gauge.measure.kind
    if kind == "ratio" and gauge.measure.has_parts:
        return _parts(line, character, share, random)
    if kind == "ratio":
        return Typed(Decimal(str(round(min(character.quality * 100 + random.gauss(1, 1.5), 100), 2))))
    if kind in ("count", "number"):
        return Typed(Decimal(_count(line, random)))
    if kind == "points":
        return Typed(
            Decimal(str(round(float(line.max_points or 10) * min(character.quality + random.gauss(0, 0.02), 1), 1)))
        )
    return Typed(Decimal(1 if random.random() < 0.97 else 0))


def _parts(line: Criterion, character: Character, share: float, random: Random) -> Typed:
    whole = _whole(line) * character.size
    denominator = max(int(whole * share * random.uniform(0.9, 1.1)), 4)
    rate = min(character.quality + random.gauss(0.012, 0.012), 1.0)
    return Typed(numerator=Decimal(round(denominator * rate)), denominator=Decimal(denominator))


def _whole(line: Criterion) -> int:
    """The size of a season by what is counted: dossiers by the thousand, tasks by the dozen."""
    if line.reported == "weekly":
        return 260
    return 40_000_000_000 if "vốn" in line.name.get("vi", "") else 120


def _count(line: Criterion, random: Random) -> int:
    if not line.max_points:
        return 1 if random.random() < 0.02 else 0
    if "vi phạm" in line.name.get("vi", "") or "Chấp hành" in line.name.get("vi", ""):
        return 0 if random.random() < 0.96 else 1
    return random.choice((1, 1, 1, 2, 2, 3))
