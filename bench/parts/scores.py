"""Recompute: against the ORM loop, by the number of periods, and when nothing changed."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.db import connection

from bench import loop
from bench.rows import Row, ratios
from bench.timing import middle, seconds
from bench.world import World, after, make_campaign
from campaigns.models import Campaign
from common.choices import Basis
from indicators.domain import scores
from indicators.domain.scores import Outcome
from indicators.models import CurrentValue, Scoreboard, Sheet
from indicators.scoring import exact, parse_exact
from units.models import Unit


def rows(world: World) -> Iterator[Row]:
    yield from _against_the_loop(world)
    yield _by_periods(world)


def _against_the_loop(world: World) -> Iterator[Row]:
    race = _Race(world)
    options = world.options
    found: dict[str, list[float]] = {"changed": [], "unchanged": [], "loop": []}
    for number in range(options.rounds):
        shake(world.city, number)
        # What is unchanged needs what changed before it, so they keep their order.
        found["changed"].append(seconds(race.changed))
        found["unchanged"].append(seconds(race.unchanged))
        found["loop"].append(seconds(lambda number=number: race.loop(number)))
    scaled = [took * options.units / size for took, size in zip(found["loop"], race.sizes, strict=True)]
    sizes = {"units": options.units, "lines": options.lines, "periods": options.periods, "loop units": sum(race.sizes)}
    detail = {"seconds": middle(found | {"loop scaled": scaled}), **sizes}
    yield Row(world.name("recompute-vs-orm-loop"), ">=", 500, ratios(scaled, found["changed"]), detail=detail)
    yield Row(world.name("recompute-unchanged"), "<=", 0.6, ratios(found["unchanged"], found["changed"]), detail=detail)


class _Race:
    """The works of one round, with what each must have found."""

    def __init__(self, world: World) -> None:
        self.city, self.at = world.city, after(world.city)
        units = list(Unit.objects.filter(participations__campaign=self.city).order_by("pk"))
        wanted, rounds = units[: world.options.loop_units], world.options.rounds
        self.portions = [wanted[number::rounds] or wanted[:1] for number in range(rounds)]
        self.sizes = [len(portion) for portion in self.portions]
        board = Scoreboard.objects.get(campaign=self.city, is_live=True)
        self.ranges = {basis: found["ranges"] for basis, found in json.loads(board.detail).items()}
        stored = Sheet.objects.filter(scoreboard=board).values_list("basis", "unit_id", "shown_points")
        self.expected: dict[tuple[str, int], Decimal] = {(basis, unit): points for basis, unit, points in stored}

    def changed(self) -> None:
        outcome = scores.recompute(campaign=self.city, at=self.at)
        assert outcome.written == len(self.expected), f"{outcome.written} of {len(self.expected)} sheets were written"

    def unchanged(self) -> None:
        outcome: Outcome = scores.recompute(campaign=self.city, at=self.at)
        assert outcome.written == 0, f"{outcome.written} sheets were written though nothing changed"

    def loop(self, number: int) -> None:
        for basis in Basis.values:
            totals = loop.score_units(self.city, self.portions[number], basis, self.ranges[basis])
            wrong = {unit: total for unit, total in totals.items() if total != self.expected[basis, unit]}
            assert not wrong, f"the loop found other totals ({basis}): {wrong}"


def shake(campaign: Campaign, number: int) -> None:
    """Give every unit other values than it had, so that no sheet stays and nothing remembered helps."""
    factor = 1 - Fraction(number + 1, 1000)
    table = connection.ops.quote_name(CurrentValue._meta.db_table)
    values = CurrentValue.objects.filter(campaign=campaign).exclude(criterion__measure_kind="yes_no").exclude(value="")
    found = [(exact(parse_exact(text) * factor), pk) for pk, text in values.values_list("pk", "value")]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET value = %s WHERE id = %s", found)


def _by_periods(world: World) -> Row:
    options = world.options
    units = min(options.period_units, options.units)
    campaigns = {weeks: make_campaign(f"weeks-{weeks}", units, options.lines, weeks) for weeks in (25, 100)}
    for campaign in campaigns.values():
        scores.recompute(campaign=campaign, at=after(campaign))
    found: dict[str, list[float]] = {"25": [], "100": []}
    for number in range(options.rounds):
        for campaign in campaigns.values():
            shake(campaign, number)
        for weeks, campaign in list(campaigns.items())[:: 1 if number % 2 else -1]:
            took = seconds(lambda campaign=campaign: scores.recompute(campaign=campaign, at=after(campaign)))
            found[str(weeks)].append(took)
    detail = {"seconds": middle(found), "units": units, "lines": options.lines}
    return Row(world.name("periods-100-vs-25"), "<=", 1.1, ratios(found["100"], found["25"]), detail=detail)
