"""A provider's table: every row has a fate."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Participation
from indicators.domain.provided import provide
from indicators.domain.tables import StagedTable, stage_table
from indicators.files.pasted import split_pasted
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_succession, make_unit
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


def staged(season: Season, text: str, *, line="II.1", language="vi", **more) -> StagedTable:
    return stage_table(
        lines=season.lines,
        line=season.line(line),
        period="2025-07",
        cells=split_pasted(text),
        language=language,
        **more,
    )


def fates(table: StagedTable) -> list[str]:
    return [row.fate for row in table.rows]


def test_rows_are_matched_by_code_by_name_and_without_diacritics(season):
    table = staged(season, "P1\t80\nPhường Bến Thành\t81\np. cho quan\t82\nso tai chinh\t83")

    assert fates(table) == ["exact", "exact", "matched", "matched"]
    assert [unit.code for unit, _typed in table.taken] == ["P1", "P2", "P3", "STC"]
    assert [unit.code for unit in table.absent] == ["SNV"]
    assert table.is_clean


def test_a_misspelt_name_is_asked_with_suggestions_and_mended_by_a_choice(season):
    text = "Phường An Đong\t80\nPhường Bến Thàn\t81\nP3\t82"

    table = staged(season, text)
    assert fates(table)[1:] == ["unknown", "exact"]
    assert table.rows[1].suggestions[0].code == "P2"
    assert not table.is_clean

    mended = staged(season, text, choices={2: str(season.units["P2"].pk), 1: str(season.units["P1"].pk)})
    assert fates(mended) == ["chosen", "chosen", "exact"]
    assert mended.is_clean


def test_a_row_can_be_left_out_and_totals_are_by_themselves(season):
    table = staged(season, "P1\t80\nAi đó\t81\nTổng cộng\t161", choices={2: "skip"})

    assert fates(table) == ["exact", "skipped", "skipped"]
    assert table.is_clean


def test_a_choice_of_a_unit_that_takes_no_part_is_not_taken(season):
    table = staged(season, "Ai đó\t81", choices={1: str(season.units["VP"].pk)}, columns={"name": 0, "value": 1})

    assert fates(table) == ["unknown"]


def test_an_ambiguous_name_is_asked(season):
    other = make_unit("Xã An Đông", code="X1")
    season.campaign.participations.create(unit=other)

    table = staged(season, "An Đông\t80\nP2\t81")

    assert fates(table) == ["ambiguous", "exact"]
    assert {unit.code for unit in table.rows[0].suggestions} == {"P1", "X1"}


def test_a_former_name_means_the_unit_that_followed(season):
    old = make_unit("Phường Mười Bốn Cũ", code="C14", valid_to=date(2025, 6, 30))
    make_succession(old, season.units["P1"], date(2025, 7, 1), extent="whole")

    assert staged(season, "Phường Mười Bốn Cũ\t80\nP2\t1").rows[0].unit == season.units["P1"]


def test_a_row_without_figure_is_no_data_and_holds_nothing_up(season):
    table = staged(season, "P1\t80\nP2\t")

    assert fates(table) == ["exact", "missing_value"]
    assert table.is_clean


def test_a_row_that_cannot_be_read_says_why(season):
    table = staged(season, "P1\t180\nP2\tabc\nP3\t90")

    assert fates(table) == ["fault", "fault", "exact"]
    assert "100" in table.rows[0].message
    assert "abc" in table.rows[1].message


def test_a_unit_named_twice_is_asked(season):
    table = staged(season, "P1\t80\nPhường An Đông\t81")

    assert fates(table) == ["exact", "duplicate"]
    assert "1" in table.rows[1].message


def test_a_unit_that_left_or_to_which_the_line_does_not_apply_is_named_and_left_out(season):
    Participation.objects.filter(unit=season.units["P1"]).update(is_active=False)
    unit = season.units["P2"]
    unit.valid_from = date(2025, 11, 1)
    unit.save()

    table = staged(season, "P1\t80\nP2\t81\nP3\t82")

    assert fates(table) == ["not_participant", "not_applicable", "exact"]
    assert [unit.code for unit, _typed in table.taken] == ["P3"]


def test_numbers_are_read_as_the_table_writes_them(season):
    assert staged(season, "P1\t98.6\nP2\t97.5").taken[0][1].value == Decimal("98.6")
    mixed = staged(season, "P1\t98.6\nP2\t97,5\nP3\t1.240", line="I.2", columns={"name": 0, "value": 1})
    assert mixed.rows[2].fate == "fault"


def test_parts_of_a_ratio_are_read_from_two_columns(season):
    table = staged(season, "Đơn vị\tTử số\tMẫu số\nP1\t21\t22\nP2\t5\t", line="I.1")

    assert table.rows[0].typed.denominator == 22
    assert table.rows[1].fate == "fault"


def test_the_preview_tells_what_would_change(season):
    text = "P1\t80\nP2\t81"
    table = staged(season, text)
    provide(
        actor=season.actor("STC", Role.PROVIDER), lines=season.lines, line=season.line("II.1"), period="2025-07",
        rows=table.taken, at=NOON,
    )  # fmt: skip

    again = staged(season, "P1\t80\nP2\t85\nP3\t1")

    assert [row.is_change for row in again.rows] == [False, True, True]
    assert again.rows[1].before.value == 81


def test_staging_costs_the_same_for_two_rows_and_for_many(season, django_assert_max_num_queries):
    lines, line = season.lines, season.line("II.1")
    cells = split_pasted("\n".join(f"{code}\t80" for code in season.units))

    for some in (cells[:2], cells):
        with django_assert_max_num_queries(2):
            stage_table(lines=lines, line=line, period="2025-07", cells=some, language="vi")
