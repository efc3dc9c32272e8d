"""Tokens asked for by several requests at once."""

import pytest
from rest_framework.authtoken.models import Token

from tests.factories.units import make_user
from tests.harness.rivals import Rival
from units.acting import acting_as
from units.domain.tokens import digest_of, give_token


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_requests_at_once_make_a_token_each_and_the_last_stays():
    person = make_user()
    rivals = [Rival(lambda: give_token(person=person, by=acting_as(person))) for _number in range(6)]
    shown = [rival.ended() for rival in rivals]
    assert all(isinstance(each, str) for each in shown), shown
    assert Token.objects.get(user=person).key in {digest_of(each) for each in shown}
