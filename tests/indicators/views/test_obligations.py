"""Obligations and inspections in the browser."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.choices import ObligationActKind
from indicators.models import Finding, Inspection, ObligationAct, Task, Verdict
from tests.factories.duties import inspect, say, season_with_obligations
from tests.factories.season import Season
from tests.indicators.queries.test_missing import enter
from tests.indicators.views.reporters import cell, client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("august")]


@pytest.fixture
def august():
    with time_machine.travel("2025-08-20 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return season_with_obligations()


@pytest.fixture
def manager(season):
    return client(season, "VP", Role.MANAGER)


def test_a_unit_meets_an_obligation_from_its_duties_and_the_manager_confirms(season, manager):
    writer, unit = client(season, "P1"), season.units["P1"].pk
    address = url(season, "obligations_of_unit", unit)
    assert address in text_of(writer.get("/todo/"))
    given = {"code": "OB.1", "kind": "met", "file": SimpleUploadedFile("kh.pdf", b"%PDF-1.7 ke hoach")}
    writer.post(url(season, "obligation_act", unit), given)
    assert "OB.1" not in text_of(writer.get("/todo/"))
    act = ObligationAct.objects.get()
    fetched = writer.get(url(season, "obligation_file", act.pk))
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 ke hoach"
    assert client(season, "P2").get(url(season, "obligation_file", act.pk)).status_code == 404

    assert "Xác nhận 1 nhiệm vụ đã báo thực hiện" in text_of(manager.get("/todo/"))
    manager.post(url(season, "obligation_act", unit), {"code": "OB.1", "kind": "confirmed"})
    assert "đã xác nhận" in text_of(writer.get(address))
    assert "Xác nhận 1 nhiệm vụ" not in text_of(manager.get("/todo/"))


def test_what_is_wrong_stands_in_its_form(season):
    unit = season.units["P1"].pk
    answer = client(season, "P1").post(url(season, "obligation_act", unit), {"code": "OB.1", "kind": "met"})

    assert answer.status_code == 422
    assert "Nêu minh chứng" in answer.content.decode()


def test_a_unit_neither_confirms_nor_waives_nor_reads_its_neighbour(season):
    writer, unit = client(season, "P1"), season.units["P1"].pk
    for kind in ("confirmed", "waived"):
        assert writer.post(url(season, "obligation_act", unit), {"code": "OB.1", "kind": kind}).status_code == 403
    assert writer.get(url(season, "obligations_of_unit", season.units["P2"].pk)).status_code == 403


def test_the_matrix_shows_all_units_to_the_manager_and_a_unit_its_own(season, manager):
    say(season, ObligationActKind.MET)
    text = text_of(manager.get(url(season, "obligations")))
    assert "đã báo, chờ xác nhận" in text
    assert "Phường Bến Thành" in text

    answer = client(season, "P1").get(url(season, "obligations"))
    assert answer.headers["Location"] == url(season, "obligations_of_unit", season.units["P1"].pk)


def test_an_inspection_is_recorded_and_a_finding_made_a_task(season, manager):
    given = {
        "unit": season.units["P1"].pk, "held_on": "2025-08-15", "team": "Ông Ba", "number": "12/BB-KT",
        "dated_on": "2025-08-16", "kept_at": "Văn thư", "line1": season.line("I.2").pk, "text1": "Thiếu 2 hồ sơ",
    }  # fmt: skip
    manager.post(url(season, "inspection_new"), given)
    made = Inspection.objects.get()
    assert "Thiếu 2 hồ sơ" in text_of(client(season, "P1").get(url(season, "inspection", made.pk)))
    assert client(season, "P2").get(url(season, "inspection", made.pk)).status_code == 403

    task = {"what": "Bổ sung 2 hồ sơ", "due": "2025-09-10"}
    manager.post(url(season, "finding_task", Finding.objects.get().pk), task)
    assert Task.objects.get().source.startswith("Biên bản kiểm tra số 12/BB-KT")
    assert "Thực hiện: Bổ sung 2 hồ sơ" in text_of(client(season, "P1").get("/todo/"))


def test_a_verifier_adjusts_by_the_minutes_which_the_reason_cites(season):
    enter(season, "P1", 4)
    made = inspect(season)
    verifier = client(season, "SNV", Role.VERIFIER)
    finding = made.findings.order_by("pk").first()
    page = text_of(verifier.get(url(season, "inspection", made.pk)))
    case = url(season, "queue_case", season.line("I.2").pk, season.units["P1"].pk, "2025-07") + f"?finding={finding.pk}"
    assert case in page

    text = text_of(verifier.get(case))
    reason = "Biên bản kiểm tra số 12/BB-KT ngày 16/8/2025: Thiếu 2 hồ sơ"
    assert reason in text
    name = f"{season.line('I.2').pk}:{season.units['P1'].pk}:2025-07:{cell(season).latest_id}"
    verifier.post(url(season, "queue_adjust"), {"case": name, "value": "2", "reason": reason})
    assert Verdict.objects.get().reason == reason


def test_minutes_of_another_unit_are_not_cited(season):
    enter(season, "P2", 4)
    finding = inspect(season).findings.order_by("pk").first()
    address = url(season, "queue_case", season.line("I.2").pk, season.units["P2"].pk, "2025-07")
    text = text_of(client(season, "SNV", Role.VERIFIER).get(address + f"?finding={finding.pk}"))

    assert "12/BB-KT" not in text


def test_more_rows_cost_no_more_queries(season, manager):
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            text_of(manager.get(page))
        return len(found)

    pages = [url(season, "obligations"), url(season, "inspections")]
    say(season, ObligationActKind.MET)
    inspect(season)
    manager.get("/todo/")
    one = [queries(page) for page in pages]
    for unit in ("P2", "P3"):
        say(season, ObligationActKind.MET, unit)
        inspect(season, unit)

    assert [queries(page) for page in pages] == one
