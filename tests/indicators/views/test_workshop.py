"""What the workshop answers to tables that cannot be read and to lines that are not there."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from tests.factories.plans import apply, line, plan
from tests.factories.units import make_membership, make_unit
from units.choices import Role

pytestmark = pytest.mark.django_db
TABLE = "TT\tNội dung\tĐiểm tối đa\n1\tHọp giao ban\t10\n"


@pytest.fixture
def campaign() -> Campaign:
    for code in ("ORG", "A"):
        make_unit(f"Đơn vị {code}", code=code)
    return apply(plan(units=["A"], criteria=[line()], organiser_unit="ORG"))


@pytest.fixture
def manager(campaign) -> Client:
    client = Client()
    client.force_login(make_membership(unit=campaign.organiser_unit, role=Role.MANAGER).user)
    return client


def accept(manager: Client, campaign: Campaign, **given: str):
    return manager.post(reverse("workshop_accept", args=[campaign.code]), given)


@pytest.mark.parametrize("table", ["", "một\thai", "a\t" * 50_000])
def test_a_table_that_cannot_be_read_goes_back_to_its_box(manager, campaign, table):
    before = document_of(campaign)

    answer = accept(manager, campaign, table=table)

    assert answer.status_code == 422
    assert answer.context["pasted"] == table
    assert answer.context["faults"]
    assert document_of(Campaign.objects.get()) == before


@pytest.mark.parametrize("edit", ["a/b", "không có", "%0a"])
def test_a_line_that_is_not_there_is_not_opened(manager, campaign, edit):
    answer = accept(manager, campaign, table=TABLE, edit=edit)

    assert answer["Location"] == reverse("workshop", args=[campaign.code])
    assert document_of(Campaign.objects.get())["criteria"][0]["name"] == {"vi": "Họp giao ban"}
