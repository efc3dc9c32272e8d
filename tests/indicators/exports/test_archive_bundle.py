"""Nộp lưu: a ZIP that opens without the product, with the list of documents and safe names."""

import io
import zipfile

import openpyxl
import pytest

from common.domain.vault import place, receive
from indicators.choices import BundleKind
from indicators.domain import bundles
from indicators.domain.reviews import hold_review
from indicators.exports.archive_bundle import retention
from indicators.models import Bundle
from tests.factories.duties import inspect
from tests.factories.papers import make_document
from tests.factories.reports import hand_in, make_outline
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def archive(season: Season) -> zipfile.ZipFile:
    manager = season.actor("VP", Role.MANAGER)
    made = bundles.ask_for_bundle(actor=manager, campaign=season.campaign, kind=BundleKind.ARCHIVE, at=NOON)
    while bundles.work(bundle_id=made.pk, at=NOON, seconds=0):
        pass
    path = bundles.result_of(Bundle.objects.get(pk=made.pk))
    assert path is not None, Bundle.objects.get(pk=made.pk).error
    return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def test_everything_the_campaign_holds_lies_in_it_under_safe_names(season):
    parcel = receive([b"%PDF-1.7 ke hoach"], "Kế hoạch ../../bí mật.pdf")
    make_document(season, parcel=parcel)
    place(parcel)
    hand_in(season, make_outline(season), "P1", "Xong")
    hold_review(actor=season.actor("VP", Role.MANAGER), campaign=season.campaign, name="Sơ kết <b>", at=NOON)
    inspect(season)
    found = archive(season)

    names = found.namelist()
    assert names[:2] == ["index.html", "muc-luc-van-ban.xlsx"]
    assert "ban-chot/001-bang-tong-hop.xlsx" in names
    papers = [name for name in names if name.startswith("van-ban/001-")]
    assert found.read(papers[0]) == b"%PDF-1.7 ke hoach"
    assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in names)


def test_the_list_says_where_each_is_kept_and_for_how_long(season):
    inspect(season, kept_at="Tủ 3, văn thư")
    found = archive(season)
    sheet = openpyxl.load_workbook(io.BytesIO(found.read("muc-luc-van-ban.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[0][1] == "Số, ký hiệu"
    line = next(row for row in rows if row[1] == "12/BB-KT")
    assert line[6] == "Tủ 3, văn thư"
    assert "cần xác nhận" in line[7]


def test_the_index_is_plain_html_in_which_nothing_runs(season):
    hold_review(actor=season.actor("VP", Role.MANAGER), campaign=season.campaign, name="<script>x</script>", at=NOON)
    page = archive(season).read("index.html").decode()

    assert "<script>" not in page
    assert '<a href="ban-chot/001-bang-tong-hop.xlsx">' in page
    assert "http" not in page


def test_every_kind_of_paper_has_its_time():
    assert {"document", "report", "snapshot", "minutes", "evidence"} == set(retention())
