"""Naming a cluster's lead and deputy: dated, by a document, a unit each, succeeded after a merger."""

from datetime import date, timedelta

import pytest

from campaigns.choices import BlockPost
from campaigns.models import BlockOffice
from campaigns.queries.clusters import clusters_of, leading_units
from common.faults import Faults
from common.models import AuditRecord
from indicators.domain.succession import follow_mergers
from tests.factories.clusters import DAY, appoint, ward
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_unit
from units.models import Succession, Unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def merged(season: Season, *codes: str, on: date = date(2025, 8, 10)) -> Unit:
    """These wards become one on that day."""
    new = make_unit("Phường Hợp Nhất", code="P9", valid_from=on)
    for code in codes:
        old = season.units[code]
        old.valid_to = on - timedelta(days=1)
        old.save()
        Succession.objects.create(old=old, new=new, effective=on, is_default=True)
    follow_mergers(unit_ids={new.pk, *(season.units[code].pk for code in codes)}, at=NOON)
    return new


class TestNaming:
    def test_lead_and_deputy_are_kept_with_day_and_document(self, season):
        appoint(season)
        appoint(season, "P2", BlockPost.DEPUTY, document="Biên bản 03/BB")
        found = ward(season)

        assert (found.lead.unit.code, found.deputy.unit.code) == ("P3", "P2")
        assert found.deputy.row.document == "Biên bản 03/BB"
        assert AuditRecord.objects.filter(verb="appoint_block_office").count() == 2

    def test_the_post_rotates_and_who_held_it_is_remembered(self, season):
        appoint(season)
        appoint(season, "P1", first=date(2025, 8, 1))

        assert ward(season).lead.unit.code == "P1"
        assert ward(season, date(2025, 7, 15)).lead.unit.code == "P3"
        assert BlockOffice.objects.count() == 2

    def test_it_ends_on_its_last_day(self, season):
        appoint(season, last=DAY)
        assert ward(season).lead is not None
        assert ward(season, DAY + timedelta(days=1)).lead is None

    @pytest.mark.parametrize(
        ("unit", "more", "word"),
        [
            ("STC", {}, "thành viên của cụm"),
            ("P1", {"document": " "}, "quyết định hoặc biên bản"),
            ("P1", {"last": date(2025, 6, 1)}, "trước"),
            ("P1", {"post": "chief"}, "cụm trưởng hay cụm phó"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_kept(self, season, unit, more, word):
        with pytest.raises(Faults, match=word):
            appoint(season, unit, **more)
        assert not BlockOffice.objects.exists()

    def test_one_unit_does_not_hold_both_posts(self, season):
        appoint(season)
        with pytest.raises(Faults, match="hai đơn vị khác nhau"):
            appoint(season, "P3", BlockPost.DEPUTY)

    def test_once_results_are_out_nobody_is_named(self, season):
        season.move("published")
        with pytest.raises(Faults):
            appoint(season)


class TestAfterAMerger:
    def test_the_successor_leads_and_is_a_member_in_the_place_of_both(self, season):
        appoint(season)
        new = merged(season, "P1", "P3")
        found = ward(season)

        assert found.lead.unit == new
        assert found.lead.is_successor
        assert {each.unit.code for each in found.members} == {"P2", "P9"}
        assert {old.code for old in found.member(new.pk).instead_of} == {"P1", "P3"}
        assert found.standing(season.units["P1"].pk).unit == new

    def test_before_the_day_of_the_merger_it_is_as_it_was(self, season):
        appoint(season)
        merged(season, "P1", "P3")
        found = ward(season, date(2025, 8, 1))

        assert found.lead.unit.code == "P3"
        assert {each.unit.code for each in found.members} == {"P1", "P2", "P3"}

    def test_who_leads_is_asked_of_the_successor_everywhere(self, season):
        appoint(season)
        new = merged(season, "P3")
        assert leading_units(season.campaign, DAY) == {"WARD": {new.pk}}


def test_all_clusters_cost_as_many_questions_as_one(season, django_assert_num_queries):
    appoint(season)
    with django_assert_num_queries(3):
        assert [len(each.members) for each in clusters_of(season.campaign, DAY)] == [3, 2]
