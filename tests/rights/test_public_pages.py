"""What is published and what is not: nothing of the live state shows where it should not, and provisional says so."""

import io
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from campaigns.choices import LinesSeenBy, PublicDetail, Status, Visibility
from campaigns.models import Campaign
from common.actors import system_actor
from indicators.choices import SnapshotKind
from indicators.domain import evidence, scores, snapshots
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db
HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"
ROWS = "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\nP1,I.1,2025-07,,9,10,,\n"
BANDS = [
    {"code": "good", "name": {"vi": "Loại tốt"}, "at_least": 20},
    {"code": "weak", "name": {"vi": "Loại yếu"}, "at_least": 0},
]
PROVISIONAL = "Số liệu tạm tính, chưa thẩm định"
DEMO = "Số liệu và thang điểm minh họa"
PAGES = ("campaign", "board", "board_file", "sheet", "sheet_print", "sheet_file", "pace")
POINTS = r"28,0|28\.0|, 28,"


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season(missing_at_close="zero", bands=BANDS, bands_source="QĐ 1")
    log(made, tmp_path, ROWS)
    return made


def log(season: Season, folder: Any, rows: str) -> None:
    path = folder / "entries.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    call_command("load_entries", season.campaign.code, str(path), "--verify", verbosity=0)
    scores.recompute(campaign=season.campaign, at=NOON)


def publish(season: Season) -> None:
    told = {"actor": system_actor("test"), "at": NOON}
    season.move(Status.PUBLISHED)
    snapshots.publish(
        snapshot=snapshots.freeze(campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", **told), **told
    )


def client(season: Season, who: str) -> Client:
    found = Client()
    if who == "head":
        found.force_login(season.user("P1", Role.HEAD))
    if who == "leader":
        found.force_login(season.user("VP", Role.LEADER))
    return found


def ask(season: Season, who: str, page: str) -> Any:
    name, ward = page.removesuffix("_print"), [season.units["P1"].pk] if page.startswith("sheet") else []
    return client(season, who).get(
        reverse(name, args=[season.campaign.code, *ward]), {"print": ""} if page.endswith("_print") else {}
    )


def text(answer: Any) -> str:
    """What a person reads of a page or a workbook; the clock and the token of the frame left out."""
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.headers.get('Location', '')}"
    if not answer.streaming:
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        return page[page.index('id="notices"') :]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(row) for row in rows if row[0] not in ("Thời điểm xuất", "Exported at"))


def read(season: Season, who: str, page: str) -> str:
    return text(ask(season, who, page))


def pages_where(season: Season, who: str, found: str) -> list[str]:
    return [page for page in PAGES if re.search(found, read(season, who, page))]


class TestBeforeThePublication:
    """Nobody outside the participants sees a score."""

    def test_a_visitor_is_asked_to_sign_in(self, season):
        for status in (Status.DRAFT, Status.LAUNCHED, Status.RUNNING, Status.APPRAISAL, Status.CLOSED):
            season.move(status)
            assert pages_where(season, "visitor", f"^302 {reverse('sign_in')}") == list(PAGES)

    def test_a_board_opened_to_everybody_shows_visitors_neither_points_nor_bands(self, season):
        Campaign.objects.update(visibility=Visibility.PUBLIC)
        assert pages_where(season, "visitor", "An Đông") == ["campaign", "board", "board_file"]
        assert pages_where(season, "visitor", f"{POINTS}|Loại tốt") == []

    @pytest.mark.parametrize("who", ["head", "leader"])
    def test_every_page_and_file_with_figures_says_that_they_are_provisional(self, season, who):
        assert pages_where(season, who, f"{PROVISIONAL}|^302") == list(PAGES)

    def test_the_campaigns_page_says_so_where_it_names_who_leads(self, season):
        found = read(season, "leader", "campaign")
        assert "An Đông" in found
        assert PROVISIONAL in found

    def test_what_was_frozen_but_not_published_is_nobodys_outside(self, season):
        season.move(Status.CLOSED)
        snapshots.freeze(
            actor=system_actor("test"), campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", at=NOON
        )
        assert read(season, "visitor", "board").startswith("302")
        assert PROVISIONAL in read(season, "head", "board")


