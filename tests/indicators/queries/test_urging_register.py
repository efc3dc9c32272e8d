"""What came of urging is asked of the figures: open, settled after n working days, or owed no more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Participation
from indicators.choices import UrgingChannel
from indicators.queries.urging_register import Urged, register, urged
from tests.factories.season import NOON, Season, make_season
from tests.indicators.domain.test_urging import late, write
from tests.indicators.queries.test_tracking import FULL, hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    made = make_season()
    write(made)
    return made


def found(season: Season, **more) -> dict[str, Urged]:
    return {row.unit.code: row for row in urged(register(season.lines, **more))}


def test_a_unit_is_open_until_its_last_figure_came(season):
    hand_in(season, "P1", "2025-07", NOON, FULL[:1])
    assert (found(season)["P1"].state, found(season)["P1"].open, found(season)["P1"].owed) == ("open", 1, 2)
    hand_in(season, "P1", "2025-07", NOON + timedelta(days=6), FULL[1:])  # Tuesday after the Wednesday
    row = found(season)["P1"]
    assert (row.state, row.days) == ("settled", 4)


def test_figures_of_the_same_day_settle_on_it(season):
    hand_in(season, "P1", "2025-07", NOON + timedelta(hours=2))
    assert (found(season)["P1"].state, found(season)["P1"].days) == ("settled", 0)


def test_who_takes_part_no_more_owes_no_more(season):
    Participation.objects.filter(unit=season.units["P3"]).update(is_active=False)
    assert found(season)["P3"].state == "lapsed"


def test_the_register_is_narrowed_to_what_is_open_settled_or_one_unit(season):
    hand_in(season, "P1", "2025-07", NOON)
    Participation.objects.filter(unit=season.units["P3"]).update(is_active=False)
    assert set(found(season, shown="open")) == {"P2", "STC", "SNV"}
    assert set(found(season, shown="settled")) == {"P1"}
    assert set(found(season, unit_id=season.units["P2"].pk)) == {"P2"}


def test_each_use_of_a_channel_is_a_row_of_its_own_the_newest_first(season):
    rows = [row for row in late(season) if row.unit.code == "P2"]
    write(season, rows, channel=UrgingChannel.CALL, at=NOON + timedelta(days=1))
    of_p2 = urged(register(season.lines, unit_id=season.units["P2"].pk))
    assert [row.urging.channel for row in of_p2] == ["call", "letter"]


def test_one_row_and_many_cost_the_same(season):
    def cost(**more) -> int:
        lines = season.lines
        with CaptureQueriesContext(connection) as queries:
            urged(register(lines, **more))
        return len(queries)

    assert cost(unit_id=season.units["P1"].pk) == cost()
