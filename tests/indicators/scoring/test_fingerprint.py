"""The same rules have the same name; any change gives another."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.scoring import fingerprint
from tests.indicators.scoring.builders import NUMBER, campaign, spec


def document(full_at=98, **options):
    return campaign(spec(measure=NUMBER, rule={"kind": "proportional", "full_at": full_at}), **options)


def test_a_fingerprint_names_its_version():
    version, _, name = fingerprint(document()).partition(":")

    assert (version, len(name)) == ("v1", 64)


def test_the_name_of_a_document_never_changes():
    section = {"b": [Decimal("1.50"), True, None], "a": {"đơn vị": "Phường 01"}}

    assert fingerprint(section) == "v1:10a0ef991fd2c7dd4a234f989f2bd5e099b238dd6acea435270aa53e4a0d0da7"


@pytest.mark.parametrize("same", [Decimal(98), Decimal("98.0"), Decimal("9.8E+1")])
def test_equal_numbers_have_equal_names(same):
    assert fingerprint(document(same)) == fingerprint(document())


def test_the_order_of_keys_does_not_matter():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


@pytest.mark.parametrize("other", [{"a": "1"}, {"a": 2}, {"a": [1]}, {"a": True}, {"a": None}, {"b": 1}, {}])
def test_another_document_has_another_name(other):
    assert fingerprint({"a": 1}) != fingerprint(other)


def test_the_order_of_a_list_matters():
    assert fingerprint([1, 2]) != fingerprint([2, 1])


def test_a_date_is_its_text():
    assert fingerprint(date(2025, 7, 1)) == fingerprint("2025-07-01")


@pytest.mark.parametrize("junk", [1.5, {1, 2}, object()])
def test_what_is_no_document_has_no_name(junk):
    with pytest.raises(TypeError, match="not part of a campaign document"):
        fingerprint({"a": junk})
