"""A demonstration makes no real unit look weak: only the upper half of a cluster has names."""

import pytest

from campaigns.choices import Visibility
from campaigns.models import Campaign
from indicators.audience import Audience, Kind
from indicators.domain import scores
from indicators.queries.board import board_view
from tests.factories.season import NOON, make_season
from tests.indicators.domain.test_scores import load

pytestmark = pytest.mark.django_db
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\n"


@pytest.fixture
def season(tmp_path):
    made = make_season()
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


def named(season, kind: Kind, *own: str, seed: int | None) -> list[str]:
    Campaign.objects.update(demo_seed=seed, visibility=Visibility.PUBLIC)
    campaign = Campaign.objects.get()
    units = frozenset(season.units[code].pk for code in own)
    view = board_view(campaign, Audience(kind, units, is_published=False))
    wards = next(block for block in view.blocks if block.block.code == "WARD")
    return [row.unit.code if row.unit else "" for row in wards.rows]


def test_a_reader_outside_sees_names_of_the_upper_half_and_the_own(season):
    assert named(season, Kind.UNIT, "P3", seed=7) == ["P1", "P3"]
    assert "P3" not in named(season, Kind.PUBLIC, seed=7)


def test_the_organiser_reads_no_more_names_unless_it_is_no_demonstration(season):
    assert named(season, Kind.STAFF, seed=7) == ["P1", "P2", ""]
    assert named(season, Kind.STAFF, seed=None) == ["P1", "P2", "P3"]


def test_published_the_lower_half_has_no_names_and_anonymous_names_need_no_sparing(season, settings):
    Campaign.objects.update(demo_seed=7)
    view = board_view(Campaign.objects.get(), Audience(Kind.STAFF))
    source = view.board, None

    def shown() -> list[bool]:
        found = board_view(Campaign.objects.get(), Audience(Kind.UNIT, is_published=True), source=source)
        return [row.unit is not None for row in found.blocks[0].rows]

    assert shown() == [True, True, False]
    settings.ANONYMOUS = True
    assert shown() == [True, True, True]
