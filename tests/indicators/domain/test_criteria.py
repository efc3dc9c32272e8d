"""Criteria, series and rule versions follow the definition."""

from datetime import date
from decimal import Decimal

import pytest

from common.faults import Faults
from indicators.choices import Origin
from indicators.domain.progress import save_draft
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Criterion, CurrentValue, DirtyMark, Entry, RuleVersion, Series
from tests.factories.plans import AUGUST, apply, line, plan
from tests.factories.season import NOON, Season, document, make_season
from tests.factories.units import make_unit
from units.choices import Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward() -> Unit:
    return make_unit(code="A")


def group(code: str, *children: dict, **more: object) -> dict:
    return {"code": code, "name": {"vi": code}, "children": list(children), **more}


def codes(**only: object) -> list[str]:
    return list(Criterion.objects.filter(**only).order_by("position").values_list("code", flat=True))


def test_the_tree_becomes_rows_in_the_order_of_the_file():
    tree = [group("I", group("I.1", line("I.1.a")), line("I.2")), line("II")]
    apply(plan(units=["A"], criteria=tree))
    rows = Criterion.objects.order_by("position").values_list("code", "depth", "parent__code", "is_line")
    assert list(rows) == [
        ("I", 0, None, False),
        ("I.1", 1, "I", False),
        ("I.1.a", 2, "I.1", True),
        ("I.2", 1, "I", True),
        ("II", 0, None, True),
    ]


def test_columns_repeat_what_the_line_says_and_the_defaults_of_the_format():
    make_unit(code="STC")
    said = line(
        "I.1", reported="monthly", grace_days=3, due="2025-09-30", feed="external", provided_by="STC", evidence="none"
    )
    apply(plan(units=["A"], criteria=[said, line("I.2")]))
    first, second = Criterion.objects.order_by("position")
    assert (first.reported, first.grace_days, first.due) == ("monthly", 3, date(2025, 9, 30))
    assert (first.feed, first.provided_by.code, first.evidence) == ("external", "STC", "none")
    assert (second.feed, second.check_days, second.evidence, second.due) == ("entry", 3, "at_final", None)


def test_everything_in_a_group_outside_the_total_is_outside_it():
    apply(plan(units=["A"], criteria=[group("PLUS", line("PLUS.1"), outside_total=True), line("I")]))
    assert codes(outside_total=True) == ["PLUS", "PLUS.1"]


def test_rows_are_stable_by_code_when_the_tree_is_rearranged():
    apply(plan(units=["A"], criteria=[line("X"), line("Y")]))
    before = {row.code: row.pk for row in Criterion.objects.all()}
    apply(plan(units=["A"], criteria=[group("G", line("Y"), line("X"))]))
    after = {row.code: row.pk for row in Criterion.objects.all()}
    assert {code: after[code] for code in before} == before
    assert codes() == ["G", "Y", "X"]


def test_a_code_that_is_gone_stays_as_an_inactive_row_and_comes_back_the_same():
    apply(plan(units=["A"], criteria=[line("X"), line("Y")]))
    gone = Criterion.objects.get(code="Y").pk
    apply(plan(units=["A"], criteria=[line("X")]))
    assert codes(is_active=True) == ["X"]
    apply(plan(units=["A"], criteria=[line("X"), line("Y")]))
    assert Criterion.objects.get(code="Y", is_active=True).pk == gone


