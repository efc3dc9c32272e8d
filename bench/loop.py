"""The ORM loop the product is compared with: units, lines, entries as objects, one after the other.

Written as one writes such a program first: each object asks the database for what it needs, each result is saved
as a row. The ranges of relative lines are given to it for nothing."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from bench.models import LinePoints
from campaigns.models import Campaign
from indicators.models import Criterion, Entry
from indicators.scoring import half_up
from units.models import Unit

Ranges = Mapping[str, Mapping[str, list[str] | None]]


def score_units(campaign: Campaign, units: Iterable[Unit], basis: str, ranges: Ranges) -> dict[int, Decimal]:
    """Shown total by unit."""
    totals = {}
    for unit in units:
        total = Fraction(0)
        for line in Criterion.objects.filter(campaign=campaign, is_line=True):
            points = score_line(unit, line, basis, ranges)
            rounded = None if points is None else half_up(points, 12)
            LinePoints.objects.update_or_create(unit=unit, criterion=line, basis=basis, defaults={"points": rounded})
            total += points or 0
        totals[unit.pk] = half_up(total, 2)
    return totals


def score_line(unit: Unit, line: Criterion, basis: str, ranges: Ranges) -> Fraction | None:
    figures: dict[str, Entry] = {}
    for entry in Entry.objects.filter(unit=unit, series=line.series).order_by("id"):
        if counts(entry, basis):
            figures[entry.period] = entry
    if not figures:
        return None
    spec = json.loads(line.spec)
    value = reduced(line.over_time, [figures[period] for period in sorted(figures)])
    return rule_points(spec["rule"], Fraction(line.max_points), value, _range(ranges, line, unit, line.campaign))


def counts(entry: Entry, basis: str) -> bool:
    if basis == "verified":
        verdict = entry.verdicts.order_by("-id").first()
        return verdict is not None and verdict.kind == "accepted"
    act = entry.acts.order_by("-id").first()
    return act is not None and act.kind == "submitted"


def reduced(over_time: str, entries: list[Entry]) -> Fraction:
    if over_time == "ratio_of_sums":
        top = sum(Fraction(entry.numerator) for entry in entries)
        return 100 * top / sum(Fraction(entry.denominator) for entry in entries)
    values = [Fraction(entry.value) for entry in entries]
    if over_time == "last":
        return values[-1]
    return sum(values) / len(values) if over_time == "mean" else sum(values)


def rule_points(rule: dict, most: Fraction, value: Fraction, ends: tuple[Fraction, Fraction] | None) -> Fraction:
    match rule["kind"]:
        case "proportional":
            zero, full = _number(rule["zero_at"]), _number(rule["full_at"])
            return most * min(max((value - zero) / (full - zero), 0), 1)
        case "threshold":
            return most if value >= _number(rule["at_least"]) else _number(rule["otherwise"])
        case "steps":
            reached = (step["points"] for step in rule["steps"] if value >= _number(step["at_least"]))
            return _number(next(reached, rule["otherwise"]))
        case "per_item":
            return min(_number(rule["points_each"]) * value, _number(rule["cap"]))
        case "relative":
            low, high = map(_number, rule["scale"])
            return (low + high) / 2 if ends is None else low + (high - low) * (value - ends[0]) / (ends[1] - ends[0])
    return most if value else Fraction(0)


def _number(value: object) -> Fraction:
    return Fraction(str(value))


def _range(ranges: Ranges, line: Criterion, unit: Unit, campaign: Campaign) -> tuple[Fraction, Fraction] | None:
    spans = ranges.get(line.code)
    if spans is None:
        return None
    ends = spans[unit.participations.get(campaign=campaign).block.code]
    return (Fraction(ends[0]), Fraction(ends[1])) if ends else None
