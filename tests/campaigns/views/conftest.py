"""The campaign that the pages are asked about."""

import pytest
from django.test import Client

from campaigns.models import Campaign
from tests.campaigns.views.asking import sign_in
from tests.factories.plans import apply, line, plan
from tests.factories.units import make_unit

BLOCKS = [
    {"code": "X", "name": {"vi": "Cụm X"}, "units": ["A"]},
    {"code": "Y", "name": {"vi": "Cụm Y"}, "units": ["B"]},
]


@pytest.fixture
def campaign() -> Campaign:
    """Organised by ORG; A and B take part; one line has inferred points."""
    for code in ("ORG", "A", "B", "OTHER"):
        make_unit(f"Đơn vị {code}", code=code)
    proposal = line(source={"ref": "seed", "points": "inference"})
    return apply(plan(units=["A", "B"], blocks=BLOCKS, criteria=[proposal], organiser_unit="ORG"))


@pytest.fixture
def manager(campaign) -> Client:
    return sign_in(campaign)
