"""Current values: each unit's lines reduced over periods and inheritance, re-derived from the cells.

Never by increments: what is written here is a function of the cells alone, so it can be rebuilt at any
time and a lost or repeated call cannot spoil it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.timezone import localdate

from campaigns.models import Campaign
from campaigns.periods import Period, due_day, periods_of
from common.choices import Basis
from indicators.choices import VerdictKind
from indicators.models import Cell, Criterion, CurrentValue, DirtyMark
from indicators.queries.inheritance import Heritage, Source, heirs, heritage
from indicators.queries.lines import series_of
from indicators.queries.schemes import definition_of, scheme_of
from indicators.scoring import Fact, Reduced, exact, reduce_facts
from indicators.scoring import Line as EngineLine
from indicators.signals import scores_outdated
from units.models import Unit

Key = tuple[int, int]
CHUNK = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """A line with what reducing it needs: the engine's view of it and its periods with their due days."""

    criterion: Criterion
    line: EngineLine
    periods: dict[str, tuple[int, Period, date]]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell contributes: the counting fact per basis, and whether it waits for a verifier."""

    facts: dict[str, Fact]
    is_waiting: bool


# Whose cells they are, and the figures by period.
Owned = tuple[Source, dict[str, Figure]]


def refresh(*, keys: Collection[Key], at: datetime) -> None:
    """Re-derive every current value that facts of these (unit, series) pairs reach, and mark campaigns dirty."""
    series = {series_id for _, series_id in keys}
    lines = Criterion.objects.filter(is_line=True, is_active=True, series__in=series)
    for campaign, criteria in _by_campaign(lines.select_related("campaign")):
        units = defaultdict(set)
        for unit_id, series_id in keys:
            units[series_id].add(unit_id)
        _refresh_campaign(campaign, [(item, units[series_of(item)]) for item in criteria], localdate(at))
        mark_dirty(campaign.pk)


def rebuild(*, campaign: Campaign, at: datetime) -> None:
    """Throw the campaign's current values away and derive them all again."""
    CurrentValue.objects.filter(campaign=campaign).delete()
    criteria = list(Criterion.objects.filter(campaign=campaign, is_line=True, is_active=True))
    pairs = Cell.objects.filter(series__in=[item.series_id for item in criteria])
    units = defaultdict(set)
    for series_id, unit_id in pairs.values_list("series_id", "unit_id").distinct():
        units[series_id].add(unit_id)
    _refresh_campaign(campaign, [(item, units[series_of(item)]) for item in criteria], localdate(at))
    mark_dirty(campaign.pk)


def mark_dirty(campaign_id: int) -> None:
    """Leave a mark the next recompute reads; a row per change, so that marking never waits for a lock."""
    DirtyMark.objects.create(campaign_id=campaign_id)
    transaction.on_commit(lambda: scores_outdated.send(sender=DirtyMark, campaign_id=campaign_id))


def _by_campaign(lines: Iterable[Criterion]) -> Iterator[tuple[Campaign, list[Criterion]]]:
    grouped: dict[int, list[Criterion]] = defaultdict(list)
    for line in lines:
        grouped[line.campaign_id].append(line)
    for criteria in grouped.values():
        yield criteria[0].campaign, criteria


def _refresh_campaign(campaign: Campaign, wanted: list[tuple[Criterion, set[int]]], today: date) -> None:
    owners = set().union(*(units for _, units in wanted)) if wanted else set()
    span = {"after": campaign.start, "until": min(today, campaign.end)}
    reached = {unit: heirs([unit], **span) for unit in owners} if _has_heirs(owners, span) else {}
    inherits = heritage(owners.union(*reached.values()), **span)
    frames = _frames(campaign, [criterion for criterion, _ in wanted])
    targets = [(frame, _targets(units, reached)) for frame, (_, units) in zip(frames, wanted, strict=True)]
    _write(list(_derive(campaign, targets, inherits)))


def _has_heirs(owners: set[int], span: dict[str, date]) -> bool:
    """One question for all before one a unit: most campaigns see no merger at all."""
    return bool(heirs(owners, **span))


def _targets(units: set[int], reached: dict[int, set[int]]) -> set[int]:
    return units.union(*(reached.get(unit, set()) for unit in units))


def _frames(campaign: Campaign, criteria: list[Criterion]) -> list[Frame]:
    scheme = scheme_of(definition_of(campaign))
    return [Frame(item, scheme.lines[item.code], frame_periods(campaign, item)) for item in criteria]


def frame_periods(campaign: Campaign, line: Criterion) -> dict[str, tuple[int, Period, date]]:
    """The line's periods by code, with their order and due day; those beginning after its ``due`` dropped."""
    periods = periods_of(line.reported, campaign.start, campaign.end)
    return {
        period.code: (order, period, _due(campaign, line, period))
        for order, period in enumerate(periods)
        if line.due is None or period.first <= line.due
    }


