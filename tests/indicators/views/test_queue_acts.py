"""Every act of a verifier with and without script, and two verifiers at once."""

import html

import pytest
from django.test import Client

from indicators.models import Cell, Comment, Entry, Verdict
from tests.factories.season import NOON, Season
from tests.factories.units import make_membership
from tests.indicators.views.reporters import LATE
from tests.indicators.views.verifying import address, cell, client, named, report, three_waiting
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return three_waiting()


def test_one_figure_is_accepted_by_a_plain_form_and_the_list_comes_back(season):
    there = address(season, "queue_line", season.line("I.2").pk)

    answer = client(season).post(address(season, "queue_accept"), {"case": named(season), "next": there}, follow=True)

    assert answer.redirect_chain == [(there, 302)]
    assert "1 figure was accepted" in answer.content.decode()
    assert cell(season).state == "accepted"


def test_with_htmx_the_row_alone_comes_back(season):
    answer = client(season).post(
        address(season, "queue_accept"), {"case": named(season)}, headers={"HX-Request": "true"}
    )

    text = answer.content.decode()
    assert text.lstrip().startswith("<tr")
    assert 'aria-disabled="true"' in text


def in_list(season, name="queue_accept", unit="P1", who=None, **fields):
    """An act as the list of I.2 sends it with htmx."""
    there = address(season, "queue_line", season.line("I.2").pk)
    given = {"case": named(season, unit), "next": there, **fields}
    return (who or client(season)).post(address(season, name), given, headers={"HX-Request": "true"})


def test_after_an_act_the_head_counts_what_is_left(season):
    answer = in_list(season)

    text = answer.content.decode()
    assert 'id="queue-head"' in text
    assert "Accept 2 usual figures" in text
    assert 'hx-swap-oob="innerHTML:#notices"' in text


def test_an_accepted_row_is_undone_where_it_stands(season):
    who = client(season)
    in_list(season, who=who)
    place = {"line": season.line("I.2").pk, "unit": season.units["P1"].pk, "next": "/"}
    undo = address(season, "queue_revoke", Verdict.objects.get().pk)

    empty = who.post(undo, {**place, "reason": " "}, headers={"HX-Request": "true"})
    done = who.post(undo, {**place, "reason": "Nhầm dòng"}, headers={"HX-Request": "true"})

    assert (empty.status_code, "Give the reason" in empty.content.decode()) == (422, True)
    assert "data-accept" in done.content.decode()
    assert cell(season).is_waiting


def test_a_refused_act_in_a_row_comes_back_in_that_row_with_what_was_typed(season):
    refused = in_list(season, "queue_return", reason=" ")
    adjusted = in_list(season, "queue_adjust", value="1,5", reason="Xem lại")

    for answer, said in ((refused, "Give the reason"), (adjusted, "Xem lại")):
        text = answer.content.decode()
        assert (answer.status_code, text.lstrip().startswith("<tr"), said in text) == (422, True, True)
    assert 'value="1,5"' in adjusted.content.decode()
    assert not Verdict.objects.exists()


def test_a_figure_is_adjusted_in_its_row(season):
    text = in_list(season, "queue_adjust", value="1", reason="Trùng một mô hình").content.decode()

    assert "data-undo" in text
    assert "Trùng một mô hình" in text
    assert cell(season).state == "adjusted"


def test_a_reason_typed_for_a_figure_that_waits_no_more_is_shown_back(season):
    name, who = named(season), client(season)
    who.post(address(season, "queue_accept"), {"case": name})

    answer = in_list(season, "queue_return", who=who, case=name, reason="Thiếu biên bản")

    assert answer.status_code == 409
    assert "You had written: Thiếu biên bản" in answer.content.decode()


def accepted_at_once(season, who):
    names = " ".join(named(season, unit) for unit in ("P1", "P2", "P3"))
    who.post(address(season, "queue_accept"), {"cases": names})
    return address(season, "queue_undo_act", Verdict.objects.earliest("pk").pk)


