"""Pages of preparing a campaign: who opens them; the list and where a campaign stands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from campaigns.choices import Status
from campaigns.models import Block, Campaign, Confirmation, LifecycleAct, Participation, ParticipationAct
from tests.campaigns.views.asking import now, said, sign_in, unit_id, url
from tests.factories.plans import apply, plan
from tests.factories.units import make_user
from units.choices import Role

pytestmark = pytest.mark.django_db
READING = ("progress", "proposals", "participants", "choose", "blocks", "settings", "copy")
POSTING = ("advance", "confirm", "practice", "move", "paste", "propose")


class TestDoors:
    """Who may open which page."""

    @pytest.mark.parametrize("page", READING)
    def test_the_manager_opens_every_page(self, manager, page):
        assert manager.get(url(page)).status_code == 200

    @pytest.mark.parametrize("page", [*READING, *POSTING])
    @pytest.mark.parametrize(
        ("code", "role", "status", "answer"),
        [
            ("A", Role.HEAD, Status.RUNNING, 403),
            ("ORG", Role.REPORTER, Status.RUNNING, 403),
            ("OTHER", Role.MANAGER, Status.RUNNING, 404),
            ("A", Role.HEAD, Status.DRAFT, 404),
        ],
    )
    def test_others_are_told_why_not_or_know_of_nothing(self, campaign, page, code, role, status, answer):
        now(status=status)
        client = sign_in(campaign, code, role)
        response = client.post(url(page)) if page in POSTING else client.get(url(page))
        assert response.status_code == answer

    @pytest.mark.parametrize("page", READING)
    def test_a_visitor_is_asked_to_sign_in(self, campaign, page):
        response = Client().get(url(page))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("sign_in"))

    @pytest.mark.parametrize("page", POSTING)
    def test_an_act_takes_a_post(self, manager, page):
        assert manager.get(url(page)).status_code == 405

    @pytest.mark.parametrize("page", ["blocks", "settings", "move", "paste", "propose"])
    def test_a_published_plan_is_changed_by_nobody(self, manager, page):
        now(status=Status.PUBLISHED)
        assert manager.post(url(page)).status_code == 403

    def test_the_administrator_reads_but_does_not_manage(self, campaign):
        client = Client()
        client.force_login(make_user(is_superuser=True))
        assert client.get(url("progress")).status_code == 200
        assert client.post(url("advance"), {"to": "launched"}).status_code == 403

    def test_a_second_person_of_another_unit_may_not_act_on_a_participant(self, campaign):
        now(status=Status.RUNNING)
        client = sign_in(campaign, "A", Role.HEAD)
        assert client.post(url("act", unit_id("A"), "withdraw")).status_code == 403
        assert not ParticipationAct.objects.exists()


class TestList:
    """``campaigns:list``"""

    def test_managers_see_their_drafts_and_others_do_not(self, campaign, manager):
        assert "Thi đua thử" in manager.get(reverse("campaigns:list")).content.decode()
        other = sign_in(campaign, "A").get(reverse("campaigns:list")).content.decode()
        assert "Thi đua thử" not in other

    def test_a_visitor_finds_what_is_published(self, campaign):
        now(status=Status.PUBLISHED)
        assert "Thi đua thử" in Client().get(reverse("campaigns:list")).content.decode()

    def test_practice_stands_apart(self, manager):
        now(is_practice=True)
        response = manager.get(reverse("campaigns:list"))
        assert response.context["groups"] == []
        assert [row.campaign.code for row in response.context["practice"]] == ["thu"]

    def test_more_campaigns_cost_no_more_queries(self, manager):
        counts = []
        manager.get(reverse("campaigns:list"))  # the header's count is kept for a while
        for number in range(3):
            with CaptureQueriesContext(connection) as asked:
                manager.get(reverse("campaigns:list"))
            counts.append(len(asked))
            apply(plan(units=["A"], code=f"nua-{number}", organiser_unit="ORG"))
        assert len(set(counts)) == 1


class TestProgress:
    """Where it stands, and the next step."""

    def test_what_is_missing_stands_there_with_the_way_to_mend_it(self, manager):
        response = manager.get(url("progress"))
        assert [step["url"] for step in response.context["steps"]] == [url("proposals")]
        assert response.context["blocked"]

    def test_a_launch_without_clusters_is_warned_of_and_not_refused(self, manager):
        manager.post(url("confirm"), {"subject": ["line:I.1"], "note": "họp"})
        Participation.objects.update(block=None)
        Block.objects.all().delete()
        page = manager.get(url("progress"))
        assert url("blocks") in [hint["url"] for hint in page.context["hints"]]
        assert page.content.decode().count("xếp hạng chung một danh sách") == 2  # on the page and in the last question
        manager.post(url("advance"), {"to": "launched", "reason": ""})
        assert Campaign.objects.get().status == Status.RUNNING

    def test_the_button_and_the_verb_refuse_alike(self, manager):
        response = manager.post(url("advance"), {"to": "launched"}, follow=True)
        assert Campaign.objects.get().status == Status.DRAFT
        assert response.context["steps"][0]["text"] in said(response)

    def test_once_confirmed_it_is_launched_and_runs(self, manager):
        manager.post(url("confirm"), {"subject": ["line:I.1"], "note": "họp"})
        assert Confirmation.objects.get().note == "họp"
        manager.post(url("advance"), {"to": "launched", "reason": ""})
        assert Campaign.objects.get().status == Status.RUNNING
        assert LifecycleAct.objects.filter(made_by__isnull=False).count() == 1

    def test_a_state_that_does_not_exist_changes_nothing(self, manager):
        assert manager.post(url("advance"), {"to": "heaven"}).status_code == 302
        assert not LifecycleAct.objects.exists()

    @pytest.mark.parametrize("status", Status.values)
    def test_the_page_opens_in_every_state(self, manager, status):
        now(status=status)
        assert manager.get(url("progress")).status_code == 200

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_the_page_speaks_the_language_of_the_reader(self, manager, language):
        with translation.override(language):
            named = str(Status.LAUNCHED.label)
        content = manager.get(url("progress"), headers={"Accept-Language": language}).content.decode()
        assert named in content
