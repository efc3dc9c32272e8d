"""Own targets in a registration: never below what the campaign asks, checked again when it is filed."""

from decimal import Decimal

import pytest

from campaigns.models import RegistrationVersion
from common.faults import Faults
from indicators.models import RegisteredTarget
from indicators.queries.targets import target_lines, target_text
from tests.factories import season as plan
from tests.factories.registering import call, hand_in, write
from tests.factories.season import Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LOWER = {
    "code": "I.4",
    "name": {"vi": "Hồ sơ trễ hạn", "en": "Late files"},
    "max_points": 5,
    "measure": {"kind": "count"},
    "over_time": "sum",
    "reported": "monthly",
    "rule": {"kind": "threshold", "at_most": 2},
}
BONUS = {
    "code": "I.5",
    "name": {"vi": "Sáng kiến", "en": "Initiatives"},
    "max_points": 5,
    "measure": {"kind": "count"},
    "over_time": "sum",
    "reported": "monthly",
    "rule": {"kind": "per_item", "points_each": 1, "cap": 5},
}


@pytest.fixture
def season() -> Season:
    document = plan.document()
    group = document["criteria"][0]
    group["children"] += [LOWER, BONUS]
    group["max_points"] += 10
    made = make_season(plan=document)
    call(made)
    return made


def test_only_lines_measured_by_a_number_take_targets(season):
    found = {each.line.code: each.asked for each in target_lines(season.lines, season.units["P1"])}
    assert set(found) == {"I.1", "I.2", "I.4", "I.5", "II.1"}
    assert found["I.5"] == ""
    assert "95" in found["II.1"]


@pytest.mark.parametrize(
    ("line", "value"), [("I.2", "5"), ("I.2", "7"), ("I.4", "0"), ("I.4", "2"), ("I.5", "1"), ("II.1", "95.5")]
)
def test_as_much_as_the_campaign_asks_or_more_is_kept(season, line, value):
    version = write(season, "P1", targets=[(line, value)])
    assert version.targets.get().value == Decimal(value)


@pytest.mark.parametrize(("line", "value"), [("I.2", "4"), ("I.4", "3"), ("II.1", "94.99")])
def test_less_than_the_campaign_asks_is_refused_in_a_clear_sentence(season, line, value):
    with pytest.raises(Faults, match="không được thấp hơn") as refused:
        write(season, "P1", targets=[(line, value)])
    assert [fault.field for fault in refused.value.faults] == [f"target-{season.line(line).pk}"]
    assert not RegistrationVersion.objects.exists()


def test_a_line_that_takes_none_is_said(season):
    with pytest.raises(Faults, match="không còn chỉ tiêu"):
        write(season, "P1", targets=[("I.3", "1")])


def test_targets_alone_are_enough_to_file(season):
    version = hand_in(season, "P1", targets=[("I.2", "6")], models=())
    assert version.filed_at is not None


def test_a_plan_that_asks_for_more_meanwhile_is_heeded_when_it_is_filed(season):
    draft = write(season, "P1", targets=[("I.2", "6")])
    RegisteredTarget.objects.filter(version=draft).update(value=Decimal(1))
    with pytest.raises(Faults, match="không được thấp hơn"):
        hand_in(season, "P1", targets=[("I.2", "1")])


def test_a_target_reads_with_its_unit(season):
    write(season, "P1", targets=[("II.1", "95.5")])
    assert target_text(RegisteredTarget.objects.select_related("criterion").get()) == "95,5\xa0%"
