"""Several organisers on one installation see their own campaigns and what was launched to them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns.choices import AFTER_OPEN, OPEN, PublicDetail, Status, Visibility
from campaigns.models import Campaign
from campaigns.queries.visible import counted, visible_to
from tests.factories.plans import apply, line, plan
from tests.factories.units import make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LAUNCHED = (Status.LAUNCHED, *OPEN, *AFTER_OPEN)
RESULT = (Status.PUBLISHED, Status.ARCHIVED)
VISITOR = Acting(AnonymousUser())


@pytest.fixture(autouse=True)
def season() -> SimpleNamespace:
    """Organised by ORG; A takes part, P provides, V verifies, S stands in for V; X has nothing to do with it."""
    units = {code: make_unit(code=code) for code in ("ORG", "A", "P", "V", "S", "X")}
    group = {
        "code": "I",
        "name": {"vi": "I"},
        "verified_by": "V",
        "children": [line(feed="external", provided_by="P")],
    }
    campaign = apply(plan(units=["A"], criteria=[group], organiser_unit="ORG"))
    campaign.participations.update(alternate_verifier=units["S"])
    return SimpleNamespace(campaign=campaign, units=units)


def acting(season: SimpleNamespace, code: str, role: str = Role.REPORTER) -> Acting:
    user = make_user()
    make_membership(user, season.units[code], role)
    return acting_as(user)


def sees(who: Acting, **columns: object) -> bool:
    Campaign.objects.update(**columns)
    return visible_to(who).exists()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize(
    ("code", "role", "states"),
    [
        ("ORG", Role.MANAGER, Status.values),
        ("ORG", Role.LEADER, LAUNCHED),
        ("ORG", Role.REPORTER, LAUNCHED),
        ("A", Role.REPORTER, LAUNCHED),
        ("A", Role.MANAGER, LAUNCHED),
        ("P", Role.PROVIDER, LAUNCHED),
        ("V", Role.VERIFIER, LAUNCHED),
        ("S", Role.VERIFIER, LAUNCHED),
        ("X", Role.MANAGER, RESULT),
        ("X", Role.REPORTER, RESULT),
    ],
)
def test_who_knows_of_a_campaign_in_which_state(season, status, code, role, states):
    assert sees(acting(season, code, role), status=status) is (status in states)


@pytest.mark.parametrize("status", Status.values)
def test_the_administrator_of_the_installation_sees_all(status):
    assert sees(acting_as(make_user(is_superuser=True)), status=status)


@pytest.mark.parametrize("status", Status.values)
def test_a_visitor_sees_what_is_published(status):
    assert sees(VISITOR, status=status) is (status in RESULT)


def test_nothing_is_published_where_the_organiser_shows_nothing():
    assert not sees(VISITOR, status=Status.PUBLISHED, public_detail=PublicDetail.NONE)


@pytest.mark.parametrize("status", Status.values)
def test_a_board_open_to_the_public_shows_the_campaign_from_its_launch(status):
    assert sees(VISITOR, status=status, visibility=Visibility.PUBLIC) is (status != Status.DRAFT)


def test_practice_is_never_public_and_never_counts(season):
    columns = {"status": Status.PUBLISHED, "visibility": Visibility.PUBLIC, "is_practice": True}
    assert not sees(VISITOR, **columns)
    assert sees(acting(season, "A"), **columns)
    assert not counted().exists()


def test_a_line_that_left_the_plan_opens_nothing_any_more(season):
    apply(plan(units=["A"], criteria=[line("II")], organiser_unit="ORG"))
    assert not sees(acting(season, "P", Role.PROVIDER), status=Status.RUNNING)


def test_a_role_that_ended_opens_nothing(season):
    user = make_user()
    make_membership(user, season.units["A"], valid_to=date(2021, 1, 1))
    assert not sees(acting_as(user), status=Status.RUNNING)


def test_rights_follow_the_unit_acted_for_not_all_units_of_the_person(season):
    user = make_user()
    make_membership(user, season.units["X"])
    second = make_membership(user, season.units["ORG"], Role.MANAGER)
    assert not sees(acting_as(user), status=Status.DRAFT)
    assert sees(acting_as(user, second.pk), status=Status.DRAFT)


def test_a_campaign_is_listed_once_however_many_lines_lead_to_it(season):
    tree = [line(f"L{number}", feed="external", provided_by="P") for number in range(3)]
    apply(plan(units=["A", "P"], criteria=tree, organiser_unit="P"))
    Campaign.objects.update(status=Status.RUNNING)
    assert visible_to(acting(season, "P", Role.PROVIDER)).count() == 1
