"""A page opened before somebody else changed the plan: other parts merge, the same part is refused in words."""

import pytest

from campaigns.choices import Status
from campaigns.domain.blocks import set_blocks
from campaigns.domain.settings import change_settings
from campaigns.models import Campaign, Definition, Participation
from campaigns.queries.documents import document_of
from campaigns.queries.inference import inferred
from common.models import AuditRecord
from tests.campaigns.views.asking import now, said, unit_id, url
from tests.factories.plans import AUGUST, apply, person

pytestmark = pytest.mark.django_db
SETTINGS = {
    "organiser_unit": "ORG", "visibility": "units", "lines_seen_by": "own", "public_detail": "order",
    "missing_at_close": "choose", "appeal_days": "5",
}  # fmt: skip


def others_settings(campaign: Campaign, **keys: object) -> None:
    change_settings(actor=person(), campaign=campaign, change=lambda section: section | keys, at=AUGUST)


def others_move(campaign: Campaign, unit: str, block: str) -> None:
    set_blocks(actor=person(), campaign=campaign, mapping={unit_id(unit): block}, at=AUGUST)


def places() -> dict[str, str | None]:
    return dict(Participation.objects.values_list("unit__code", "block__code"))


def test_settings_changed_since_are_refused_once_with_who_and_when(manager, campaign):
    posted = SETTINGS | {"appeal_days": "12", "seen": "1"}
    others_settings(campaign, appeal_days=9)

    refused = manager.post(url("settings"), posted)

    assert refused.status_code == 422
    text = refused.content.decode()
    assert "đã được" in text
    assert "12:00 20/8/2025" in text or "20/8" in text
    assert 'value="12"' in text
    assert document_of(Campaign.objects.get())["campaign"]["appeal_days"] == 9

    again = manager.post(url("settings"), posted | {"seen": refused.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert document_of(Campaign.objects.get())["campaign"]["appeal_days"] == 12


def test_a_mistyped_form_keeps_the_version_it_was_made_from(manager, campaign):
    others_settings(campaign, appeal_days=9)

    refused = manager.post(url("settings"), SETTINGS | {"appeal_days": "nhiều", "seen": "1"})

    assert refused.context["form"]["seen"].value() == "1"


def test_settings_are_saved_over_a_change_of_the_clusters(manager, campaign):
    others_move(campaign, "A", "Y")

    assert manager.post(url("settings"), SETTINGS | {"appeal_days": "12", "seen": "1"}).status_code == 302

    document = document_of(Campaign.objects.get())
    assert (document["campaign"]["appeal_days"], document["blocks"][1]["units"]) == (12, ["A", "B"])


def test_nothing_changed_is_no_act(manager, campaign):
    now(status=Status.RUNNING)
    before = AuditRecord.objects.count()

    answer = manager.post(url("settings"), SETTINGS, follow=True)

    assert said(answer) == "Không có gì thay đổi: kế hoạch đã như vậy."
    assert (AuditRecord.objects.count(), Definition.objects.count()) == (before, 1)


def test_a_stale_form_of_clusters_moves_only_what_was_chosen_in_it(manager, campaign):
    others_move(campaign, "A", "Y")
    posted = {f"unit-{unit_id('A')}": "X", f"unit-{unit_id('B')}": "X", "seen": "1"}

    assert manager.post(url("blocks"), posted).status_code == 302

    assert places() == {"A": "Y", "B": "X"}


def test_a_unit_two_people_moved_is_named_and_the_choice_stays_on_the_page(manager, campaign):
    others_move(campaign, "A", "Y")
    posted = {f"unit-{unit_id('A')}": "", f"unit-{unit_id('B')}": "X", "seen": "1"}

    answer = manager.post(url("blocks"), posted)

    assert answer.status_code == 422
    assert "Đơn vị A" in answer.context["refused"][0].message
    assert places() == {"A": "Y", "B": "Y"}
    chosen = {named.row.unit.code: section.block for section in answer.context["sections"] for named in section.rows}
    assert (chosen["A"], chosen["B"].code) == (None, "X")
    assert manager.post(url("blocks"), posted | {"seen": answer.context["seen"]}).status_code == 302
    assert places() == {"A": None, "B": "X"}


def test_a_card_dragged_from_where_it_no_longer_stands_goes_back(manager, campaign):
    others_move(campaign, "A", "Y")

    answer = manager.post(url("move"), {"unit": unit_id("A"), "block": "", "from": "X"})

    assert answer.status_code == 422
    assert "Đơn vị A" in answer.json()["message"]
    assert places()["A"] == "Y"


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "9" * 30, "²"])
def test_a_version_that_cannot_be_meant_stops_nobody(manager, campaign, seen):
    posted = {f"unit-{unit_id('A')}": "Y", f"unit-{unit_id('B')}": "Y", "seen": seen}

    assert manager.post(url("blocks"), posted).status_code == 302
    assert places() == {"A": "Y", "B": "Y"}


def test_proposals_that_changed_since_are_not_confirmed_unseen(manager, campaign):
    document = document_of(campaign)
    document["criteria"][0]["max_points"] = 90
    from_file(document)

    answer = manager.post(url("confirm"), {"subject": proposals(campaign), "seen": "1"}, follow=True)

    assert "đã được" in said(answer)
    assert Campaign.objects.get().confirmations.count() == 0
    manager.post(url("confirm"), {"subject": proposals(campaign), "seen": "2"})
    assert Campaign.objects.get().confirmations.count() == 1


def from_file(document: dict) -> None:
    apply(document, at=AUGUST)


def proposals(campaign: Campaign) -> list[str]:
    return [each.subject for each in inferred(document_of(campaign))]
