"""The form of a line opened before somebody else changed the plan."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign, Definition
from campaigns.queries.documents import document_of
from common.models import AuditRecord
from indicators.domain import workshop
from tests.factories.plans import AUGUST, apply, line, person, plan
from tests.factories.units import make_membership, make_unit
from units.choices import Role

pytestmark = pytest.mark.django_db
GROUP = {"code": "I", "name": {"vi": "Nhóm I"}, "children": [line("I.1"), line("I.2")]}


@pytest.fixture
def campaign() -> Campaign:
    for code in ("ORG", "A"):
        make_unit(f"Đơn vị {code}", code=code)
    return apply(plan(units=["A"], criteria=[GROUP], organiser_unit="ORG"))


@pytest.fixture
def manager(campaign) -> Client:
    client = Client()
    client.force_login(make_membership(unit=campaign.organiser_unit, role=Role.MANAGER).user)
    return client


def address(page: str, *more: str) -> str:
    return reverse(page, args=["thu", *more])


def shown(manager: Client, code: str) -> dict[str, str]:
    """What a browser would post back from the line's page."""
    form = manager.get(address("workshop_line", code)).context["form"]
    values = {field.name: field.value() for field in form}
    return {name: str(value) for name, value in values.items() if value not in (None, "", False)}


def others(campaign: Campaign) -> workshop.Change:
    return workshop.Change(person(), Campaign.objects.get(pk=campaign.pk), AUGUST)


def nodes() -> dict[str, dict]:
    found = document_of(Campaign.objects.get())["criteria"]
    return {node["code"]: node for group in found for node in (group, *group.get("children", []))}


def test_the_page_carries_the_version_it_shows(manager):
    page = manager.get(address("workshop_line", "I.1")).content.decode()

    assert re.search(r'type="hidden" name="seen" value="1"', page)


def test_a_line_changed_since_is_refused_and_what_was_typed_stays(manager, campaign):
    posted = shown(manager, "I.1") | {"name": "Tên của tôi"}
    workshop.edit(others(campaign), "I.1", {"max_points": 7})

    answer = manager.post(address("workshop_line", "I.1"), posted)

    assert answer.status_code == 422
    assert "“Tiêu chí I.1” đã được" in answer.content.decode()
    assert answer.context["form"]["name"].value() == "Tên của tôi"
    assert (nodes()["I.1"]["max_points"], nodes()["I.1"]["name"]["vi"]) == (7, "Tiêu chí I.1")
    again = posted | {"seen": answer.context["form"]["seen"].value()}
    assert manager.post(address("workshop_line", "I.1"), again).status_code == 302
    assert nodes()["I.1"]["name"]["vi"] == "Tên của tôi"


def test_another_line_changed_since_is_kept(manager, campaign):
    posted = shown(manager, "I.1") | {"name": "Tên của tôi"}
    workshop.edit(others(campaign), "I.2", {"max_points": 7})

    assert manager.post(address("workshop_line", "I.1"), posted).status_code == 302

    assert (nodes()["I.1"]["name"]["vi"], nodes()["I.2"]["max_points"]) == ("Tên của tôi", 7)


def test_a_group_does_not_mind_that_its_lines_changed(manager, campaign):
    posted = shown(manager, "I") | {"name": "Nhóm mới"}
    workshop.edit(others(campaign), "I.2", {"max_points": 7})

    assert manager.post(address("workshop_line", "I"), posted).status_code == 302

    assert (nodes()["I"]["name"]["vi"], nodes()["I.2"]["max_points"]) == ("Nhóm mới", 7)


def test_a_line_removed_meanwhile_still_shows_what_was_typed(manager, campaign):
    posted = shown(manager, "I.1") | {"name": "Tên của tôi"}
    workshop.remove(others(campaign), "I.1")

    answer = manager.post(address("workshop_line", "I.1"), posted)

    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, "Tên của tôi")
    assert "I.1" not in nodes()
    assert manager.get(address("workshop_line", "I.1")).status_code == 404


def test_a_line_changed_since_is_not_removed_unseen(manager, campaign):
    workshop.edit(others(campaign), "I.1", {"max_points": 7})

    manager.post(address("workshop_remove", "I.1"), {"seen": "1"})
    assert "I.1" in nodes()

    manager.post(address("workshop_remove", "I.1"), {"seen": "2"})
    assert "I.1" not in nodes()


def test_a_table_does_not_replace_criteria_that_changed_since_its_preview(manager, campaign):
    table = "TT\tNội dung\tĐiểm tối đa\n1\tHọp giao ban\t10\n"
    seen = manager.post(address("workshop_preview"), {"table": table}).context["seen"]
    workshop.edit(others(campaign), "I.1", {"max_points": 7})

    answer = manager.post(address("workshop_accept"), {"table": table, "seen": seen})

    assert (answer.status_code, answer.context["text"]) == (422, table)
    assert "I.1" in nodes()
    assert manager.post(address("workshop_accept"), {"table": table, "seen": answer.context["seen"]}).status_code == 302
    assert list(nodes()) == ["1"]


def test_a_line_saved_as_it_is_leaves_no_trace(manager):
    posted = shown(manager, "I.1")
    before = AuditRecord.objects.count()

    answer = manager.post(address("workshop_line", "I.1"), posted, follow=True)

    assert [str(message) for message in answer.context["page"].messages] == [
        "Không có gì thay đổi: kế hoạch đã như vậy."
    ]
    assert (AuditRecord.objects.count(), Definition.objects.count()) == (before, 1)


def test_a_code_in_use_is_refused_without_a_word_of_whose_it_is(manager, campaign):
    other = make_unit("Sở Bí mật", code="SBM")
    apply(plan(units=["A"], code="kin", name={"vi": "Thi đua kín"}, organiser_unit=other.code))
    posted = {"name": "Của tôi", "kind": "thematic", "start": "2025-07-01", "end": "2025-10-10", "units": "A"}

    answer = manager.post(reverse("new_campaign"), posted | {"code": "kin"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"code": ["Mã này đã dùng; hãy chọn mã khác."]}
    assert "kín" not in answer.content.decode()
    assert "Bí mật" not in answer.content.decode()
    assert Campaign.objects.get(code="kin").name == {"vi": "Thi đua kín"}
