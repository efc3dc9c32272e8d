"""A page writes for the unit it was opened for, whatever another tab has chosen since."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Entry
from tests.factories.season import Season, make_season
from tests.factories.units import make_membership
from units.choices import Role
from units.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def two_desks(season: Season) -> tuple[Client, Membership, Membership]:
    """One person who reports for two wards, acting for the first."""
    user = season.user("P1", Role.REPORTER)
    first = Membership.objects.get(user=user)
    second = make_membership(user, season.units["P2"], role=Role.REPORTER)
    client = Client()
    client.force_login(user)
    return client, first, second


def save(client: Client, season: Season, **headers: str):
    fields = {"line": season.line("I.2").pk, "period": "2025-07", "value": "2", "base": ""}
    address = reverse("grid_save", args=[season.campaign.code])
    return client.post(address, fields, headers={"Accept": "application/json", **headers})


def test_a_figure_typed_for_one_unit_is_not_saved_for_another(season, two_desks):
    client, first, second = two_desks
    client.post(reverse("act_as"), {"membership": second.pk})
    refused = save(client, season, **{"X-Acting": str(first.pk)})
    assert refused.status_code == 412
    assert "Bến Thành" in refused.json()["message"]
    assert not Entry.objects.exists()


def test_the_page_that_was_opened_for_the_present_unit_saves(season, two_desks):
    client, first, second = two_desks
    assert save(client, season, **{"X-Acting": str(first.pk)}).status_code == 200
    assert Entry.objects.get().unit == season.units["P1"]


def test_a_form_is_refused_on_a_page_that_says_why(season, two_desks):
    client, first, second = two_desks
    client.post(reverse("act_as"), {"membership": second.pk, "acting": first.pk})
    address = reverse("grid_form", args=[season.campaign.code, "2025-07"])
    refused = client.post(address, {"acting": str(first.pk)})
    assert refused.status_code == 403
    assert "Chưa ghi gì" in refused.content.decode()


def test_every_page_says_for_which_membership_it_was_opened(season, two_desks):
    client, first, _second = two_desks
    for page in ("grid", "own_sheet"):
        shown = client.get(reverse(page, args=[season.campaign.code]), follow=True).content.decode()
        assert f'<meta name="acting" content="{first.pk}">' in shown
