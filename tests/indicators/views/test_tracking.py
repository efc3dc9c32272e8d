"""The page that follows submissions: filters, late departments, whom to ring."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.season import Season, make_season
from tests.indicators.domain.test_scores import load
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september")]
IN_TIME = "P1,I.1,2025-07,,9,10,,\nP1,I.2,2025-07,5,,,,\n"


@pytest.fixture
def september():
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season(short_name={"vi": "Tên gọi trong máy"})
    load(made, tmp_path, IN_TIME, "--verify")
    return made


def test_only_units_past_their_day_are_shown_where_asked(season):
    who = client(season, "VP", Role.MANAGER)
    every, overdue = (text_of(who.get(url(season, "tracking") + query)) for query in ("", "?show=overdue"))

    assert "Phường An Đông" in every
    assert "Phường An Đông" not in overdue
    assert "Phường Bến Thành" in overdue
    assert "Quá hạn chưa nộp đủ <small>4</small>" in every


def test_late_departments_stand_in_a_block_of_their_own_with_whom_to_ring(season):
    giver = season.user("STC", Role.PROVIDER)
    giver.phone, giver.post = "028 3829 1234", "Trưởng phòng"
    giver.save()
    text = text_of(client(season, "VP", Role.MANAGER).get(url(season, "tracking")))

    block = text[text.index('id="providers"') :]
    assert "Tỷ lệ giải ngân, tháng 7/2025: còn 5 đơn vị chưa có số liệu, hạn 31/7/2025" in block
    assert 'href="tel:02838291234"' in block
    assert "Trưởng phòng" in block


def test_a_reader_who_does_not_urge_reads_no_telephone_number(season):
    giver = season.user("STC", Role.PROVIDER)
    giver.phone = "028 3829 1234"
    giver.save()
    text = text_of(client(season, "VP", Role.LEADER).get(url(season, "tracking")))

    assert 'id="providers"' in text
    assert "028 3829 1234" not in text


def test_one_late_department_and_three_cost_the_same(season):
    who = client(season, "VP", Role.MANAGER)
    one = cost(who, season)
    for code in ("SNV", "P1"):
        line = season.line("II.1")
        line.pk, line.code, line.provided_by = None, f"II.{code}", season.units[code]
        line.save()
    assert cost(who, season) == one


def cost(who, season: Season) -> int:
    text_of(who.get(url(season, "tracking")))
    with CaptureQueriesContext(connection) as queries:
        text_of(who.get(url(season, "tracking")))
    return len(queries)
