from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy

from common.canonical import canonical_json, digest


def test_equal_values_have_one_text():
    hanoi = timezone(timedelta(hours=7))
    value = {
        "b": [Decimal("1.50"), (None, True)],
        "a": {3, 1, 2},
        "at": datetime(2025, 7, 1, 7, tzinfo=hanoi),
        "on": date(2025, 7, 1),
        "ă": "Đ",
    }
    same = {**value, "b": [Decimal("1.5"), [None, True]], "at": datetime(2025, 7, 1, tzinfo=UTC)}
    assert canonical_json(value) == canonical_json(dict(reversed(same.items())))
    assert canonical_json(value) == (
        '{"a":[1,2,3],"at":"2025-07-01T00:00:00.000000+00:00","b":["1.5",[null,true]],"on":"2025-07-01","ă":"Đ"}'
    )


def test_a_lazy_text_is_a_text():
    assert canonical_json(gettext_lazy("Nothing to translate here")) == '"Nothing to translate here"'


@pytest.mark.parametrize("value", [1.5, object(), b"x", float("nan")])
def test_what_has_no_natural_text_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json({"value": value})


def test_a_digest_does_not_depend_on_order():
    assert digest(["b", "a"]) == digest(["a", "b"]) != digest(["a"])
