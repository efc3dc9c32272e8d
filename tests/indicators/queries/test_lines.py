"""Who owes which period, who enters it, who verifies it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from indicators.queries.lines import CampaignLines
from tests.factories.plans import apply, line, plan
from tests.factories.season import Season, make_season
from tests.factories.units import make_unit
from units.choices import UnitKind
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


def read(campaign: Campaign) -> CampaignLines:
    return CampaignLines(Campaign.objects.select_related("organiser_unit").get(pk=campaign.pk))


def one_line(**more: object) -> tuple[CampaignLines, Unit]:
    """Lines of a campaign with a single line for the ward A."""
    ward = make_unit(code="A")
    make_unit(code="B", kind=UnitKind.COMMUNE)
    return read(apply(plan(units=["A", "B"], criteria=[line(**more)]))), ward


def codes(periods: object) -> list[str]:
    return [period.code for period in periods]


def test_groups_and_lines_come_in_the_order_of_the_file(season):
    lines = season.lines
    assert [group.code for group in lines.groups] == ["I", "II", "TRU"]
    assert [each.code for each in lines.lines] == ["I.1", "I.2", "I.3", "II.1", "TRU.1"]


def test_more_units_and_lines_cost_no_more_queries():
    counts = []
    for size in (1, 12):
        names = [f"U{size}-{number}" for number in range(size)]
        for name in names:
            make_unit(code=name)
        tree = [line(f"L{number}", applies_to={"units": names[:1]}) for number in range(size)]
        campaign = apply(plan(units=names, criteria=tree, code=f"c{size}0"))
        with CaptureQueriesContext(connection) as asked:
            lines = read(campaign)
            for unit in lines.units(lines.lines[0]):
                lines.owed(lines.lines[0], unit)
                lines.verifier(lines.lines[0], unit)
        counts.append(len(asked))
    assert counts[0] == counts[1]


class TestApplies:
    """``applies``"""

    @pytest.mark.parametrize(
        ("section", "expected"),
        [
            ({}, [True, True]),
            ({"kinds": ["ward"]}, [True, False]),
            ({"kinds": ["ward"], "units": ["B"]}, [True, True]),
            ({"units": ["B"]}, [False, True]),
            ({"kinds": [], "units": []}, [False, False]),
            ({"kinds": []}, [False, False]),
        ],
    )
    def test_kinds_and_units_choose_and_empty_lists_choose_nobody(self, section, expected):
        lines, _ward = one_line(applies_to=section)
        found = {row.unit.code: lines.applies(lines.lines[0], row.unit) for row in lines.participations}
        assert [found["A"], found["B"]] == expected

    def test_within_restricts_kinds(self):
        district = make_unit(code="D", kind=UnitKind.DISTRICT)
        make_unit(code="W", parent=district)
        lines, ward = one_line(applies_to={"within": "D", "kinds": ["ward"]})
        assert not lines.applies(lines.lines[0], ward)
        assert lines.applies(lines.lines[0], Unit.objects.get(code="W"))

    @pytest.mark.parametrize(("first_day", "applies"), [(date(2025, 8, 31), True), (date(2025, 9, 1), False)])
    def test_a_line_whose_periods_all_ended_before_the_unit_existed_is_not_its_own(self, first_day, applies):
        lines, _ward = one_line(reported="monthly", due="2025-08-10")
        late = make_unit(code="LATE", valid_from=first_day)
        assert lines.applies(lines.lines[0], late) is applies


class TestPeriods:
    """``periods``, ``owed``, ``due``"""

    def test_periods_that_begin_after_the_lines_date_are_dropped(self):
        lines, _ward = one_line(reported="monthly", due="2025-09-01")
        assert codes(lines.periods(lines.lines[0])) == ["2025-07", "2025-08", "2025-09"]

    def test_a_unit_owes_the_periods_on_whose_last_day_it_is_alive(self):
        lines, _ward = one_line(reported="monthly")
        for unit, owed in (
            (make_unit(valid_from=date(2025, 7, 28)), ["2025-07", "2025-08", "2025-09", "2025-10"]),
            (make_unit(valid_from=date(2025, 8, 1)), ["2025-08", "2025-09", "2025-10"]),
            (make_unit(valid_to=date(2025, 8, 30)), ["2025-07"]),
            (make_unit(valid_to=date(2025, 8, 31)), ["2025-07", "2025-08"]),
        ):
            assert codes(lines.owed(lines.lines[0], unit)) == owed

    def test_nothing_is_owed_on_a_line_that_does_not_apply(self):
        lines, ward = one_line(applies_to={"units": ["B"]})
        assert lines.owed(lines.lines[0], ward) == ()

    def test_the_day_a_period_is_due_counts_the_days_of_grace(self):
        lines, _ward = one_line(reported="monthly", grace_days=5)
        [july, *_rest] = lines.periods(lines.lines[0])
        assert lines.due(lines.lines[0], july) == date(2025, 8, 5)


class TestWho:
    """Who enters, who verifies."""

    def test_the_group_above_names_the_verifier(self, season):
        lines = season.lines
        assert lines.verifier(season.line("I.2"), season.units["P1"]).code == "SNV"
        assert lines.verifier(season.line("II.1"), season.units["P1"]).code == "STC"

    def test_the_nearest_group_counts_and_without_one_the_organiser(self):
        for code in ("V1", "V2", "ORG"):
            make_unit(code=code)
        inner = {"code": "I.1", "name": {"vi": "x"}, "children": [line("I.1.a")], "verified_by": "V2"}
        outer = {"code": "I", "name": {"vi": "x"}, "children": [inner, line("I.2")], "verified_by": "V1"}
        ward = make_unit(code="A")
        lines = read(apply(plan(units=["A"], criteria=[outer, line("II")], organiser_unit="ORG")))
        named = {each.code: lines.verifier(each, ward).code for each in lines.lines}
        assert named == {"I.1.a": "V2", "I.2": "V1", "II": "ORG"}

    def test_nobody_verifies_their_own_unit(self, season):
        assert season.lines.verifier(season.line("I.2"), season.units["SNV"]).code == "VP"

    def test_another_named_unit_comes_before_the_organiser(self, season):
        season.campaign.participations.filter(unit__code="SNV").update(alternate_verifier=season.units["STC"])
        assert season.lines.verifier(season.line("I.2"), season.units["SNV"]).code == "STC"

    def test_an_organiser_that_takes_part_has_nobody_until_another_is_named(self):
        unit = make_unit(code="A")
        campaign = apply(plan(units=["A"], organiser_unit="A"))
        lines = read(campaign)
        assert lines.verifier(lines.lines[0], unit) is None
        campaign.participations.update(alternate_verifier=make_unit(code="B"))
        assert read(campaign).verifier(lines.lines[0], unit).code == "B"

    def test_without_organiser_and_named_unit_nobody_verifies(self):
        lines, ward = one_line()
        assert lines.verifier(lines.lines[0], ward) is None

    def test_units_that_manage_or_lead_the_appraisal_are_marked(self, season):
        marked = {code for code, unit in season.units.items() if season.lines.is_marked(unit)}
        assert marked == {"SNV", "STC", "VP"}

    def test_who_enters_a_line(self, season):
        found = {each.code: season.lines.entered_by(each) for each in season.lines.lines}
        assert found == {"I.1": "unit", "I.2": "unit", "I.3": "unit", "II.1": "provider", "TRU.1": "verifier"}

    def test_a_line_to_be_provided_by_nobody_yet_is_entered_by_the_unit(self):
        lines, _ward = one_line(feed="external")
        assert lines.entered_by(lines.lines[0]) == "unit"

    @pytest.mark.parametrize("feed", ["initiatives", "tasks", "entry"])
    def test_a_feed_that_is_not_built_takes_entries(self, feed):
        lines, _ward = one_line(feed=feed)
        assert lines.entered_by(lines.lines[0]) == "unit"

    @pytest.mark.parametrize("feed", ["reports", "works"])
    def test_what_a_register_counts_is_typed_by_nobody(self, feed):
        lines, _ward = one_line(feed=feed)
        assert lines.entered_by(lines.lines[0]) == "register"


def test_a_plan_is_read_once_and_a_new_one_is_seen_at_once(transactional_db, django_assert_num_queries):
    make_unit(code="A")
    document = plan(units=["A"], criteria=[line("I")])
    campaign = apply(document)
    read(campaign)
    with django_assert_num_queries(1):  # the campaign itself
        assert [each.code for each in read(campaign).lines] == ["I"]
    apply({**document, "criteria": [line("I"), line("II")]})
    assert [each.code for each in read(campaign).lines] == ["I", "II"]
