"""The administration shows campaigns and changes none."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from campaigns.domain.lifecycle import advance
from campaigns.models import Campaign
from tests.factories.plans import AUGUST, apply, person, plan
from tests.factories.units import make_unit, make_user
from units.choices import UnitKind

pytestmark = pytest.mark.django_db
MODELS = ["campaign", "definition", "lifecycleact", "participation", "participationact", "confirmation"]


@pytest.fixture
def client() -> Client:
    make_unit(code="A", kind=UnitKind.WARD)
    campaign = apply(plan(units=["A"]))
    advance(actor=person(), campaign=campaign, to="launched", at=AUGUST)
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_rows_open_and_nothing_is_added(client, model):
    assert client.get(reverse(f"admin:campaigns_{model}_changelist"), {"q": "thu"}).status_code == 200
    assert client.get(reverse(f"admin:campaigns_{model}_add")).status_code == 403
    for row in apps.get_model("campaigns", model).objects.all()[:1]:
        page = reverse(f"admin:campaigns_{model}_change", args=[row.pk])
        assert client.get(page).status_code == 200
        assert client.post(page, {}).status_code == 403


def test_nothing_is_deleted(client):
    campaign = Campaign.objects.get()
    assert (
        client.post(reverse("admin:campaigns_campaign_delete", args=[campaign.pk]), {"post": "yes"}).status_code == 403
    )
