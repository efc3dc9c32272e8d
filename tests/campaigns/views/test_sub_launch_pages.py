"""Launching on in the browser: the list, the ticks, the counts that are reported, the register without names."""

import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campaigns.models import SubCount, SubLaunch, SubUnit
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("early_august")]


@pytest.fixture
def early_august():
    with time_machine.travel("2025-08-04 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


def launched(season: Season, unit: str = "P1", *, names: str = "Khu phố 1\nKhu phố 2") -> Client:
    """By the head, with two sub-units of which the first has done all in July, reported."""
    head = client(season, unit, Role.HEAD)
    head.post(url(season, "campaigns:sub_launch_start"), {"launched_on": "2025-07-08", "paper": "15/KH-UBND"})
    head.post(url(season, "campaigns:sub_units_add"), {"kind": "village", "names": names})
    one, two = SubUnit.objects.filter(unit=season.units[unit]).order_by("pk")[:2]
    ticks = {
        "sub": [one.pk, two.pk],
        "part": [one.pk, two.pk],
        "registered": one.pk,
        "reported": one.pk,
        "good": one.pk,
    }
    head.post(url(season, "campaigns:sub_ticks"), {**ticks, "period": "2025-07", "then": "send"})
    return head


def test_counts_are_reported_and_the_page_says_what_the_organiser_sees(season):
    text = text_of(launched(season).get(url(season, "campaigns:sub_launch"), {"period": "2025-07"}))
    assert "2 đơn vị trực thuộc tham gia, 1 đã đăng ký, 1 đã báo cáo, 1 có kết quả tốt" in text
    assert SubCount.objects.get().good == 1


def test_the_list_that_changed_since_is_said(season):
    who = launched(season)
    ticks = {"sub": SubUnit.objects.first().pk, "part": SubUnit.objects.first().pk, "period": "2025-07"}
    who.post(url(season, "campaigns:sub_ticks"), ticks)
    text = text_of(who.get(url(season, "campaigns:sub_launch"), {"period": "2025-07"}))
    assert "Danh sách đã thay đổi sau lần báo cáo" in text


def test_what_is_wrong_is_said_and_what_was_typed_stays(season):
    head = client(season, "P1", Role.HEAD)
    answer = head.post(url(season, "campaigns:sub_launch_start"), {"launched_on": "2025-12-01", "paper": "9/KH"})
    assert answer.status_code == 422
    assert 'value="9/KH"' in answer.content.decode()
    assert not SubLaunch.objects.exists()


def test_a_reporter_reads_who_launches_on(season):
    text = text_of(client(season).get(url(season, "campaigns:sub_launch")))
    assert "Đơn vị chưa phát động đến đơn vị trực thuộc" in text


def test_an_unknown_month_is_not_found(season):
    who = launched(season)
    assert who.get(url(season, "campaigns:sub_launch"), {"period": "2030-01"}).status_code == 404
    answer = who.post(url(season, "campaigns:sub_ticks"), {"period": "2030-01"})
    assert answer.status_code == 302


def test_the_organiser_sees_counts_and_never_a_name(season):
    launched(season)
    manager = client(season, "VP", Role.MANAGER)
    text = text_of(manager.get(url(season, "campaigns:sub_launches"), {"period": "2025-07"}))
    assert "Phường An Đông" in text
    assert "15/KH-UBND" in text
    assert "Khu phố 1" not in text

    answer = manager.get(url(season, "campaigns:sub_launches_file"), {"period": "2025-07"})
    rows = list(load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True))
    own = next(row for row in rows if "Phường An Đông" in row)
    assert own[-4:] == (2, 1, 1, 1)


def test_the_queries_do_not_grow(season):
    manager, page = client(season, "VP", Role.MANAGER), url(season, "campaigns:sub_launches") + "?period=2025-07"
    launched(season)
    manager.get(page)
    one = queries(manager, page)
    for unit in ("P2", "P3"):
        launched(season, unit)
    assert queries(manager, page) == one


def test_the_units_own_page_takes_no_more_queries_for_more_sub_units(season):
    who, page = launched(season), url(season, "campaigns:sub_launch")
    who.get(page)
    one = queries(who, page)
    who.post(url(season, "campaigns:sub_units_add"), {"kind": "school", "names": "\n".join("ABCDEFGH")})
    assert queries(who, page) == one


def queries(who: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        text_of(who.get(address))
    return len(found)
