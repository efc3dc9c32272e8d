"""What a run was made from: the same facts give the same text, any other give another."""

from datetime import timedelta

import pytest

from campaigns.models import Flag, Participation
from indicators.domain import scores
from indicators.domain.fingerprints import Fingerprints
from indicators.models import Scoreboard, Sheet
from tests.factories.season import NOON, document, make_season
from tests.indicators.domain.test_scores import load
from units.models import Unit

pytestmark = pytest.mark.django_db
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\n"


@pytest.fixture
def season(tmp_path):
    made = make_season()
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made


def found(season) -> Fingerprints | None:
    return Fingerprints.of(Scoreboard.objects.select_related("run").get(campaign=season.campaign, is_live=True))


def test_nothing_changed_is_seen_without_scoring(season):
    Sheet.objects.filter(scoreboard__campaign=season.campaign).update(points="1")

    assert scores.recompute(campaign=season.campaign, at=NOON).written == 0


def test_a_thorough_recompute_heals_what_was_damaged(season):
    Sheet.objects.filter(scoreboard__campaign=season.campaign, unit=season.units["P1"]).update(points="1")

    assert scores.recompute(campaign=season.campaign, at=NOON, is_thorough=True).written == 2
    assert not Sheet.objects.filter(scoreboard__campaign=season.campaign, points="1").exists()


def test_another_figure_gives_another_fingerprint_and_the_first_one_gives_it_back(season, tmp_path):
    before = found(season)
    load(season, tmp_path, "P1,I.2,2025-07,3,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)
    assert found(season) != before
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)
    assert found(season) == before


def moved(season) -> None:
    Participation.objects.filter(unit=season.units["P1"]).update(block=None)


def capped(season) -> None:
    place = Participation.objects.get(unit=season.units["P1"])
    Flag.objects.create(participation=place, code="discipline", document="1/QĐ", effective=NOON.date(), made_at=NOON)


def withdrawn(season) -> None:
    Participation.objects.filter(unit=season.units["P1"]).update(is_active=False)


def renamed(season) -> None:
    Unit.objects.filter(pk=season.units["P1"].pk).update(sort_key="zz")


@pytest.mark.parametrize("change", [moved, capped, withdrawn, renamed])
def test_whatever_scoring_reads_besides_figures_changes_the_fingerprint(tmp_path, change):
    season = make_season(plan=document(bands=BANDS, bands_source="QĐ 1", knock_outs=KNOCK_OUTS))
    load(season, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)
    before = found(season)

    change(season)
    scores.recompute(campaign=season.campaign, at=NOON)

    assert found(season) != before


def test_another_day_on_which_something_falls_due_changes_the_fingerprint(season):
    before = found(season)
    scores.recompute(campaign=season.campaign, at=NOON + timedelta(days=60))
    assert found(season) != before


KNOCK_OUTS = [{"code": "discipline", "name": {"vi": "Kỷ luật"}, "band_cap": "weak", "bars_awards": True}]
BANDS = [{"code": code, "name": {"vi": code}, "at_least": at} for code, at in (("good", 50), ("weak", 0))]
