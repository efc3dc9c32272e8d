"""A table with several columns of figures: it is said which one is read as what, and the person may change it."""

import html

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Entry
from tests.factories.season import Season, document, make_season
from tests.indicators.views.test_provide import address, client, kept, payload, previewed, text_of
from units.queries.naming import forget_aliases, unit_name

pytestmark = pytest.mark.django_db
HEADINGS = "Đơn vị\tđúng hạn\tphải công bố\tTỷ lệ (%)\tCụm\n"
TABLE = HEADINGS + "Phường An Đông\t7\t7\t\tA\nPhường Bến Thành\t9\t10\t90\tA\n"
PARTS = {
    "numerator": {"vi": "Số thủ tục công bố đúng hạn", "en": "Procedures announced in time"},
    "denominator": {"vi": "Số thủ tục phải công bố", "en": "Procedures to announce"},
}


def season_of_parts() -> Season:
    plan = document()
    held = plan["criteria"][1]["children"][0]
    held["measure"] |= PARTS
    held["over_time"] = "ratio_of_sums"
    return make_season(plan=plan)


@pytest.fixture
def season() -> Season:
    return season_of_parts()


def test_one_sentence_says_which_column_is_read_as_what_and_which_is_not_used(season):
    text = previewed(client(season), address(season), TABLE)
    assert (
        "Read by the headings of the columns: “đúng hạn” is numerator; “phải công bố” is denominator; "
        "“Tỷ lệ (%)” is the ratio, only compared; not used: “Cụm”."
    ) in text


def test_both_parts_are_kept_though_the_ratio_stands_beside_them(season):
    kept(client(season), address(season), TABLE)

    assert {(entry.numerator, entry.denominator, entry.value) for entry in Entry.objects.all()} == {
        (7, 7, None),
        (9, 10, None),
    }


def test_a_stated_ratio_that_is_another_one_is_warned_of_on_its_row(season):
    text = previewed(client(season), address(season), HEADINGS + "Phường An Đông\t9\t10\t95\tA\n")

    assert "The table says 95; the two numbers give 90.00%, which is taken." in text
    assert "Save 1 figure" in text


def test_a_person_reads_the_columns_otherwise_before_anything_is_saved(season):
    who, there = client(season), address(season)
    swapped = {"column-1": "denominator", "column-2": "numerator"}
    sealed = payload(previewed(who, there, TABLE))

    text = text_of(who.post(there, {"step": "read", "payload": sealed, **swapped}))

    assert "Read as you said: “đúng hạn” is denominator" in text
    assert "The numerator (Procedures announced in time) is greater than the denominator" in text
    assert not Entry.objects.exists()


def test_columns_changed_at_the_moment_of_saving_are_shown_first(season):
    who, there = client(season), address(season)
    posted = {"column-1": "", "column-2": "", "column-3": "value", "reading": "2:denominator 1:numerator 3:value"}

    answer = kept(who, there, TABLE.replace("\t7\t7\t\t", "\t7\t7\t100\t"), **posted)

    assert "The rows were read again and nothing was saved yet" in text_of(answer)
    assert not Entry.objects.exists()


def test_headings_that_say_nothing_are_asked_about_and_the_rows_wait(season):
    text = previewed(client(season), address(season), "Đơn vị\tCột một\tCột hai\nPhường An Đông\t9\t10\n")

    assert "The headings do not say which column holds which figure." in text
    assert '<b class="bad">1</b> rows that wait for your answer' in html.unescape(text)


def test_the_question_of_the_decimal_mark_uses_the_figure_of_the_table(season):
    text = previewed(client(season), address(season), "Đơn vị\tTỷ lệ\nPhường An Đông\t3.125\n")

    assert "The comma is the decimal mark: “3.125” means 3125" in text
    assert "The point is the decimal mark: “3.125” means 3.125" in text


def test_units_left_out_are_named_at_once_and_one_that_is_guessed_is_not_among_them(season):
    table = HEADINGS + "Phường An Đông\t9\t10\t\tA\nPhường Bến Thạnhh\t1\t2\t\t\n"
    text = previewed(client(season), address(season), table)

    left_out = text.partition("<details open><summary>3 units have no figure in this table")[2].partition("</p>")[0]
    assert "Phường Chợ Quán" in left_out
    assert "Bến Thành" not in left_out
    assert "guess: Phường Bến Thành" in text


def test_a_period_that_is_not_over_is_warned_of(season):
    with time_machine.travel("2025-07-31 12:00+07:00", tick=False):
        text = text_of(client(season).get(address(season)))

    assert "figures given now may still change" in text
    with time_machine.travel("2025-08-01 12:00+07:00", tick=False):
        assert "figures given now may still change" not in text_of(client(season).get(address(season)))


def test_the_workbook_to_fill_is_read_back_as_it_stands(season):
    who = client(season)
    kept(who, address(season), TABLE)

    form = b"".join(who.get(address(season, "provide_form")).streaming_content)
    answer = who.post(address(season), {"step": "preview", "file": SimpleUploadedFile("a.xlsx", form)})

    assert "“Procedures announced in time” is numerator; “Procedures to announce” is denominator" in text_of(answer)
    assert text_of(answer).count("same figure as before") == 2


def test_the_workbook_of_one_figure_is_read_back_too():
    plain = make_season()
    who = client(plain)
    kept(who, address(plain), "P1\t90\nP2\t80\n")

    form = b"".join(who.get(address(plain, "provide_form")).streaming_content)
    answer = who.post(address(plain), {"step": "preview", "file": SimpleUploadedFile("a.xlsx", form)})

    assert text_of(answer).count("same figure as before") == 2


def test_a_unit_named_as_the_page_calls_it_is_not_named_twice(season, settings):
    settings.ANONYMOUS = True
    forget_aliases()
    first, second = (unit_name(season.units[code]) for code in ("P1", "P2"))
    text = previewed(client(season), address(season), HEADINGS + f"{first}\t8\t7\t\t\n{second}\t7\t7\t\t\n")
    settings.ANONYMOUS = False
    forget_aliases()

    assert f'<span class="sub">{first}</span>' not in text
    assert f'<span class="sub">{second}</span>' not in text


def test_a_workbook_to_fill_asks_as_much_for_one_as_for_three_figures(season):
    who, found = client(season), []
    for table in ("P1\t1\t2\n", "P2\t1\t2\nP3\t1\t2\n"):
        kept(who, address(season), table)
        with CaptureQueriesContext(connection) as queries:
            who.get(address(season, "provide_form"))
        found.append(len(queries))

    assert found[0] == found[1]
