"""Pages of clusters at work: who sees what, what is refused in words, lists that cost the same however long."""

import re

import pytest
from django.urls import reverse

from campaigns.models import Campaign
from tests.campaigns.domain.test_offices import merged
from tests.factories import clusters
from tests.factories.clusters import give, hand_out, held_meeting, send
from tests.indicators.views.reporters import client, text_of, url
from tests.rewards.views.asking import at, block, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestTheOverview:
    def test_the_organiser_sees_who_leads_what_was_sent_and_where_the_order_differs(self, season, manager):
        send(season, held_meeting(season, {"P2": 3}))
        shown = text_of(manager.get(url(season, "clusters")))
        assert "Phường Chợ Quán" in shown
        assert "05/TTr-CTĐ" in shown
        assert "thứ tự khác thứ tự theo điểm" in shown
        assert "chưa cử" in shown

    def test_a_member_is_led_to_its_own_cluster(self, season):
        answer = client(season, "P1").get(url(season, "clusters"))
        assert answer["Location"] == at(season, "cluster", block(season))

    def test_a_unit_in_no_cluster_reads_why(self, season):
        season.campaign.participations.filter(unit=season.units["P1"]).update(block=None)
        answer = client(season, "P1").get(url(season, "clusters"))
        assert answer.status_code == 403
        assert "không thuộc cụm nào" in answer.content.decode()

    def test_it_costs_the_same_however_many_clusters(self, season, manager):
        send(season, held_meeting(season))
        all_of_them = queries(manager, url(season, "clusters"))
        season.campaign.blocks.exclude(code="WARD").delete()
        assert queries(manager, url(season, "clusters")) == all_of_them


class TestTheCluster:
    def test_a_member_merged_away_is_named_with_who_stands_in_its_place(self, season, lead):
        merged(season, "P1")
        shown = text_of(lead.get(at(season, "cluster", block(season))))
        words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
        assert re.search(r"Phường Hợp Nhất kế thừa Phường An Đông \(đến 0?9/0?8/2025\)", words)

    def test_only_the_organiser_finds_the_form_that_names_the_lead(self, season, lead, manager):
        address = at(season, "cluster", block(season))
        assert "Cử cụm trưởng, cụm phó" in text_of(manager.get(address))
        assert "Cử cụm trưởng, cụm phó" not in text_of(lead.get(address))

    def test_what_is_wrong_with_a_term_stands_at_its_field(self, season, manager):
        form = {"post": "deputy", "unit": season.units["P3"].pk, "first": "2025-08-01", "document": "12/QĐ"}
        answer = manager.post(at(season, "cluster_appoint", block(season)), form)
        assert answer.status_code == 422
        assert "hai đơn vị khác nhau" in answer.content.decode()

    def test_members_see_the_meeting_and_no_way_to_hold_one(self, season):
        clusters.plan_meeting(season)
        shown = text_of(client(season, "P1").get(at(season, "cluster", block(season))))
        assert "Họp cụm tổng kết" in shown
        assert "Triệu tập họp" not in shown

    def test_it_costs_the_same_however_many_members_and_meetings(self, season, lead):
        address = at(season, "cluster", block(season))
        clusters.plan_meeting(season)
        season.campaign.participations.filter(unit__code="P2").update(is_active=False)
        few = queries(lead, address)
        season.campaign.participations.update(is_active=True)
        for _meeting in range(2):
            clusters.plan_meeting(season)
        assert queries(lead, address) == few


class TestSideBySide:
    def test_the_three_scores_stand_beside_each_other(self, season, lead):
        hand_out(season)
        give(season, "P1", clusters.full_points(season, "P1"), send=True)
        shown = text_of(lead.get(at(season, "cluster_compare", block(season))))
        assert "10,00" in shown
        assert "50,00" in shown

    def test_a_draft_of_another_is_not_shown(self, season, lead):
        hand_out(season)
        give(season, "P1", {"I.1": "19.75"})
        assert "19,75" not in text_of(lead.get(at(season, "cluster_compare", block(season))))

    def test_a_member_that_does_not_lead_compares_nothing(self, season):
        assert client(season, "P1").get(at(season, "cluster_compare", block(season))).status_code == 403

    def test_the_lead_of_one_cluster_sees_no_other(self, season, lead):
        other = season.campaign.blocks.get(code="DEPT").pk
        assert lead.get(at(season, "cluster_compare", other)).status_code == 403

    def test_of_a_demonstration_the_lower_half_has_no_names(self, season, manager):
        Campaign.objects.update(demo_seed=7)
        shown = text_of(manager.get(at(season, "cluster_compare", block(season))))
        assert "Phường An Đông" in shown
        assert "Phường Chợ Quán" not in shown
        assert "chỉ nêu tên nửa trên" in shown

    def test_it_costs_the_same_however_many_members(self, season, lead):
        address = at(season, "cluster_compare", block(season))
        season.campaign.participations.filter(unit__code__in=["P1", "P2"]).update(is_active=False)
        one = queries(lead, address)
        season.campaign.participations.update(is_active=True)
        assert queries(lead, address) == one


class TestCrossScoring:
    def test_what_was_typed_stays_where_it_is_refused(self, season):
        hand_out(season)
        sheet, line = clusters.pairing(season, "P1").sheet, season.line("I.1").pk
        answer = client(season, "P1").post(
            at(season, "peer_sheet", block(season), sheet.pk), {f"p{line}": "18,5 điểm", f"r{line}": "Có minh chứng"}
        )
        assert answer.status_code == 422
        assert 'value="18,5 điểm"' in answer.content.decode()
        assert 'value="Có minh chứng"' in answer.content.decode()

    def test_points_are_typed_with_a_comma(self, season):
        hand_out(season)
        sheet, line = clusters.pairing(season, "P1").sheet, season.line("I.1").pk
        client(season, "P1").post(at(season, "peer_sheet", block(season), sheet.pk), {f"p{line}": "18,5"})
        assert str(sheet.marks.get().points) == "18.5"

    def test_it_is_among_the_duties_until_it_is_sent(self, season):
        hand_out(season)
        reporter = client(season, "P1")
        assert "Chấm chéo Phường Bến Thành" in text_of(reporter.get(reverse("todo")))
        give(season, "P1", clusters.full_points(season, "P1"), send=True)
        assert "Chấm chéo Phường Bến Thành" not in text_of(reporter.get(reverse("todo")))

    def test_nobody_opens_the_sheet_of_another(self, season, lead):
        hand_out(season)
        sheet = clusters.pairing(season, "P1").sheet
        assert lead.get(at(season, "peer_sheet", block(season), sheet.pk)).status_code == 403
