"""Pages of preparing a campaign: who opens them, what they do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from campaigns.choices import Status
from campaigns.models import Campaign, Confirmation, LifecycleAct, Participation, ParticipationAct
from campaigns.queries.documents import document_of
from common.models import AuditRecord
from tests.factories.plans import apply, line, plan
from tests.factories.units import make_membership, make_unit, make_user
from units.choices import Role, UnitKind

pytestmark = pytest.mark.django_db
READING = ("progress", "proposals", "participants", "choose", "blocks", "settings", "copy")
POSTING = ("advance", "confirm", "practice", "move", "paste", "propose")
BLOCKS = [
    {"code": "X", "name": {"vi": "Cụm X"}, "units": ["A"]},
    {"code": "Y", "name": {"vi": "Cụm Y"}, "units": ["B"]},
]


@pytest.fixture
def campaign() -> Campaign:
    """Organised by ORG; A and B take part; one line has inferred points."""
    for code in ("ORG", "A", "B", "OTHER"):
        make_unit(f"Đơn vị {code}", code=code)
    proposal = line(source={"ref": "seed", "points": "inference"})
    return apply(plan(units=["A", "B"], blocks=BLOCKS, criteria=[proposal], organiser_unit="ORG"))


def sign_in(campaign: Campaign, code: str = "ORG", role: str = Role.MANAGER) -> Client:
    user = make_user()
    unit = campaign.organiser_unit if code == "ORG" else type(campaign.organiser_unit).objects.get(code=code)
    make_membership(user, unit, role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(campaign) -> Client:
    return sign_in(campaign)


def url(page: str, *more: object) -> str:
    return reverse(f"campaigns:{page}", args=["thu", *more])


def now(**columns: object) -> Campaign:
    Campaign.objects.update(**columns)
    return Campaign.objects.get(code="thu")


def unit_id(code: str) -> int:
    return Participation.objects.get(unit__code=code).unit_id


def said(response) -> str:
    return " ".join(str(message) for message in response.context["page"].messages)


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


class TestBlocks:
    """Clusters by drag, by form, from a workbook, from the map."""

    def places(self) -> dict[str, str | None]:
        return dict(Participation.objects.values_list("unit__code", "block__code"))

    def test_one_card_dragged_is_saved(self, manager):
        response = manager.post(url("move"), {"unit": unit_id("A"), "block": "Y", "from": "X"})
        assert (response.status_code, response.json()["message"]) == (200, "Đã lưu")
        assert self.places() == {"A": "Y", "B": "Y"}

    @pytest.mark.parametrize(
        ("unit", "block", "status"), [("A", "NONE", 422), ("OTHER", "X", 404), ("x", "X", 404), ("²", "X", 404)]
    )
    def test_a_card_that_cannot_go_there_is_sent_back_with_a_sentence(self, manager, unit, block, status):
        number = unit_id("A") if unit == "A" else unit
        response = manager.post(url("move"), {"unit": number, "block": block})
        assert (response.status_code, bool(response.json()["message"])) == (status, True)
        assert self.places() == {"A": "X", "B": "Y"}

    def test_after_launch_a_drag_without_reason_is_refused(self, manager):
        now(status=Status.RUNNING)
        response = manager.post(url("move"), {"unit": unit_id("A"), "block": "Y"})
        assert response.status_code == 422

    def test_the_plain_form_saves_all_selects_and_a_new_cluster(self, manager):
        posted = {f"unit-{unit_id('A')}": "", f"unit-{unit_id('B')}": "Y", "new_code": "Z", "new_name": "Cụm Z"}
        manager.post(url("blocks"), posted)
        assert self.places() == {"A": None, "B": "Y"}
        assert [block["code"] for block in document_of(Campaign.objects.get())["blocks"]] == ["X", "Y", "Z"]

    def test_after_launch_the_form_asks_for_a_reason_and_keeps_it(self, manager):
        now(status=Status.RUNNING)
        assert b'name="reason"' in manager.get(url("blocks")).content
        posted = {f"unit-{unit_id('A')}": "Y", "reason": "địa bàn", "decision": "7/QĐ"}
        manager.post(url("blocks"), posted)
        assert ParticipationAct.objects.get().decision == "7/QĐ"

    def test_a_pasted_table_is_taken_over(self, manager):
        manager.post(url("paste"), {"table": "Đơn vị A\tCụm Mới\nB\tCụm Mới"})
        assert self.places() == {"A": "CUM-MOI", "B": "CUM-MOI"}

    def test_a_pasted_table_with_a_fault_comes_back_as_it_was(self, manager):
        response = manager.post(url("paste"), {"table": "A\tCụm Mới\nLạ\tCụm Mới"})
        assert response.status_code == 422
        assert response.context["pasted"] == "A\tCụm Mới\nLạ\tCụm Mới"
        assert self.places() == {"A": "X", "B": "Y"}

    def test_neighbours_are_proposed(self, manager):
        manager.post(url("propose"))
        assert self.places() == {"A": "CUM-01", "B": "CUM-01"}


class TestParticipants:
    """Acts on one participant."""

    GIVEN = {"effective": "2025-08-01", "decision": "5/QĐ", "reason": "sắp xếp"}

    def act(self, manager: Client, verb: str, **given: object):
        posted = {f"{verb}-{key}": value for key, value in (self.GIVEN | given).items()}
        return manager.post(url("act", unit_id("A"), verb), posted, follow=True)

    def test_only_what_the_state_allows_is_offered(self, manager):
        def offered() -> set[str]:
            return {name for name, *_rest in manager.get(url("participant", unit_id("A"))).context["acts"]}

        assert offered() == {"move", "verifier"}
        now(status=Status.RUNNING)
        assert offered() == {"withdraw", "exclude", "move", "verifier"}
        now(status=Status.CLOSED)
        assert offered() == {"withdraw", "exclude", "move", "verifier", "unlock"}
        now(status=Status.PUBLISHED)
        assert offered() == set()

    def test_a_unit_is_withdrawn_and_readmitted(self, manager):
        now(status=Status.RUNNING)
        response = self.act(manager, "withdraw")
        assert not Participation.objects.get(unit__code="A").is_active
        assert "5/QĐ" in response.content.decode()
        self.act(manager, "readmit")
        assert Participation.objects.get(unit__code="A").is_active

    def test_an_act_without_a_decision_says_so_and_changes_nothing(self, manager):
        now(status=Status.RUNNING)
        assert "Số quyết định" in said(self.act(manager, "exclude", decision=""))
        assert Participation.objects.get(unit__code="A").is_active

    def test_a_unit_is_moved_and_unlocked(self, manager):
        now(status=Status.CLOSED)
        self.act(manager, "move", block="Y")
        self.act(manager, "unlock")
        row = Participation.objects.get(unit__code="A")
        assert (row.block.code, row.is_unlocked) == ("Y", True)

    @pytest.mark.parametrize("text", ["OTHER", "Đơn vị OTHER"])
    def test_another_verifier_is_named_by_code_or_name(self, manager, text):
        self.act(manager, "verifier", verifier=text)
        assert Participation.objects.get(unit__code="A").alternate_verifier.code == "OTHER"

    def test_an_unknown_verifier_is_refused_by_name(self, manager):
        assert "Sở Lạ" in said(self.act(manager, "verifier", verifier="Sở Lạ"))

    def test_units_are_chosen_by_kind_and_by_name(self, manager):
        city = make_unit("Thành phố", code="TP", kind=UnitKind.MUNICIPALITY)
        make_unit(code="W", parent=city)
        posted = {"within": "Thành phố", "kinds": ["ward"], "units": "A\nĐơn vị B\n"}
        manager.post(url("choose"), posted)
        assert document_of(Campaign.objects.get())["participants"] == {
            "within": "TP",
            "kinds": ["ward"],
            "units": ["A", "B"],
        }
        assert set(Participation.objects.values_list("unit__code", flat=True)) == {"W", "A", "B"}

    @pytest.mark.parametrize(
        ("posted", "field"), [({"within": "Lạ"}, "within"), ({"within": "A"}, "kinds"), ({"units": "Lạ"}, "units")]
    )
    def test_what_cannot_be_chosen_stands_at_its_field(self, manager, posted, field):
        response = manager.post(url("choose"), posted)
        assert response.status_code == 422
        assert response.context["form"].errors[field]
        assert Participation.objects.count() == 2

    def test_an_unknown_act_or_unit_is_not_there(self, manager):
        assert manager.post(url("act", unit_id("A"), "dissolve")).status_code == 404
        assert manager.get(url("participant", 0)).status_code == 404


class TestPlan:
    """Settings, copies, practice."""

    def test_settings_become_part_of_the_plan(self, manager):
        form = manager.get(url("settings")).context["form"]
        posted = {**form.initial, "visibility": "closed", "appeal_days": 0, "overall_order": "on"}
        assert manager.post(url("settings"), posted).status_code == 302
        section = document_of(Campaign.objects.get())["campaign"]
        assert (section["visibility"], section["appeal_days"], section["overall_order"]) == ("closed", 0, True)
        assert "lines_seen_by" not in section
        assert manager.get(url("settings")).context["form"]["appeal_days"].value() == 0

    def test_settings_saved_as_they_are_change_nothing(self, manager):
        form = manager.get(url("settings")).context["form"]
        manager.post(url("settings"), {**form.initial, "overall_order": ""})
        assert Campaign.objects.get().definition.number == 1

    def test_an_unknown_organising_unit_stands_at_its_field(self, manager):
        form = manager.get(url("settings")).context["form"]
        response = manager.post(url("settings"), {**form.initial, "organiser_unit": "LẠ", "overall_order": ""})
        assert response.status_code == 422
        assert response.context["form"].errors["organiser_unit"]

    def test_after_launch_a_setting_needs_a_reason(self, manager):
        now(status=Status.RUNNING)
        form = manager.get(url("settings")).context["form"]
        posted = {**form.initial, "visibility": "closed", "overall_order": ""}
        assert manager.post(url("settings"), posted).context["form"].errors["reason"]
        assert manager.post(url("settings"), posted | {"reason": "chỉ đạo"}).status_code == 302

    def test_a_copy_is_made_with_another_first_day(self, manager):
        manager.post(url("copy"), {"name": "Thi đua 2026", "code": "thu-2026", "start": "2026-07-01"})
        copy = Campaign.objects.get(code="thu-2026")
        assert (copy.name, str(copy.end), copy.copied_from.code) == ({"vi": "Thi đua 2026"}, "2026-10-10", "thu")

    def test_a_code_in_use_stands_at_its_field(self, manager):
        response = manager.post(url("copy"), {"name": "x", "code": "thu", "start": "2026-07-01"})
        assert response.context["form"].errors["code"]

    def test_practice_opens_for_the_same_units(self, manager):
        response = manager.post(url("practice"), follow=True)
        practice = Campaign.objects.get(is_practice=True)
        assert response.redirect_chain[0][0] == reverse("campaigns:progress", args=[practice.code])
        assert practice.status == Status.RUNNING

    def test_every_change_was_audited(self, manager):
        before = AuditRecord.objects.count()
        manager.post(url("move"), {"unit": unit_id("A"), "block": "Y"})
        assert AuditRecord.objects.count() == before + 1
