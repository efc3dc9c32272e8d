"""Who acts, in which role, and what that costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from tests.factories.units import make_authorisation, make_membership, make_unit, make_user
from units.acting import SESSION_KEY, acting_as
from units.choices import Role
from units.middleware import ActingMiddleware

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def request_of(user, **session):
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    request.session.update(session)
    ActingMiddleware(lambda seen: seen)(request)
    return request


def test_a_page_that_does_not_ask_who_acts_costs_nothing(django_assert_num_queries):
    user = make_membership().user
    with django_assert_num_queries(0):
        request_of(user)


def test_who_acts_with_which_authority_costs_two_questions(django_assert_num_queries):
    held = make_membership()
    make_authorisation(held.user, held.unit, by=make_membership(unit=held.unit, role=Role.HEAD).user)
    request = request_of(held.user)
    with django_assert_num_queries(2):
        assert request.acting.actor().authorisation == "12/UQ-UBND"
        assert request.acting.unit.name == held.unit.name
        assert request.acting.actor().role == Role.REPORTER


def test_a_visitor_acts_for_nobody_at_no_cost(django_assert_num_queries):
    request = request_of(AnonymousUser())
    with django_assert_num_queries(0):
        assert request.acting.actor().user_id is None
        assert (request.acting.unit, request.acting.role, request.acting.roles) == (None, "", frozenset())


def test_only_roles_valid_today_can_be_acted_in():
    today, user = timezone.localdate(), make_user()
    make_membership(user, valid_to=today - DAY)
    make_membership(user, valid_from=today + DAY)
    ends_today = make_membership(user, valid_to=today)
    begins_today = make_membership(user, valid_from=today)
    assert acting_as(user).memberships == (ends_today, begins_today)


def test_the_chosen_role_is_kept_while_it_is_held():
    user = make_user()
    first, second = make_membership(user), make_membership(user, role=Role.VERIFIER)
    assert request_of(user).acting.membership == first
    assert request_of(user, **{SESSION_KEY: second.pk}).acting.membership == second
    second.delete()
    assert request_of(user, **{SESSION_KEY: second.pk}).acting.membership == first


def test_somebody_elses_membership_cannot_be_chosen():
    own, other = make_membership(), make_membership(role=Role.MANAGER)
    assert acting_as(own.user, other.pk).membership == own


def test_all_roles_held_in_the_unit_acted_for_are_known():
    user, unit = make_user(), make_unit()
    make_membership(user, unit)
    make_membership(user, unit, Role.COORDINATOR)
    make_membership(user, role=Role.MANAGER)
    assert acting_as(user).roles == {Role.REPORTER, Role.COORDINATOR}


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_to": timezone.localdate() - DAY},
        {"valid_from": timezone.localdate() + DAY},
        {"revoked_at": timezone.now()},
    ],
)
def test_an_authorisation_that_does_not_hold_today_gives_no_authority(fields):
    held = make_membership()
    make_authorisation(held.user, held.unit, by=make_user(), **fields)
    assert acting_as(held.user).authorisation is None


def test_an_authorisation_for_another_unit_gives_no_authority_here():
    held = make_membership()
    make_authorisation(held.user, make_unit(), by=make_user())
    assert acting_as(held.user).authorisation is None
