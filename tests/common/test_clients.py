"""The address a request comes from, with and without proxies of one's own."""

import pytest
from django.test import RequestFactory

from common.clients import client_address


@pytest.mark.parametrize(
    ("trusted", "told", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (3, "203.0.113.7", "203.0.113.7"),
        (1, "2001:db8::1", "2001:db8::"),
        (1, "2001:db8:0:1:ffff::7", "2001:db8:0:1::"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "no address'; --", "10.0.0.9"),
        (1, "9" * 5000, "10.0.0.9"),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(settings, trusted, told, address):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": told} if told else {})
    assert client_address(request) == address


def test_a_request_without_any_address_has_none(settings):
    settings.TRUSTED_PROXIES = 1
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
