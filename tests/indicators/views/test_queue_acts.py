"""Every act of a verifier with and without script, and two verifiers at once."""

import html

import pytest
from django.test import Client

from indicators.models import Cell, Comment, Entry, Verdict
from tests.factories.season import Season
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
