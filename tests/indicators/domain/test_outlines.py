"""Asking for a report and changing its outline."""

from datetime import date

import pytest
from django.db import transaction

from campaigns.domain.copying import copy_campaign
from campaigns.domain.definition import project_again
from campaigns.models import Phase
from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.outlines import change_outline
from indicators.models import Outline
from tests.factories.reports import HEADINGS, asked, hand_in, make_outline, write
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def change(season: Season, outline: Outline, headings=HEADINGS, seen=1, keep=True, **more) -> Outline:
    rows = {row.text: row.pk for row in outline.headings.all()} if keep else {}
    wanted = asked(**more)
    pairs = [(rows.get(text), text) for text in headings]
    told = {"outline": outline, "seen": seen, "at": NOON, "actor": season.actor("VP", Role.MANAGER)}
    return change_outline(asked=type(wanted)(**{**_fields(wanted), "headings": pairs}), **told)


def _fields(wanted) -> dict:
    return {name: getattr(wanted, name) for name in wanted.__slots__}


def shown(outline: Outline) -> list[str]:
    return list(outline.headings.filter(is_active=True).values_list("text", flat=True))


def test_a_report_is_asked_for_with_its_headings_in_order(season):
    outline = make_outline(season)

    assert shown(outline) == list(HEADINGS)
    assert AuditRecord.objects.filter(verb="ask_for_report", campaign="thi-diem").count() == 1


def test_a_due_day_without_work_moves_to_the_next_working_day(season):
    assert make_outline(season, due=date(2025, 8, 30)).due == date(2025, 9, 3)  # a Saturday before 2 September


def test_a_phase_asks_for_one_report_only(season):
    Phase.objects.create(campaign=season.campaign, code="t7", name={"vi": "Tháng 7"}, position=1)
    make_outline(season, phase="t7")

    with pytest.raises(Faults), transaction.atomic():
        make_outline(season, phase="t7")
    assert Outline.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"headings": []},
        {"headings": ["Kết quả", "kết quả"]},
        {"headings": [f"Mục {number}" for number in range(31)]},
        {"headings": ["x" * 256]},
        {"headings": ["a\x00b"]},
        {"name": " "},
        {"last": date(2025, 6, 1)},
        {"due": date(2025, 6, 1)},
    ],
)
def test_an_outline_that_cannot_be_kept_is_refused_and_nothing_is_written(season, wrong):
    with pytest.raises(Faults):
        make_outline(season, **wrong)
    assert not Outline.objects.exists()


def test_headings_are_renamed_moved_and_added(season):
    outline = make_outline(season)
    first = outline.headings.get(text="Kết quả")

    change(season, outline, ["Khó khăn", "Kết quả", "Khen thưởng"])

    assert shown(outline) == ["Khó khăn", "Kết quả", "Khen thưởng"]
    assert outline.headings.get(text="Kết quả").pk == first.pk


def test_a_heading_that_is_taken_out_and_back_in_keeps_what_was_written(season):
    outline = make_outline(season)
    write(season, outline, "P1", "Đã xong", "Thiếu máy")
    taken = outline.headings.get(text="Khó khăn").pk

    change(season, outline, ["Kết quả", "Kiến nghị"])
    change(season, outline, ["Kết quả", "khó khăn", "Kiến nghị"], seen=2)

    assert outline.headings.get(is_active=True, position=2).pk == taken


def test_two_who_change_an_outline_do_not_overwrite_each_other(season):
    outline = make_outline(season)
    change(season, outline, ["Kết quả"])

    with pytest.raises(Faults, match="đã được sửa"):
        change(season, outline, ["Kiến nghị"], seen=1)
    assert shown(outline) == ["Kết quả"]


def test_after_the_first_signed_report_the_outline_stands(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Đã xong")

    with pytest.raises(Faults, match="giữ nguyên"):
        change(season, outline, ["Kiến nghị"])
    assert shown(outline) == list(HEADINGS)


class TestCopying:
    def test_a_campaign_of_the_next_year_asks_for_the_same_reports_a_year_later(self, season):
        make_outline(season)
        told = {"actor": season.actor("VP", Role.MANAGER), "source": season.campaign, "at": NOON}
        made = copy_campaign(code="nam-sau", start=date(2026, 7, 1), **told)

        copied = Outline.objects.get(campaign=made)
        assert (copied.name, copied.first, copied.last) == ("Báo cáo tháng 7", date(2026, 7, 1), date(2026, 7, 31))
        assert copied.due == date(2026, 8, 5)
        assert shown(copied) == list(HEADINGS)
        assert AuditRecord.objects.filter(verb="ask_for_report", campaign="nam-sau").count() == 1

    def test_headings_taken_out_are_not_copied_and_a_later_change_copies_nothing_again(self, season):
        outline = make_outline(season)
        change(season, outline, headings=HEADINGS[:2])
        told = {"actor": season.actor("VP", Role.MANAGER), "at": NOON}
        made = copy_campaign(code="nam-sau", start=date(2026, 7, 1), source=season.campaign, **told)
        assert shown(Outline.objects.get(campaign=made)) == list(HEADINGS[:2])

        project_again(campaign=made, reason="lại", **told)
        assert Outline.objects.filter(campaign=made).count() == 1
