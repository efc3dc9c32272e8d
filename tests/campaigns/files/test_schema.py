"""What the schema refuses is said in sentences, at the right place, and never in the schema's own words."""

from decimal import Decimal

import pytest
from django.utils import translation

from campaigns import files

from .samples import document, fields, group, line, messages


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def rule(**parameters):
    return document(line(rule=parameters))


def without(made, *path):
    place = made
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return made


def with_(made, value, *path):
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return made


def test_the_sample_is_sound():
    assert files.check(document(line(), group("II", line("II.1")))) == []


@pytest.mark.parametrize(
    ("made", "field", "sentence"),
    [
        (without(document(), "campaign"), "", "The key “campaign” is missing in “the file”."),
        (without(document(), "campaign", "end"), "campaign", "The key “end” is missing in “campaign”."),
        (
            document(campaign={"decimal": 2}),
            "campaign.decimal",
            "The key “decimal” is unknown here; did you mean “decimals”?",
        ),
        (with_(document(), 2, "format"), "format", "“format” must be 1; found was “2”."),
        (
            with_(document(), "Q11_2022", "campaign", "code"),
            "campaign.code",
            "“code” may hold only small letters without marks, digits and hyphens, 2 to 63 of them; "
            "found was “Q11_2022”.",
        ),
        (
            with_(document(), "2025-02-30", "campaign", "end"),
            "campaign.end",
            "“end” must be a date of the calendar written as 2025-07-01; found was “2025-02-30”.",
        ),
        (
            with_(document(), 79, "participants", "within"),
            "participants.within",
            "“within” must be a text; put “79” in quotes.",
        ),
        (
            document(line("I.1", "10")),
            "criteria.0.max_points",
            "“max_points” must be a number such as 12.5, without quotes; “10” is text.",
        ),
        (
            document(campaign={"decimals": Decimal("2.5")}),
            "campaign.decimals",
            "“decimals” must be a whole number; found was “2.5”.",
        ),
        (document(campaign={"decimals": 7}), "campaign.decimals", "“decimals” must be at most 6; found was “7”."),
        (document(campaign={"decimals": -1}), "campaign.decimals", "“decimals” must be at least 0; found was “-1”."),
        (
            document(campaign={"kind": "thematik"}),
            "campaign.kind",
            "“kind” may not be “thematik”; did you mean “thematic”? Possible: regular, thematic, index.",
        ),
        (
            document(campaign={"rank_by": True}),
            "campaign.rank_by",
            "“rank_by” may not be “true”; possible: points, percent.",
        ),
        (
            document(campaign={"rank_rounded": "yes"}),
            "campaign.rank_rounded",
            "“rank_rounded” must be true or false; found was “yes”.",
        ),
        (with_(document(), [], "criteria"), "criteria", "The list “criteria” needs at least 1 item(s)."),
        (with_(document(), {}, "criteria"), "criteria", "“criteria” must be a list; found was a group of keys."),
        (with_(document(), {"vi": ""}, "campaign", "name"), "campaign.name.vi", "The text “vi” is empty."),
        (
            document(campaign={"organiser_unit": 79}),
            "campaign.organiser_unit",
            "“organiser_unit” must be a text or nothing; put “79” in quotes.",
        ),
        (
            document({"code": "I", "name": {"vi": "I"}}),
            "criteria.0",
            "This criterion has neither children (a group) nor a measure and a rule (a line).",
        ),
        (
            document(line(rule={})),
            "criteria.0.rule",
            "The rule has no kind; possible: proportional, threshold, steps, per_item, increments, relative, yes_no, "
            "given, punctual.",
        ),
        (
            rule(kind="per_items", points_each=1),
            "criteria.0.rule",
            "The kind of rule “per_items” is unknown; did you mean “per_item”? Possible: proportional, threshold, "
            "steps, per_item, increments, relative, yes_no, given, punctual.",
        ),
        (rule(kind="proportional"), "criteria.0.rule", "The key “full_at” is missing in “rule”."),
        (
            rule(kind="per_item", points_each=1, cap=-1),
            "criteria.0.rule.cap",
            "“cap” must be at least 0; found was “-1”.",
        ),
        (
            rule(kind="increments", base_value=0, base_points=0, per=0, points_each=1),
            "criteria.0.rule.per",
            "“per” must be more than 0; found was “0”.",
        ),
        (
            rule(kind="threshold"),
            "criteria.0.rule",
            "Exactly one comparison is needed here: at_least, more_than, at_most, less_than, equals.",
        ),
        (
            rule(kind="steps", steps=[{"at_least": 1, "at_most": 2, "points": 1}]),
            "criteria.0.rule.steps.0",
            "Exactly one comparison is needed here: at_least, more_than, at_most, less_than, equals.",
        ),
        (
            rule(kind="relative", better="higher", scale=[1, 5, 10]),
            "criteria.0.rule.scale",
            "The list “scale” may have at most 2 items.",
        ),
        (
            document(line(measure={"kind": "number", "unit": "percent"})),
            "criteria.0.measure.unit",
            "“unit” must be '%' or a name such as {vi: …, en: …}; found was “percent”.",
        ),
        (
            document(line(measure={"kind": "number", "unit": {"en": "item"}})),
            "criteria.0.measure.unit",
            "The key “vi” is missing in “unit”.",
        ),
    ],
)
def test_a_fault_is_one_sentence_at_its_place(made, field, sentence):
    assert [(fault.field, fault.message) for fault in files.check(made)] == [(field, sentence)]