def test_what_was_accepted_at_once_is_offered_to_be_undone_at_once(season):
    who = client(season)
    undo = accepted_at_once(season, who)
    there = address(season, "queue_line", season.line("I.2").pk)
    for page in (there, address(season, "queue_verdicts")):
        assert undo in who.get(page).content.decode()

    answer = who.post(undo, {"reason": "Nhầm danh sách", "next": there}, follow=True)

    assert "3 figures wait again" in answer.content.decode()
    assert undo not in answer.content.decode()
    assert all(cell(season, unit).is_waiting for unit in ("P1", "P2", "P3"))


def test_undoing_at_once_says_what_it_left_as_it_is(season):
    who = client(season)
    undo = accepted_at_once(season, who)
    report(season, "P2", 4, at=NOON)

    answer = who.post(undo, {"reason": "Nhầm danh sách"}, follow=True)

    assert "2 figures wait again" in answer.content.decode()
    assert "Bến Thành, I.2, month 7/2025: a newer figure was submitted" in answer.content.decode()


def test_a_list_never_leads_to_another_host(season):
    answer = client(season).post(
        address(season, "queue_accept"), {"case": named(season), "next": "https://example.org/"}
    )

    assert answer["Location"] == address(season, "queue")


def test_all_usual_figures_are_accepted_in_one_act(season):
    names = " ".join(named(season, unit) for unit in ("P1", "P2", "P3"))

    answer = client(season).post(address(season, "queue_accept"), {"cases": names}, follow=True)

    assert "3 figures were accepted" in answer.content.decode()
    assert Verdict.objects.count() == 3


def test_figures_left_out_of_a_list_accepted_at_once_are_named_each_with_its_reason(season):
    names = " ".join(named(season, unit) for unit in ("P1", "P2", "P3"))
    who = client(season)
    who.post(address(season, "queue_return"), {"case": named(season), "reason": "Thiếu"})
    report(season, "P2", 3, proof=False)

    text = html.unescape(who.post(address(season, "queue_accept"), {"cases": names}, follow=True).content.decode())

    assert "1 figure was accepted. 2 figures were left as they are:" in text
    assert "Phường An Đông, I.2 month 7/2025 (you or a colleague asked the unit for more)" in text
    assert "Phường Bến Thành, I.2 month 7/2025 (the unit has sent a newer figure, which waits)" in text


def test_of_many_figures_left_out_a_few_are_named(season):
    for month in ("2025-08", "2025-09", "2025-10"):
        report(season, "P1", 2, period=month, proof=False, at=LATE)
        report(season, "P2", 2, period=month, proof=False, at=LATE)
    line = season.line("I.2")
    rows = Cell.objects.filter(is_waiting=True).order_by("pk")
    names = " ".join(f"{line.pk}:{row.unit_id}:{row.period}:{row.reported_id}" for row in rows)
    who = client(season)
    who.post(address(season, "queue_accept"), {"cases": names})

    text = who.post(address(season, "queue_accept"), {"cases": names}, follow=True).content.decode()

    assert "9 figures were left as they are" in text
    assert text.count("(it was appraised meanwhile)") == 5


def test_the_second_verifier_reads_that_the_figure_no_longer_waits(season):
    name, who = named(season), client(season)
    who.post(address(season, "queue_accept"), {"case": name})

    again = who.post(address(season, "queue_accept"), {"case": name}, follow=True)
    swapped = who.post(address(season, "queue_accept"), {"case": name}, headers={"HX-Request": "true"})
    returned = who.post(address(season, "queue_return"), {"case": name, "reason": "Thiếu"})

    assert "Phường An Đông, I.2 month 7/2025 (it was appraised meanwhile)" in again.content.decode()
    assert (swapped.status_code, "no longer waits" in swapped.content.decode()) == (409, True)
    assert (returned.status_code, "no longer waits" in returned.content.decode()) == (422, True)
    assert Verdict.objects.count() == 1


def test_more_is_asked_for_with_a_reason(season):
    answer = client(season).post(
        address(season, "queue_return"), {"case": named(season), "reason": "Thiếu biên bản"}, follow=True
    )

    assert "The unit was asked for more." in answer.content.decode()
    assert (cell(season).state, Verdict.objects.get().reason) == ("returned", "Thiếu biên bản")


def test_without_a_reason_nothing_is_returned(season):
    answer = client(season).post(address(season, "queue_return"), {"case": named(season), "reason": "  "})

    assert answer.status_code == 422
    assert "Give the reason" in answer.content.decode()
    assert not Verdict.objects.exists()


