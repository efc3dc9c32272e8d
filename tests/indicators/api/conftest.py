"""A scored campaign for the API's tests."""

import pytest
from django.core.cache import cache

from indicators.domain import scores
from tests.factories.season import NOON, Season, make_season
from tests.indicators.domain.test_scores import load

ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\nP1,I.1,2025-07,,9,10,,\n"
BANDS = [
    {"code": "good", "name": {"vi": "Tốt"}, "at_least": 20},
    {"code": "weak", "name": {"vi": "Yếu"}, "at_least": 0},
]


@pytest.fixture(autouse=True)
def calm():
    """Nobody is throttled for what another test asked."""
    cache.clear()


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season(missing_at_close="zero", bands=BANDS, bands_source="QĐ 1")
    load(made, tmp_path, ROWS, "--verify")
    scores.recompute(campaign=made.campaign, at=NOON)
    return made