class TestPublished:
    """Order and the commended, lower bands unnamed, as the plan decided."""

    def test_the_order_names_the_upper_bands_and_shows_no_points(self, season):
        publish(season)
        for page in ("board", "board_file"):
            found = read(season, "visitor", page)
            assert "An Đông" in found
            assert "Loại tốt" in found
            assert not re.search("Bến Thành|Chợ Quán|28", found)
            assert PROVISIONAL not in found

    def test_the_public_page_says_which_snapshot_it_is(self, season):
        publish(season)
        assert "bản chốt số 1" in read(season, "visitor", "board")

    def test_points_are_shown_where_the_authority_decided_so(self, season):
        publish(season)
        Campaign.objects.update(public_detail=PublicDetail.POINTS)
        found = read(season, "visitor", "board")
        assert "28,0" in found
        assert "Chợ Quán" not in found

    def test_nothing_is_shown_where_the_authority_decided_so(self, season):
        publish(season)
        Campaign.objects.update(public_detail=PublicDetail.NONE)
        assert pages_where(season, "visitor", "^302") == list(PAGES)

    def test_the_campaigns_page_names_those_who_lead(self, season):
        publish(season)
        found = read(season, "visitor", "campaign")
        assert "An Đông" in found
        assert "Chợ Quán" not in found

    def test_sheets_are_the_participants_unless_the_plan_opened_them(self, season):
        publish(season)
        assert read(season, "visitor", "sheet").startswith("302")
        Campaign.objects.update(lines_seen_by=LinesSeenBy.PUBLIC)
        assert "28,0" in read(season, "visitor", "sheet")

    @pytest.mark.parametrize("who", ["visitor", "head", "leader"])
    def test_nothing_that_happens_afterwards_shows(self, season, tmp_path, who):
        publish(season)
        Campaign.objects.update(lines_seen_by=LinesSeenBy.PUBLIC)
        before = {page: read(season, who, page) for page in PAGES}
        self.go_on(season, tmp_path)
        assert {page: read(season, who, page) for page in PAGES} == before

    def go_on(self, season: Season, folder: Any) -> None:
        """More figures, a verdict, a document; scored the same day and a day later."""
        log(season, folder, "P3,I.1,2025-07,,10,10,,\nP1,I.3,all,có,,,,\nP1,I.2,2025-07,1,,,,\n")
        season.move(Status.RUNNING)
        later = {"actor": system_actor("test"), "at": NOON + timedelta(days=1)}
        paper = evidence.Reference(title="Tài liệu nộp sau", number="99/BC", dated_on=date(2025, 8, 21))
        made = evidence.add_evidence(unit=season.units["P1"], reference=paper, **later)
        evidence.link(lines=season.lines, evidence=made, targets=[(season.line("I.2"), "2025-07")], **later)
        season.move(Status.PUBLISHED)
        scores.recompute(campaign=season.campaign, at=later["at"])

    @pytest.mark.parametrize("who", ["visitor", "head"])
    def test_a_result_that_was_never_frozen_is_not_read_from_the_live_board(self, season, who):
        season.move(Status.PUBLISHED)
        Campaign.objects.update(lines_seen_by=LinesSeenBy.PUBLIC)
        assert pages_where(season, who, POINTS) == []

    def test_what_others_read_before_changes_nothing_of_what_a_visitor_reads(self, season):
        publish(season)
        alone = {page: read(season, "visitor", page) for page in PAGES}
        tags = {ask(season, who, page).headers.get("ETag") for who in ("leader", "head") for page in PAGES} - {None}
        assert {page: read(season, "visitor", page) for page in PAGES} == alone
        assert not tags & {ask(season, "visitor", page).headers.get("ETag") for page in PAGES}


class TestTheFirstPage:
    """Where visitors begin."""

    def test_it_leads_to_what_is_published_and_names_nothing_else(self, season):
        assert "Thi đua thí điểm" not in Client().get("/").content.decode()
        publish(season)
        found = Client().get("/").content.decode()
        assert reverse("board", args=["thi-diem"]) in found
        assert reverse("campaign", args=["thi-diem"]) in found

    def test_a_campaign_opened_to_everybody_is_under_way_there(self, season):
        Campaign.objects.update(visibility=Visibility.PUBLIC)
        found = Client().get("/").content.decode()
        assert "Đang diễn ra" in found
        assert "Kết quả đã công bố" not in found

    def test_practice_is_not_named(self, season):
        publish(season)
        Campaign.objects.update(is_practice=True)
        assert "Thi đua thí điểm" not in Client().get("/").content.decode()


class TestDemonstration:
    """Made-up figures say so, on the screen and on paper."""

    def test_every_page_and_file_of_a_demonstration_bears_its_words(self, season):
        Campaign.objects.update(demo_seed=7)
        assert pages_where(season, "head", DEMO) == list(PAGES)

    @pytest.mark.parametrize("address", ["/", "/campaigns/"])
    def test_so_do_the_lists_that_name_it(self, season, address):
        publish(season)
        assert DEMO not in Client().get(address).content.decode()
        Campaign.objects.update(demo_seed=7)
        assert DEMO in Client().get(address).content.decode()
