"""Numbers of rows as forms and addresses give them."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from common.addresses import row_id


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("9" * 18, 10**18 - 1), (5, 5)])
def test_the_number_of_a_row_is_read(text, number):
    assert row_id(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", " 1", "²", "١٢", "9" * 19, "9" * 5000, "1\0", None])
def test_what_no_row_can_have_is_no_number(text):
    assert row_id(text) is None


def test_an_address_with_a_longer_number_is_none():
    assert resolve("/units/" + "9" * 18 + "/").url_name == "detail"
    with pytest.raises(NoReverseMatch):
        reverse("units:detail", args=["9" * 19])
