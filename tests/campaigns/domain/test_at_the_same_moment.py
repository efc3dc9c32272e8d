"""Several managers and the worker act on one campaign at the same moment."""

from datetime import date

import pytest
from django.db import transaction

from campaigns.choices import Status
from campaigns.domain.blocks import set_blocks
from campaigns.domain.copying import make_practice
from campaigns.domain.definition import create
from campaigns.domain.enrolment import withdraw
from campaigns.domain.holding import hold
from campaigns.domain.lifecycle import advance
from campaigns.domain.settings import change_settings
from campaigns.models import Campaign, Definition
from campaigns.queries.documents import document_of
from common.actors import system_actor
from common.faults import Faults
from indicators.domain import workshop
from indicators.domain.closing import decide_missing
from indicators.domain.current import mark_dirty
from indicators.domain.scores import recompute
from tests.factories.plans import AUGUST, apply, line, person, plan
from tests.factories.units import make_unit
from tests.harness.rivals import Rival, needs_postgres

pytestmark = pytest.mark.django_db(transaction=True)
WHO = {"actor": system_actor("test"), "at": AUGUST}
BLOCKS = [{"code": code, "name": {"vi": f"Cụm {code}"}, "units": [code]} for code in ("A", "B")]


@pytest.fixture
def campaign() -> Campaign:
    needs_postgres()
    for code in ("A", "B"):
        make_unit(code=code)
    return apply(plan(units=["A", "B"], blocks=BLOCKS, criteria=[line("I.1"), line("I.2")]))


def change(campaign: Campaign) -> workshop.Change:
    return workshop.Change(system_actor("test"), Campaign.objects.get(pk=campaign.pk), AUGUST, "sửa")


def newest() -> dict:
    return document_of(Campaign.objects.get(code="thu"))


def test_edits_of_two_lines_both_stay(campaign):
    other = change(campaign)
    with transaction.atomic():
        workshop.edit(change(campaign), "I.1", {"max_points": 20})
        rival = Rival(lambda: workshop.edit(other, "I.2", {"max_points": 30}))
        rival.waits()

    assert isinstance(rival.ended(), Campaign)
    assert [node["max_points"] for node in newest()["criteria"]] == [20, 30]
    assert Definition.objects.count() == 3


def test_two_new_lines_both_stay_with_codes_of_their_own(campaign):
    node = {key: value for key, value in line().items() if key != "code"}
    with transaction.atomic():
        first = workshop.add(change(campaign), node)
        rival = Rival(lambda: workshop.add(change(campaign), node))
        rival.waits()

    assert [first, rival.ended()] == ["3", "4"]
    assert [each["code"] for each in newest()["criteria"]] == ["I.1", "I.2", "3", "4"]


def test_settings_and_clusters_changed_at_once_both_stay(campaign):
    places = {row.unit_id: "B" for row in campaign.participations.all()}
    with transaction.atomic():
        change_settings(campaign=campaign, change=lambda section: section | {"appeal_days": 9}, **WHO)
        rival = Rival(lambda: set_blocks(campaign=campaign, mapping=places, **WHO))
        rival.waits()

    assert isinstance(rival.ended(), Campaign)
    assert (newest()["campaign"]["appeal_days"], newest()["blocks"][1]["units"]) == (9, ["A", "B"])


def published_meanwhile(campaign: Campaign, act) -> str:
    """What the act answers that began before the campaign was published and came to its lock after it."""
    with transaction.atomic():
        hold(campaign)
        Campaign.objects.filter(pk=campaign.pk).update(status=Status.PUBLISHED)
        rival = Rival(act)
        rival.waits()
    found = rival.ended()
    assert isinstance(found, Faults), found
    return found.faults[0].message


def test_no_line_is_changed_after_publishing(campaign):
    begun = change(campaign)

    said = published_meanwhile(campaign, lambda: workshop.edit(begun, "I.1", {"max_points": 20}))

    assert said == "Kết quả đã công bố; kế hoạch giữ nguyên."
    assert Definition.objects.count() == 1


@pytest.mark.parametrize("verb", ["withdraw", "confirm", "decide"])
def test_no_participant_proposal_or_gap_is_decided_after_publishing(campaign, verb):
    Campaign.objects.update(status=Status.RUNNING)
    row, by = campaign.participations.select_related("campaign", "unit").first(), person()
    given = {"effective": date(2025, 8, 1), "reason": "giải thể", "decision": "1/QĐ"}
    acts = {
        "withdraw": lambda: withdraw(participation=row, **given, **WHO),
        "confirm": lambda: workshop.confirm_inference(actor=by, campaign=campaign, subjects=["I.1"], at=AUGUST),
        "decide": lambda: decide_missing(actor=by, campaign=campaign, choices={"I.1": "zero"}, at=AUGUST),
    }

    published_meanwhile(campaign, acts[verb])

    assert row.acts.count() == 0


def test_of_two_who_make_a_campaign_with_one_code_the_second_is_refused(campaign):
    mine, yours = (plan(units=["A"], name={"vi": name}, code="moi") for name in ("Của tôi", "Của bạn"))
    with transaction.atomic():
        create(document=mine, **WHO)
        rival = Rival(lambda: create(document=yours, **WHO))
        rival.waits()

    assert [fault.message for fault in rival.ended().faults] == ["Mã này đã dùng; hãy chọn mã khác."]
    assert Campaign.objects.get(code="moi").name == {"vi": "Của tôi"}


def test_of_two_presses_for_a_practice_campaign_one_makes_it(campaign):
    with transaction.atomic():
        make_practice(source=campaign, **WHO)
        rival = Rival(lambda: make_practice(source=campaign, **WHO))
        rival.waits()

    assert "tập dượt" in rival.ended().faults[0].message
    assert Campaign.objects.filter(is_practice=True).count() == 1


def test_a_recompute_ends_while_somebody_holds_the_campaign(campaign):
    """Else a move that waits for the recompute's lock and a recompute that waits for the campaign stop each other."""
    mark_dirty(campaign.pk)
    with transaction.atomic():
        hold(campaign)
        assert Rival(lambda: recompute(campaign=campaign, at=AUGUST)).ended().version == 1


def test_a_move_with_its_freeze_ends_while_a_recompute_is_under_way(campaign):
    Campaign.objects.update(status=Status.RUNNING)
    with transaction.atomic():
        recompute(campaign=Campaign.objects.get(pk=campaign.pk), at=AUGUST)
        rival = Rival(lambda: advance(campaign=campaign, to=Status.MIDTERM, **WHO))
        rival.waits()

    assert rival.ended().to_status == Status.MIDTERM
