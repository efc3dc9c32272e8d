"""How far a manager reaches: first accounts and new codes of participants, nobody in another office."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.choices import Status
from campaigns.models import Participation
from tests.factories.campaigns import make_campaign
from tests.factories.season import make_season
from tests.factories.units import make_membership, make_unit, make_user
from units.acting import acting_as
from units.choices import Role, UnitKind
from units.domain.accounts import Particulars, correct_person, deactivate, invite, reset_password
from units.domain.membership import end_role, grant_role, hand_over
from units.models import Unit
from units.permissions import grantable_roles, may_see_people

pytestmark = pytest.mark.django_db
AN = Particulars("Nguyễn Văn An")
PARTICIPANT = {Role.REPORTER, Role.HEAD, Role.COORDINATOR, Role.CLUSTER_LEAD}


@pytest.fixture
def city():
    return make_unit(kind=UnitKind.MUNICIPALITY)


@pytest.fixture
def agency(city):
    return make_unit(kind=UnitKind.DEPARTMENT, parent=city)


@pytest.fixture
def ward(city):
    return make_unit(parent=make_unit(kind=UnitKind.DISTRICT, parent=city))


def manager_of(agency):
    return acting_as(make_membership(unit=agency, role=Role.MANAGER).user)


def let_in(unit, by, role=Role.REPORTER):
    return invite(unit=unit, role=role, particulars=AN, valid_from=timezone.localdate(), by=by)


def reaches(manager, unit) -> bool:
    """Whether any act on people of the unit is open to the manager."""
    person = make_membership(unit=unit).user
    try:
        reset_password(person=person, unit=unit, by=manager)
    except PermissionDenied:
        assert not grantable_roles(manager, unit)
        return False
    return bool(grantable_roles(manager, unit))


def test_participants_are_let_in_by_the_organiser_in_the_roles_of_a_participant(agency, ward):
    make_campaign(agency, ward)
    manager = manager_of(agency)
    assert grantable_roles(manager, ward) == PARTICIPANT
    assert let_in(ward, manager, Role.HEAD)
    assert reset_password(person=make_membership(unit=ward).user, unit=ward, by=manager)


@pytest.mark.parametrize("role", sorted(set(Role.values) - PARTICIPANT))
def test_nobody_is_made_more_than_a_participant(agency, ward, role):
    make_campaign(agency, ward)
    with pytest.raises(PermissionDenied):
        let_in(ward, manager_of(agency), role)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED, Status.ARCHIVED])
def test_a_plan_nobody_was_told_of_and_a_result_that_is_out_reach_nobody(agency, ward, status):
    make_campaign(agency, ward, status=status)
    assert not reaches(manager_of(agency), ward)


def test_who_takes_part_in_another_organisers_campaign_is_out_of_reach_and_sight(city, agency, ward):
    make_campaign(agency, ward)
    other = manager_of(make_unit(kind=UnitKind.DEPARTMENT, parent=city))
    assert not reaches(other, ward)
    assert not may_see_people(other, ward)


def test_who_was_withdrawn_is_out_of_reach(agency, ward):
    make_campaign(agency, ward)
    Participation.objects.update(is_active=False)
    assert not reaches(manager_of(agency), ward)


def test_units_of_another_authority_are_out_of_reach_though_they_take_part(agency):
    foreign = make_unit(parent=make_unit(kind=UnitKind.MUNICIPALITY))
    make_campaign(agency, foreign)
    assert not reaches(manager_of(agency), foreign)


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.MANAGER, Role.LEADER, Role.COUNCIL, Role.CHAIR, Role.SECRETARY])
def test_a_unit_where_somebody_decides_is_out_of_reach(agency, ward, role):
    make_campaign(agency, ward)
    make_membership(unit=ward, role=role)
    assert not reaches(manager_of(agency), ward)


def test_a_unit_that_organises_or_stands_in_as_verifier_is_out_of_reach(agency, ward, city):
    second = make_unit(parent=city)
    made = make_campaign(agency, ward, second)
    make_campaign(second, status=Status.DRAFT)
    Participation.objects.filter(campaign=made, unit=second).update(alternate_verifier=ward)
    manager = manager_of(agency)
    assert not reaches(manager, ward)
    assert not reaches(manager, second)


def test_a_unit_that_a_plan_names_as_verifier_is_out_of_reach(city):
    """Sở Tài chính organises what Sở Nội vụ takes part in: it lets no verifier into Sở Nội vụ."""
    season = make_season()
    Unit.objects.exclude(pk=city.pk).update(parent=city)
    manager = manager_of(season.campaign.organiser_unit)
    assert reaches(manager, season.units["P1"])
    assert not reaches(manager, season.units["SNV"])


def test_an_organiser_corrects_closes_gives_ends_and_hands_over_nothing(agency, ward):
    make_campaign(agency, ward)
    manager, held = manager_of(agency), make_membership(unit=ward)
    colleague, today = make_membership(unit=ward, role=Role.HEAD).user, timezone.localdate()
    for act in (
        lambda: correct_person(person=held.user, unit=ward, particulars=AN, by=manager),
        lambda: deactivate(person=held.user, unit=ward, by=manager),
        lambda: end_role(membership=held, on=today, by=manager),
        lambda: grant_role(person=held.user, unit=ward, role=Role.HEAD, valid_from=today, by=manager),
        lambda: hand_over(membership=held, to=colleague, on=today, by=manager),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_manager_gives_themself_nothing_in_a_unit_that_takes_part(agency, ward):
    make_campaign(agency, ward)
    manager = manager_of(agency)
    with pytest.raises(PermissionDenied):
        grant_role(person=manager.user, unit=ward, role=Role.REPORTER, valid_from=timezone.localdate(), by=manager)


def test_an_account_with_a_say_elsewhere_is_not_reset_by_an_organiser(agency, ward):
    make_campaign(agency, ward)
    person = make_membership(unit=ward).user
    make_membership(person, make_unit(), Role.VERIFIER)
    with pytest.raises(PermissionDenied):
        reset_password(person=person, unit=ward, by=manager_of(agency))


def test_in_the_own_agency_a_manager_makes_a_second_manager(agency):
    assert let_in(agency, manager_of(agency), Role.MANAGER)


def test_a_coordinator_does_not_hand_the_heads_role_to_themself(ward):
    coordinator = acting_as(make_membership(unit=ward, role=Role.COORDINATOR).user)
    held = make_membership(unit=ward, role=Role.HEAD)
    with pytest.raises(PermissionDenied):
        hand_over(membership=held, to=coordinator.user, on=timezone.localdate(), by=coordinator)
    colleague = make_membership(make_user(), ward).user
    assert hand_over(membership=held, to=colleague, on=timezone.localdate() + timedelta(days=1), by=coordinator)


def test_a_hundred_units_cost_what_one_costs(agency, city, django_assert_max_num_queries):
    wards = [make_unit(parent=city) for _number in range(20)]
    make_campaign(agency, *wards)
    manager = manager_of(agency)
    with django_assert_max_num_queries(9):
        assert all(grantable_roles(manager, ward) for ward in wards)