def _due(campaign: Campaign, line: Criterion, period: Period) -> date:
    return due_day(period, line.reported, line_due=line.due, end=campaign.end, grace_days=line.grace_days)


def _derive(campaign: Campaign, targets: list[tuple[Frame, set[int]]], inherits: Heritage) -> Iterator[CurrentValue]:
    everybody = set().union(*(inherits.everybody(units) for _, units in targets))
    figures = _figures(targets, everybody)
    alive = {unit.pk: unit for unit in Unit.objects.filter(pk__in=everybody)}
    for frame, units in targets:
        for unit_id in sorted(units):
            owners = [Source(unit_id, Fraction(1), 0), *inherits.of(unit_id)]
            own = [(source, figures.get((source.unit_id, series_of(frame.criterion)), {})) for source in owners]
            if any(cells for _, cells in own):
                yield from _values(campaign, frame, alive[unit_id], own)


def _figures(targets: list[tuple[Frame, set[int]]], units: set[int]) -> dict[Key, dict[str, Figure]]:
    series = {series_of(frame.criterion): frame for frame, _ in targets}
    found: dict[Key, dict[str, Figure]] = defaultdict(dict)
    for row in _rows(series, units):
        unit_id, series_id, period, waiting, *rest = row
        place = series[series_id].periods.get(period)
        if place is not None:
            found[unit_id, series_id][period] = Figure(_facts(period, place[0], rest), waiting)
    return found


def _rows(series: Iterable[int], units: set[int]) -> Iterator[tuple]:
    ordered = sorted(units)
    for start in range(0, len(ordered), 5000):
        cells = Cell.objects.filter(series__in=list(series), unit__in=ordered[start : start + 5000])
        yield from cells.values_list(
            "unit_id", "series_id", "period", "is_waiting", "reported_id",
            "reported__value", "reported__numerator", "reported__denominator", "reported__is_na",
            "verdict__kind",
            "verdict__value", "verdict__numerator", "verdict__denominator", "verdict__is_na",
            "verdict__entry__value", "verdict__entry__numerator",
            "verdict__entry__denominator", "verdict__entry__is_na",
        ).iterator(chunk_size=5000)  # fmt: skip


def _facts(period: str, order: int, row: list) -> dict[str, Fact]:
    reported_id, *values = row
    facts = {}
    if reported_id is not None:
        facts[Basis.REPORTED.value] = _fact(period, order, values[:4])
    kind = values[4]
    if kind is not None:
        chosen = values[5:9] if kind == VerdictKind.ADJUSTED else values[9:13]
        facts[Basis.VERIFIED.value] = _fact(period, order, chosen)
    return facts


def _fact(period: str, order: int, row: list) -> Fact:
    value, n, d, is_na = row
    return Fact(period, order, _fraction(value), _fraction(n), _fraction(d), bool(is_na))


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _values(campaign: Campaign, frame: Frame, unit: Unit, own: list[Owned]) -> Iterator[CurrentValue]:
    waiting = sum(figure.is_waiting for _, cells in own for figure in cells.values())
    heirs = [source.heir for source, _ in own[1:]]
    for basis in (Basis.REPORTED.value, Basis.VERIFIED.value):
        facts = [
            (source.share, [figure.facts[basis] for figure in cells.values() if basis in figure.facts])
            for source, cells in own
        ]
        reduced = reduce_facts(facts, measure=frame.line.measure, over_time=frame.line.over_time, heirs=heirs)
        settled = {fact.period for share, some in facts if share is not None for fact in some}
        yield CurrentValue(
            campaign=campaign, unit=unit, criterion=frame.criterion, basis=basis, waiting=waiting,
            gap_due=_gap(frame, unit, settled), settled_due=_settled(frame, settled), **_columns(reduced),
        )  # fmt: skip


def _gap(frame: Frame, unit: Unit, settled: set[str]) -> date | None:
    owed = (
        due for code, (_, period, due) in frame.periods.items() if code not in settled and unit.is_valid_on(period.last)
    )
    return min(owed, default=None)


def _settled(frame: Frame, settled: set[str]) -> date | None:
    return min((frame.periods[code][2] for code in settled), default=None)


def _columns(reduced: Reduced) -> dict[str, object]:
    return {
        "state": reduced.state,
        "value": _text(reduced.value),
        "numerator": _text(reduced.n),
        "denominator": _text(reduced.d),
        "last_period": reduced.last_period or "",
        "periods": reduced.count,
        "is_inherited": reduced.inherited,
        "is_unapportioned": reduced.not_apportioned,
    }


def _text(value: Fraction | None) -> str:
    return "" if value is None else exact(value)


def _write(values: list[CurrentValue]) -> None:
    changing = [
        "state", "value", "numerator", "denominator", "last_period", "periods",
        "gap_due", "settled_due", "waiting", "is_inherited", "is_unapportioned",
    ]  # fmt: skip
    CurrentValue.objects.bulk_create(
        values,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["campaign", "unit", "criterion", "basis"],
        update_fields=changing,
    )