class TestVersions:
    """A rule has a new version when, and only when, something that decides points changes."""

    def test_the_first_version_names_the_definition_it_came_with(self):
        campaign = apply(plan(units=["A"]))
        version = RuleVersion.objects.get()
        assert (version.number, version.definition, version.criterion.version) == (1, campaign.definition, 1)

    @pytest.mark.parametrize(
        "change",
        [
            {"rule": {"kind": "proportional", "full_at": 6}},
            {"max_points": 9},
            {"due": "2025-09-30"},
            {"over_time": "max"},
            {"grace_days": 2},
        ],
    )
    def test_what_decides_points_makes_a_new_version(self, change):
        apply(plan(units=["A"]))
        campaign = apply(plan(units=["A"], criteria=[line(**change)]))
        assert list(RuleVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert Criterion.objects.get().version == 2
        assert RuleVersion.objects.get(number=2).definition == campaign.definition

    @pytest.mark.parametrize("change", [{"name": {"vi": "Tên khác"}}, {"evidence": "none"}, {"check_days": 5}])
    def test_what_only_informs_makes_none(self, change):
        apply(plan(units=["A"]))
        apply(plan(units=["A"], criteria=[line(**change)]))
        assert RuleVersion.objects.count() == 1

    def test_only_the_changed_line_gets_one(self):
        apply(plan(units=["A"], criteria=[line("X"), line("Y")]))
        apply(plan(units=["A"], criteria=[line("X"), line("Y", max_points=4)]))
        assert dict(Criterion.objects.values_list("code", "version")) == {"X": 1, "Y": 2}

    def test_going_back_is_a_further_version(self):
        for points in (10, 9, 10):
            apply(plan(units=["A"], criteria=[line(max_points=points)]))
        assert Criterion.objects.get().version == 3


class TestSeries:
    """Facts belong to a series; a declared one is shared."""

    def test_a_line_has_one_of_its_own(self):
        apply(plan(units=["A"]))
        assert Criterion.objects.get().series.key == "thu:I.1"

    def test_lines_with_the_same_series_measure_and_period_share_it(self):
        apply(plan(units=["A"], criteria=[line(series="tthc", reported="monthly")]))
        apply(plan(units=["A"], criteria=[line("Z", series="tthc", reported="monthly")], code="nam-2026"))
        assert Series.objects.count() == 1
        assert Series.objects.get().lines.count() == 2

    @pytest.mark.parametrize(
        "other",
        [
            {"reported": "quarterly"},
            {"measure": {"kind": "number"}},
            {"measure": {"kind": "count", "unit": {"vi": "hồ sơ"}}},
        ],
    )
    def test_another_period_measure_or_unit_does_not(self, other):
        apply(plan(units=["A"], criteria=[line("X", series="s"), line("Y", series="s", **other)]))
        assert Series.objects.count() == 2

    def test_a_practice_campaign_shares_with_nobody(self):
        apply(plan(units=["A"], criteria=[line(series="s")]))
        apply(plan(units=["A"], criteria=[line(series="s")], code="tap-duot"), born={"is_practice": True})
        assert set(Series.objects.values_list("key", flat=True)) == {"s|count[]|once", "tap-duot:I.1"}

    def test_a_line_that_comes_to_measure_something_else_leaves_its_facts_behind(self, ward):
        apply(plan(units=["A"]))
        first = Criterion.objects.get().series
        Entry.objects.create(unit=ward, series=first, period="all", value=3, origin=Origin.GRID, made_at=AUGUST)
        apply(plan(units=["A"], criteria=[line(measure={"kind": "number"})]))
        assert Criterion.objects.get().series != first
        apply(plan(units=["A"], criteria=[line(measure={"kind": "number"}, max_points=9)]))
        assert Criterion.objects.get().series.key.startswith("thu:I.1#")

    def test_without_facts_it_keeps_its_series(self):
        apply(plan(units=["A"]))
        apply(plan(units=["A"], criteria=[line(measure={"kind": "number"})]))
        assert Criterion.objects.get().series.key == "thu:I.1"


class TestFaults:
    """Units the criteria name and nobody knows."""

    def test_each_names_the_line_of_the_file(self):
        tree = [group("I", line("I.1", provided_by="P", feed="external", applies_to={"units": ["U"]}), verified_by="V")]
        lines = {
            ("criteria", 0, "verified_by"): 10,
            ("criteria", 0, "children", 0, "provided_by"): 20,
            ("criteria", 0, "children", 0, "applies_to", "units", 0): 30,
        }
        with pytest.raises(Faults) as refused:
            apply(plan(units=["A"], criteria=tree), lines=lines, source="f")
        assert [fault.line for fault in refused.value.faults] == [10, 20, 30]
        assert not Criterion.objects.exists()


class TestWhatFollows:
    """Current values and marks."""

    def test_every_definition_leaves_a_mark_for_the_recompute(self):
        campaign = apply(plan(units=["A"]))
        assert DirtyMark.objects.filter(campaign_id=campaign.pk).exists()

    def test_a_changed_reduction_is_seen_in_the_current_values(self):
        season = make_season()
        for period, number in (("2025-07", 2), ("2025-08", 3)):
            hand_in(season, period, number)
        assert self.reported() == "5"
        changed = document()
        changed["criteria"][0]["children"][1]["over_time"] = "max"
        apply(changed, at=AUGUST, reason="theo hướng dẫn")
        assert self.reported() == "3"

    @staticmethod
    def reported() -> str:
        return CurrentValue.objects.get(criterion__code="I.2", basis="reported").value


def hand_in(season: Season, period: str, number: int) -> None:
    unit, row = season.units["P1"], season.line("I.2")
    on = {"lines": season.lines, "unit": unit, "at": NOON}
    typed = Typed(value=Decimal(number))
    save_draft(actor=season.actor("P1"), line=row, period=period, typed=typed, based_on_id=None, **on)
    submit(actor=season.actor("P1", Role.HEAD), cells=[(row, period)], **on)
