"""More time for one unit in the browser: granted by the manager, seen in the register and by the unit."""

import pytest
import time_machine

from indicators.models import ReportExtension
from tests.factories.reports import make_outline
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_august")]
GIVEN = {"due": "2025-08-15", "reason": "Mưa bão", "document": "45/UBND-VP ngày 06/8/2025"}


@pytest.fixture
def mid_august():
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


def test_it_is_granted_and_seen_by_everybody_concerned(season):
    outline, manager = make_outline(season), client(season, "VP", Role.MANAGER)
    address = url(season, "report_extend", outline.pk, season.units["P1"].pk)
    assert address in text_of(manager.get(url(season, "report_register", outline.pk)))

    text = text_of(manager.post(address, GIVEN, follow=True))
    assert "Phường An Đông được gửi báo cáo đến Thứ Sáu 15/8" in text
    assert "gia hạn đến 15/8/2025 theo 45/UBND-VP ngày 06/8/2025" in text
    assert "Mưa bão" in text_of(manager.get(address))
    register = text_of(manager.get(url(season, "report_register", outline.pk), {"show": "extended"}))
    assert "Phường An Đông" in register
    assert "Phường Bến Thành" not in register

    writer = client(season, "P1")
    assert "Thứ Sáu 15/8" in text_of(writer.get(url(season, "report_write", outline.pk)))
    assert "gia hạn theo 45/UBND-VP" in text_of(writer.get(url(season, "reports")))
    assert "15/8" in text_of(writer.get("/todo/"))


def test_what_is_wrong_stands_at_its_field(season):
    outline, manager = make_outline(season), client(season, "VP", Role.MANAGER)
    answer = manager.post(
        url(season, "report_extend", outline.pk, season.units["P1"].pk), {**GIVEN, "due": "2025-08-01"}
    )

    assert answer.status_code == 422
    assert "Hạn chung là ngày 05/8/2025" in answer.content.decode()
    assert not ReportExtension.objects.exists()


def test_english_readers_find_english_words(season):
    manager = client(season, "VP", Role.MANAGER, language="en")
    text = text_of(manager.get(url(season, "report_extend", make_outline(season).pk, season.units["P1"].pk)))

    assert "More time for one unit" in text
