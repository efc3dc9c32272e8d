"""Every row of a department's table has a fate."""

from datetime import date
from decimal import Decimal

import pytest

from common.faults import Faults
from indicators.domain.provided import provide
from indicators.forms.pasted import rows_of_text
from indicators.forms.provided_rows import SKIP, Mend, Plan
from indicators.forms.provided_table import Planner
from indicators.gauges import Texts, Typed
from indicators.queries.provision import units_given
from tests.factories.season import NOON, Season, document, make_season
from tests.factories.units import make_succession, make_unit
from units.choices import Role
from units.models import Extent
from units.queries.naming import forget_aliases, unit_name

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("english")]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def planner(season: Season, *, line="II.1", giver="STC", period="2025-07") -> Planner:
    one, lines = season.line(line), season.lines
    found = next(each for each in lines.periods(one) if each.code == period)
    units = units_given(lines, one, season.units[giver].pk)
    return Planner(lines, one, found, units=units, today=TODAY, language="vi")


def plan(season: Season, text: str, mends: dict[int, Mend] | None = None, decimal=None, **more) -> Plan:
    return planner(season, **more).plan(rows_of_text(text), mends or {}, decimal)


def fates(found: Plan) -> list[tuple[str, str | None]]:
    return [(row.fate, row.unit.code if row.unit else None) for row in found.rows]


def test_a_clean_table_may_be_kept_whole(season):
    found = plan(season, "Đơn vị\tTỷ lệ\nPhường An Đông\t96,35\nPhường Bến Thành\t90\n")

    assert fates(found) == [("name", "P1"), ("name", "P2")]
    assert [row.typed.value for row in found.ready] == [Decimal("96.35"), Decimal(90)]
    assert found.is_applicable
    assert [unit.code for unit in found.without] == ["P3", "STC", "SNV"]


def test_units_are_found_by_code_by_loose_spelling_and_by_abbreviation(season):
    found = plan(season, "p1\t1\nphuong ben thanh\t2\nChợ Quán\t3\nSTC\t4\nSở nội vụ\t5\n")

    assert fates(found) == [("code", "P1"), ("key", "P2"), ("bare", "P3"), ("code", "STC"), ("name", "SNV")]


def test_a_unit_is_found_by_the_name_of_the_ward_it_took_over_whole(season):
    before = {"code": "X1", "valid_to": date(2025, 6, 30)}
    whole, part = make_unit("Phường Cầu Kho", **before), make_unit("Phường Nguyễn Cư Trinh", **{**before, "code": "X2"})
    make_succession(whole, season.units["P3"], date(2025, 7, 1), extent=Extent.WHOLE)
    make_succession(part, season.units["P3"], date(2025, 7, 1), extent=Extent.PART)

    found = plan(season, "Phường Bến Thành\t1\nPhường Cầu Kho\t2\nPhường Nguyễn Cư Trinh\t3\n")

    assert fates(found) == [("name", "P2"), ("former", "P3"), ("stranger", None)]


def test_todays_name_goes_before_the_same_name_of_old(season):
    old = make_unit("Phường An Đông", code="X1", valid_to=date(2025, 6, 30))
    make_succession(old, season.units["P3"], date(2025, 7, 1), extent=Extent.WHOLE)

    assert fates(plan(season, "Phường An Đông\t2\n")) == [("name", "P1")]


def test_a_misspelt_name_is_offered_its_neighbours_and_guessed_where_one_is_left(season):
    [row, _other] = plan(season, "Phường Bến Thanhf\t2\nPhường An Đông\t1\n").rows

    assert (row.fate, [unit.code for unit in row.options], row.guess) == ("unknown", ["P2"], season.units["P2"].pk)


def test_a_chosen_unit_and_a_skipped_row_are_in_order(season):
    mends = {1: Mend(unit=str(season.units["P2"].pk)), 2: Mend(unit=SKIP)}

    found = plan(season, "Bền Thạnhh\t2\nKhông có\t3\nPhường An Đông\t1\n", mends)

    assert fates(found) == [("chosen", "P2"), ("skipped", None), ("name", "P1")]
    assert found.is_applicable


def test_a_unit_that_stands_twice_holds_the_table_up_until_one_is_left_out(season):
    text = "Phường An Đông\t1\nP1\t2\nPhường Bến Thành\t3\n"

    found = plan(season, text)
    assert [row.fate for row in found.rows] == ["twice", "twice", "name"]
    assert "Rows 1, 2" in found.rows[0].message
    assert plan(season, text, {1: Mend(unit=SKIP)}).is_applicable


def test_totals_and_rows_without_a_figure_are_left_out(season):
    found = plan(season, "TT\tĐơn vị\tTỷ lệ\n1\tPhường An Đông\t1\n2\tPhường Bến Thành\t\n\tTổng cộng\t1\n")

    assert [row.fate for row in found.rows] == ["name", "empty", "total"]
    assert found.is_applicable


