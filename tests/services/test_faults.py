"""A worker may die at any instant: nothing is lost, nothing counts twice, the next one carries on."""

import random
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from indicators.domain import scores
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import DayScore, DirtyMark, Scoreboard, Sheet
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.services, pytest.mark.long]
PATIENCE = 30.0
ROUNDS = 6
SWEEP = "from indicators.jobs import sweep_dirty; sweep_dirty.delay()"


@pytest.fixture(scope="module")
def season(live) -> Season:
    made = make_season(at=timezone.now(), start="2025-07-01", end="2044-10-10")
    scores.recompute(campaign=made.campaign, at=timezone.now())
    return made


def report(season: Season, models: int) -> None:
    """A ward's figure: of five models wanted it has so many."""
    cells, given = [(season.line("I.2"), "2025-07")], {"lines": season.lines, "unit": season.units["P1"]}
    wanted = [Wanted(*cells[0], Typed(Decimal(models)))]
    save_many(actor=season.actor("P1"), wanted=wanted, at=timezone.now(), **given)
    submit(actor=season.actor("P1", Role.HEAD), cells=cells, at=timezone.now(), **given)


def points(season: Season) -> Decimal:
    sheets = Sheet.objects.filter(scoreboard__campaign=season.campaign, basis="reported", unit=season.units["P1"])
    return sheets.get().shown_points or Decimal(0)


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def somebody_waits_for(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        return cursor.fetchone() is not None


def test_a_worker_killed_while_it_writes_scores_leaves_the_old_ones_and_the_next_makes_them_new(live, season):
    report(season, 1)
    before, table = points(season), DayScore._meta.db_table
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        live.manage("shell", "-c", SWEEP)
        wait_until(lambda: somebody_waits_for(table))  # its sheets are written, not committed
        live.kill_worker()
    assert points(season) == before
    assert DirtyMark.objects.filter(campaign=season.campaign).exists()

    live.start_worker()
    live.manage("shell", "-c", SWEEP)

    wait_until(lambda: points(season) == before + 2)
    wait_until(lambda: not DirtyMark.objects.filter(campaign=season.campaign).exists())


def test_killed_again_and_again_at_random_instants_it_ends_with_what_one_quiet_run_would_give(live, season):
    dice = random.Random(8)
    for round_ in range(ROUNDS):
        report(season, round_ % 3 + 2)
        live.manage("shell", "-c", SWEEP)
        time.sleep(dice.random() / 2)
        live.kill_worker()
        live.start_worker()
    live.manage("shell", "-c", SWEEP)
    wait_until(lambda: not DirtyMark.objects.filter(campaign=season.campaign).exists())

    found = points(season)
    outcome = scores.recompute(campaign=season.campaign, at=timezone.now(), is_thorough=True)

    assert outcome.written == 0
    assert points(season) == found
    assert Scoreboard.objects.filter(campaign=season.campaign, is_live=True).count() == 1
