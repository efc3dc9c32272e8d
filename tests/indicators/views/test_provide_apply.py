"""Keeping a previewed table: nothing that a colleague gave meanwhile is replaced without a word."""

import pytest

from indicators.models import Entry
from tests.indicators.views.test_provide import address, client, kept, payload, previewed, season, text_of  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


def test_what_a_colleague_gave_since_the_preview_is_not_replaced_without_a_word(season):  # noqa: F811 - the fixture's name is its word
    who, there = client(season), address(season)
    early = payload(previewed(who, there))
    kept(who, there, "Đơn vị\tTỷ lệ\nPhường Bến Thành\t95\n")
    refused = who.post(there, {"step": "apply", "payload": early})
    text = text_of(refused)
    assert refused.status_code == 422
    assert "Phường Bến Thành was given another figure meanwhile" in text
    assert Entry.objects.count() == 1
    again = who.post(there, {"step": "apply", "payload": payload(text)}, follow=True)
    assert "3 figures were saved" in text_of(again)


def test_a_table_saved_twice_is_written_once(season):  # noqa: F811 - the fixture's name is its word
    who, there = client(season), address(season)
    early = payload(previewed(who, there))
    who.post(there, {"step": "apply", "payload": early})
    text = text_of(who.post(there, {"step": "apply", "payload": early}, follow=True))
    assert "3 were the same as before" in text
    assert Entry.objects.count() == 3