@pytest.mark.parametrize("figure", ["101", "-1", "=1+1", "NaN", "1e5", "chín mươi"])
def test_a_figure_that_cannot_be_taken_is_mended_in_its_row(season, figure):
    text = f"Phường An Đông\t{figure}\nPhường Bến Thành\t3\nPhường Chợ Quán\t5\n"

    [row, *_others] = plan(season, text).rows
    assert row.fate == "faulty"
    assert row.message

    mended = plan(season, text, {1: Mend(texts=Texts(value="91,5"))})
    assert mended.is_applicable
    assert mended.rows[0].typed.value == Decimal("91.5")


def test_two_ways_of_writing_numbers_in_one_table_are_refused(season):
    with pytest.raises(Faults):
        plan(season, "Phường An Đông\t96,35\nPhường Bến Thành\t90.5\n")


def test_an_undecidable_number_is_asked_about_and_read_as_answered(season):
    text = "Phường An Đông\t1.240\nPhường Bến Thành\t3\n"

    asked = plan(season, text)
    assert (asked.undecided, asked.is_applicable) == (["1.240"], False)

    assert plan(season, text, decimal="point").rows[0].typed.value == Decimal("1.24")
    assert plan(season, text, decimal="comma").rows[0].fate == "faulty"  # 1240 of at most 100


def test_the_same_figure_is_said_to_be_unchanged(season):
    rows = [(season.units["P1"], Typed(value=Decimal(80)))]
    given = {"line": season.line("II.1"), "period": "2025-07", "at": NOON}
    provide(actor=season.actor("STC", Role.PROVIDER), lines=season.lines, rows=rows, **given)

    found = plan(season, "Phường An Đông\t80\nPhường Bến Thành\t3\n")

    assert [row.fate for row in found.rows] == ["unchanged", "name"]
    assert found.rows[0].before.value == 80


def test_shares_written_between_zero_and_one_are_pointed_out(season):
    assert plan(season, "P1\t0,96\nP2\t0,5\nP3\t1\n").looks_like_fractions


def test_a_verifier_enters_deductions_of_all_but_its_own_unit(season):
    found = plan(season, "Phường An Đông\t1\nSở Nội vụ\t2\n", line="TRU.1", giver="SNV")

    assert fates(found) == [("name", "P1"), ("recused", "SNV")]
    assert not found.is_applicable


def test_planning_costs_the_same_for_one_and_for_three_rows(season, django_assert_max_num_queries):
    made = planner(season)
    for text in ("P1\t1\n", "P1\t1\nP2\t1\nP3\t1\n"):
        with django_assert_max_num_queries(0):
            made.plan(rows_of_text(text), {})
    with django_assert_max_num_queries(1):
        made.plan(rows_of_text("P1\t1\nxyz\t1\nxyzw\t1\n"), {})


@pytest.mark.parametrize(
    ("row", "fate", "said"),
    [
        ("An Đông\t7\t7\t", "bare", ""),
        ("An Đông\tabc\t7\t", "faulty", "“abc” is not a number. This line takes a number, or “not applicable” (KAD)."),
        ("An Đông\t10,5\t10,5\t", "faulty", "“10.5” is not a whole number; “Số đúng hạn” is counted."),
        ("An Đông\t8\t7\t", "faulty", "The numerator (Số đúng hạn) is greater than the denominator (Số đến hạn)."),
        ("An Đông\tKAD\tKAD\tkhông có hồ sơ", "bare", ""),
        ("An Đông\t\tKAD\tkhông có hồ sơ", "bare", ""),
        ("An Đôngg\t7\t7\t", "unknown", ""),
        ("UBND phường An Đông\t7\t7\t", "office", ""),
        ("An Đông\t\t\t", "empty", ""),
        ("An Đông\t\t\tbáo sau", "unread", ""),
    ],
)
def test_a_row_with_something_typed_in_it_is_never_called_empty(row, fate, said):
    made = document()
    parts = {"numerator": {"vi": "Số đúng hạn"}, "denominator": {"vi": "Số đến hạn"}}
    made["criteria"][1]["children"][0]["measure"] |= parts
    made["criteria"][1]["children"][0]["over_time"] = "ratio_of_sums"

    text = f"Đơn vị\tđúng hạn\tđến hạn\tGhi chú\n{row}\nBến Thành\t1\t2\t\nChợ Quán\t1\t2\t\n"
    found = plan(make_season(plan=made), text).rows[0]

    assert (found.fate, found.message) == (fate, said)


def test_a_unit_is_found_by_the_name_the_pages_call_it(season, settings):
    settings.ANONYMOUS = True
    forget_aliases()
    name = unit_name(season.units["P2"])

    assert fates(plan(season, f"{name}\t90\n")) == [("name", "P2")]
    forget_aliases()
