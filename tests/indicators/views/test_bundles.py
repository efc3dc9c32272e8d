"""Documents made in the background, in the browser: asked for, looked at while they grow, fetched."""

import io
import zipfile

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.domain import bundles
from indicators.models import Bundle
from tests.factories.reports import asked_bundle, made_bundle, make_outline
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mid_august")]


@pytest.fixture
def mid_august():
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def manager(season):
    return client(season, "VP", Role.MANAGER)


def test_they_are_asked_for_on_the_register_and_can_be_left(season, manager):
    outline = make_outline(season)
    assert url(season, "bundle_new") in text_of(manager.get(url(season, "report_register", outline.pk)))
    answer = manager.post(url(season, "bundle_new"), {"kind": "forms", "outline": outline.pk}, follow=True)

    assert "Có thể rời trang này" in text_of(answer)
    assert answer["Refresh"] == "2"


def test_how_far_they_are_is_counted(season, manager):
    bundle = asked_bundle(season, make_outline(season))
    bundles.work(bundle_id=bundle.pk, at=bundle.made_at, seconds=0)

    assert "Đã lập 1/5 văn bản" in text_of(manager.get(url(season, "bundle", bundle.pk)))


def test_the_file_waits_and_is_fetched(season, manager):
    bundle = made_bundle(season, make_outline(season))
    answer = manager.get(url(season, "bundle", bundle.pk))
    assert "Refresh" not in answer
    assert url(season, "bundle_file", bundle.pk) in text_of(answer)

    fetched = manager.get(url(season, "bundle_file", bundle.pk))
    assert fetched["Content-Disposition"].endswith('.zip"')
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content))).namelist()) == 5


def test_a_file_that_was_swept_away_is_asked_for_anew(season, manager):
    bundle = made_bundle(season, make_outline(season))
    bundles.result_of(bundle).unlink()

    assert manager.get(url(season, "bundle_file", bundle.pk)).status_code == 404
    assert "Lập lại" in text_of(manager.get(url(season, "bundle", bundle.pk)))


@pytest.mark.parametrize("given", [{"kind": "poem"}, {"kind": "forms"}, {"kind": "forms", "outline": "9" * 30}, {}])
def test_other_documents_are_not_made(season, manager, given):
    assert manager.post(url(season, "bundle_new"), given).status_code == 404
    assert not Bundle.objects.exists()


def test_more_files_cost_no_more_queries(season, manager):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            text_of(manager.get(url(season, "bundles")))
        return len(found)

    made_bundle(season, make_outline(season))
    manager.get("/todo/")
    one = queries()
    for name in ("Hai", "Ba"):
        made_bundle(season, make_outline(season, name=name))

    assert queries() <= one + 1  # the duties, which every page counts, grow with the outlines
