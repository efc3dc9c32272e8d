"""Roles and authorisations: what each verb refuses, changes and leaves in the trail."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.models import AuditRecord
from tests.factories.units import make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role
from units.domain.membership import end_role, grant_role, hand_over
from units.models import Membership, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
IT = Acting(User(is_superuser=True))


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def coordinator(unit):
    return acting_as(make_membership(unit=unit, role=Role.COORDINATOR).user)


@pytest.fixture
def head(unit):
    return acting_as(make_membership(unit=unit, role=Role.HEAD).user)


def today() -> date:
    return timezone.localdate()


def test_a_role_given_is_a_row_and_an_audit_row_by_whoever_gave_it(unit, coordinator):
    person = make_user()
    held = grant_role(person=person, unit=unit, role=Role.REPORTER, valid_from=today(), by=coordinator)
    assert (held.user, held.unit, held.valid_to) == (person, unit, None)
    row = AuditRecord.objects.get(verb="grant_role")
    assert (row.person_id, row.acting_unit, row.role) == (coordinator.user.pk, unit.code, Role.COORDINATOR)
    assert person.full_name not in row.detail


@pytest.mark.parametrize(
    "role", [Role.MANAGER, Role.COUNCIL, Role.CHAIR, Role.SECRETARY, Role.LEADER, Role.CLUSTER_LEAD]
)
def test_a_coordinator_gives_no_role_beyond_the_unit(unit, coordinator, role):
    with pytest.raises(PermissionDenied):
        grant_role(person=make_user(), unit=unit, role=role, valid_from=today(), by=coordinator)
    assert not Membership.objects.filter(role=role).exists()
    assert not AuditRecord.objects.exists()


def test_a_coordinator_gives_no_role_in_another_unit(coordinator):
    with pytest.raises(PermissionDenied):
        grant_role(person=make_user(), unit=make_unit(), role=Role.REPORTER, valid_from=today(), by=coordinator)


def test_nobody_makes_themself_head(unit, coordinator):
    with pytest.raises(PermissionDenied):
        grant_role(person=coordinator.user, unit=unit, role=Role.HEAD, valid_from=today(), by=coordinator)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"role": "king"}, "role"),
        ({"valid_to": date(2020, 1, 1)}, "span"),
    ],
)
def test_what_is_no_role_or_no_span_is_refused(unit, fields, code):
    wanted = {"role": Role.REPORTER, "valid_from": today(), **fields}
    with pytest.raises(ValidationError) as refused:
        grant_role(person=make_user(), unit=unit, by=IT, **wanted)
    assert refused.value.code == code


def test_a_closed_account_gets_no_role(unit):
    with pytest.raises(ValidationError) as refused:
        grant_role(person=make_user(is_active=False), unit=unit, role=Role.REPORTER, valid_from=today(), by=IT)
    assert refused.value.code == "closed"


def test_a_unit_that_has_ended_gives_no_new_roles():
    ended = make_unit(valid_to=date(2025, 6, 30))
    with pytest.raises(ValidationError) as refused:
        grant_role(person=make_user(), unit=ended, role=Role.REPORTER, valid_from=date(2025, 7, 1), by=IT)
    assert refused.value.code == "unit"


def test_one_role_is_not_held_twice_on_one_day_but_may_be_held_again(unit):
    held = make_membership(unit=unit, valid_from=today() - 9 * DAY, valid_to=today())
    again = {"person": held.user, "unit": unit, "role": held.role, "by": IT}
    with pytest.raises(ValidationError) as refused:
        grant_role(valid_from=today(), **again)
    assert refused.value.code == "overlap"
    assert grant_role(valid_from=today() + DAY, **again).pk != held.pk


def test_the_database_itself_refuses_the_same_role_from_the_same_day(unit):
    held = make_membership(unit=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(held.user, unit, held.role)


def test_a_role_ends_on_its_last_day(unit, coordinator):
    held = make_membership(unit=unit)
    end_role(membership=held, on=today(), by=coordinator)
    held.refresh_from_db()
    assert held.valid_to == today()
    assert acting_as(held.user).membership == held


def test_a_role_that_has_not_begun_is_taken_back(unit, coordinator):
    held = make_membership(unit=unit, valid_from=today() + DAY)
    end_role(membership=held, on=today(), by=coordinator)
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert AuditRecord.objects.filter(verb="withdraw_role").exists()


def test_what_has_ended_cannot_be_prolonged_by_ending_it(unit, coordinator):
    held = make_membership(unit=unit, valid_to=today() - DAY)
    with pytest.raises(ValidationError):
        end_role(membership=held, on=today() + 30 * DAY, by=coordinator)


def test_anybody_lays_down_their_own_role_and_nobody_elses(unit):
    own, other = make_membership(unit=unit), make_membership(unit=unit)
    acting = acting_as(own.user)
    end_role(membership=own, on=today(), by=acting)
    with pytest.raises(PermissionDenied):
        end_role(membership=other, on=today(), by=acting)


def test_a_handed_over_role_leaves_no_day_without_and_none_with_two_holders(unit):
    leaving = make_membership(unit=unit, valid_to=today() + 90 * DAY)
    colleague = make_membership(unit=unit, role=Role.PROVIDER).user
    new = hand_over(membership=leaving, to=colleague, on=today(), by=acting_as(leaving.user))
    leaving.refresh_from_db()
    assert leaving.valid_to == today() - DAY
    assert (new.user, new.role, new.valid_from, new.valid_to) == (colleague, leaving.role, today(), today() + 90 * DAY)
    assert list(AuditRecord.objects.order_by("pk").values_list("verb", flat=True)) == ["end_role", "grant_role"]


def test_a_role_is_not_handed_to_a_stranger_by_oneself(unit):
    leaving = make_membership(unit=unit)
    with pytest.raises(PermissionDenied):
        hand_over(membership=leaving, to=make_user(), on=today(), by=acting_as(leaving.user))


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COUNCIL, Role.SECRETARY, Role.LEADER])
def test_a_seat_in_the_council_is_not_handed_over_by_its_holder(unit, role):
    seat, colleague = make_membership(unit=unit, role=role), make_membership(unit=unit).user
    with pytest.raises(PermissionDenied):
        hand_over(membership=seat, to=colleague, on=today(), by=acting_as(seat.user))


def test_a_hand_over_that_fails_half_way_changes_nothing(unit):
    leaving = make_membership(unit=unit)
    colleague = make_membership(unit=unit, role=leaving.role).user
    with pytest.raises(ValidationError), transaction.atomic():
        hand_over(membership=leaving, to=colleague, on=today(), by=acting_as(leaving.user))
    leaving.refresh_from_db()
    assert leaving.valid_to is None


@pytest.mark.parametrize("days", [0, -1])
def test_a_role_is_not_handed_over_before_it_was_held_a_day(unit, days):
    leaving = make_membership(unit=unit, valid_from=today())
    colleague = make_membership(unit=unit, role=Role.PROVIDER).user
    with pytest.raises(ValidationError):
        hand_over(membership=leaving, to=colleague, on=today() + days * DAY, by=acting_as(leaving.user))


def test_nobody_hands_over_to_themself(unit):
    leaving = make_membership(unit=unit)
    with pytest.raises(ValidationError):
        hand_over(membership=leaving, to=leaving.user, on=today(), by=acting_as(leaving.user))