def test_each_missing_and_each_unknown_key_is_told():
    made = without(without(document(), "campaign", "start"), "campaign", "end")
    made["campaign"] |= {"strat": "2025-07-01", "xyzzy": 1}
    told = messages(made)
    assert len(told) == 4
    assert "The key “strat” is unknown here; did you mean “start”?" in told


def test_faults_deep_in_the_tree_are_reported_where_they_stand():
    made = document(group("I", group("I.1", line("I.1.1", rule={"kind": "given", "cap": 1}))))
    assert fields(made) == ["criteria.0.children.0.children.0.rule.cap"]


def test_a_document_that_is_no_group_of_keys_is_told():
    for nothing in (None, [], "text", 1):
        assert len(files.check(nothing)) == 1


@pytest.mark.parametrize(
    "day", ["2025-7-1", "20250701", "2025-W27-1", "01/07/2025", "0001-01-01", "9999-12-31", "٢٠٢٥-٠٧-٠١"]
)
def test_only_calendar_dates_in_iso_form_are_dates(day):
    assert fields(with_(document(), day, "campaign", "start")) == ["campaign.start"]


def test_numbers_with_more_places_than_are_kept_are_refused_outside_rules():
    exact = Decimal("0.1234567890123")
    assert fields(document(line(points=exact))) == ["criteria.0.max_points"]
    assert fields(document(line(rule={"kind": "proportional", "full_at": exact}))) == []


def test_a_form_can_bring_in_no_character_that_cannot_be_stored():
    assert fields(document(campaign={"organiser": {"vi": "a\x00b"}})) == ["campaign.organiser.vi"]
    assert fields(document(campaign={"organiser": {"vi": "\u00a0 "}})) == ["campaign.organiser.vi"]
    assert fields(document(campaign={"organiser": {"vi": "hai\ndòng"}})) == []


def test_a_text_has_a_length_that_pages_can_show():
    assert fields(document(campaign={"organiser": {"vi": "x" * 20_001}})) == ["campaign.organiser.vi"]


def test_thousands_of_faults_end_with_the_first_hundred():
    told = messages(document(*[line(str(number), "ten", x=1) for number in range(3000)]))
    assert len(told) == 101
    assert messages(document(campaign={f"key{number}": 1 for number in range(100)}))[20:] == []


def test_the_deepest_tree_a_file_may_hold_is_checked():
    made = line("L", 0)
    for number in range(13):
        made = group(f"G{number}", made)
    assert files.check(document(line(), made | {"outside_total": True})) == []
