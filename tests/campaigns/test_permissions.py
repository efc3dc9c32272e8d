"""Who prepares and manages: role, own or other unit, and state."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns import permissions
from campaigns.choices import Status
from campaigns.models import Campaign
from tests.factories.plans import apply, plan
from tests.factories.units import make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role

pytestmark = pytest.mark.django_db
RESULT = (Status.PUBLISHED, Status.ARCHIVED)
AFTER_LAUNCH = {
    "may_manage": lambda status: True,
    "may_change_plan": lambda status: status not in RESULT,
    "may_change_participants": lambda status: status not in (Status.DRAFT, *RESULT),
    "may_unlock": lambda status: status == Status.CLOSED,
    "may_prepare": lambda status: True,
}


@pytest.fixture
def season() -> SimpleNamespace:
    own, other = make_unit(code="ORG"), make_unit(code="A")
    return SimpleNamespace(campaign=apply(plan(units=["A"], organiser_unit="ORG")), own=own, other=other)


def in_role(role: str, unit: object) -> Acting:
    user = make_user()
    make_membership(user, unit, role)
    return acting_as(user)


def ask(predicate: str, who: Acting, campaign: Campaign, status: str) -> bool:
    campaign.status = status
    answer = getattr(permissions, predicate)(who, campaign)
    assert answer.allowed or str(answer.reason)
    return answer.allowed


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("predicate", AFTER_LAUNCH)
def test_managers_of_the_organising_unit_act_as_the_state_allows(season, predicate, status):
    expected = AFTER_LAUNCH[predicate](status)
    assert ask(predicate, in_role(Role.MANAGER, season.own), season.campaign, status) is expected


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("predicate", AFTER_LAUNCH)
def test_everybody_else_is_refused_with_a_sentence(season, predicate, role):
    status = Status.CLOSED
    assert not ask(predicate, in_role(role, season.other), season.campaign, status)
    if role != Role.MANAGER:
        assert not ask(predicate, in_role(role, season.own), season.campaign, status)


@pytest.mark.parametrize("predicate", AFTER_LAUNCH)
def test_a_visitor_is_refused(season, predicate):
    assert not ask(predicate, Acting(AnonymousUser()), season.campaign, Status.CLOSED)


def test_the_administrator_sees_but_does_not_manage_what_has_an_organiser(season):
    it = acting_as(make_user(is_superuser=True))
    assert ask("may_prepare", it, season.campaign, Status.RUNNING)
    assert not ask("may_manage", it, season.campaign, Status.RUNNING)


def test_the_administrator_manages_what_has_none_until_it_is_handed_over(season):
    it = acting_as(make_user(is_superuser=True))
    season.campaign.organiser_unit = None
    assert ask("may_manage", it, season.campaign, Status.DRAFT)
    assert not ask("may_manage", in_role(Role.MANAGER, season.own), season.campaign, Status.DRAFT)


@pytest.mark.parametrize(("role", "allowed"), [(role, role == Role.MANAGER) for role in Role.values])
def test_managers_make_campaigns(season, role, allowed):
    assert permissions.may_create(in_role(role, season.other)).allowed is allowed