def test_a_figure_is_adjusted_and_the_reported_one_stays(season):
    given = {"case": named(season), "value": "1", "reason": "Một mô hình chưa đủ điều kiện"}

    answer = client(season).post(address(season, "queue_adjust"), given, follow=True)

    assert "appraised with your value" in answer.content.decode()
    assert (cell(season).state, Verdict.objects.get().value, Entry.objects.get(pk=cell(season).reported_id).value) == (
        "adjusted", 1, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [("", "A figure is missing"), ("2", "Accept it instead"), ("1.5", "not a whole number"), ("NaN", "NaN")],
)
def test_a_figure_that_cannot_be_taken_is_refused_and_kept_on_the_page(season, value, said):
    given = {"case": named(season), "value": value, "reason": "Xem lại"}

    answer = client(season).post(address(season, "queue_adjust"), given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Xem lại" in answer.content.decode()
    assert not Verdict.objects.exists()


def test_ones_own_verdict_is_found_and_taken_back_with_a_reason(season):
    who = client(season)
    who.post(address(season, "queue_accept"), {"case": named(season)})
    verdict = Verdict.objects.get()
    assert "An Đông" in who.get(address(season, "queue_verdicts")).content.decode()

    about = {"line": season.line("I.2").pk, "unit": season.units["P1"].pk}
    empty = who.post(address(season, "queue_revoke", verdict.pk), {**about, "reason": ""}, follow=True)
    done = who.post(address(season, "queue_revoke", verdict.pk), {**about, "reason": "Nhầm dòng"}, follow=True)

    assert "Give the reason" in empty.content.decode()
    assert "waits again" in done.content.decode()
    assert cell(season).is_waiting
    assert "Nhầm dòng" in who.get(address(season, "queue_verdicts")).content.decode()


def test_somebody_elses_verdict_is_neither_listed_nor_taken_back(season):
    client(season).post(address(season, "queue_accept"), {"case": named(season)})
    verdict = Verdict.objects.get()
    colleague = Client()
    person = make_membership(unit=season.units["SNV"], role=Role.VERIFIER).user
    colleague.force_login(person)
    colleague.cookies["django_language"] = "en"

    about = {"line": season.line("I.2").pk, "unit": season.units["P1"].pk, "reason": "Nhầm"}
    answer = colleague.post(address(season, "queue_revoke", verdict.pk), about, follow=True)

    assert "Only the person who gave a verdict" in answer.content.decode()
    assert "An Đông" not in colleague.get(address(season, "queue_verdicts")).content.decode()
    assert Verdict.objects.count() == 1


def test_a_word_is_said_on_the_cell(season):
    place = season.line("I.2").pk, season.units["P1"].pk, "2025-07"

    answer = client(season).post(address(season, "queue_say", *place), {"body": "Đã nhận biên bản"}, follow=True)

    assert "Đã nhận biên bản" in answer.content.decode()
    assert Comment.objects.get().acting_unit == season.units["SNV"]


@pytest.mark.parametrize("name", ["", "x", "1:2:3", "0:0:2025-07:0", "9999999:1:2025-07:1"])
def test_a_name_that_no_page_wrote_is_not_found(season, name):
    assert client(season).post(address(season, "queue_adjust"), {"case": name}).status_code == 404


@pytest.mark.parametrize("there", ["foo", "queue", "javascript:alert(1)", "//example.org/", "\\\\example.org"])
def test_what_is_no_address_of_this_site_leads_to_the_queue(season, there):
    answer = client(season).post(address(season, "queue_accept"), {"case": named(season), "next": there})

    assert answer["Location"] == address(season, "queue")
    assert cell(season).state == "accepted"


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_numbers_that_no_row_has_are_not_found(season, number):
    who = client(season)

    assert who.post(address(season, "queue_accept"), {"case": f"{number}:1:2025-07:1"}).status_code == 404
    revoked = {"line": number, "unit": "1", "reason": "x"}
    assert who.post(address(season, "queue_revoke", 1), revoked).status_code == 404


def test_a_reason_with_a_nul_returns_nothing(season):
    answer = client(season).post(address(season, "queue_return"), {"case": named(season), "reason": "Thiếu\0"})

    assert answer.status_code == 400
    assert not Verdict.objects.exists()
