"""The verifier's pages: what waits, every act with and without script, two verifiers at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.choices import Status
from indicators.domain.evidence import Reference, add_evidence, link
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Cell, Comment, Entry, Verdict
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_membership
from units.choices import Role

pytestmark = pytest.mark.django_db
IN_TIME = NOON - timedelta(days=21)


@pytest.fixture
def season() -> Season:
    made = make_season()
    for unit in ("P1", "P2", "P3"):
        report(made, unit, 2)
    return made


def report(season: Season, unit: str, number: int, *, line="I.2", period="2025-07", proof=True, at=IN_TIME) -> None:
    one, given = season.line(line), {"lines": season.lines, "unit": season.units[unit], "at": at}
    cell = Cell.objects.filter(unit=season.units[unit], series=one.series_id, period=period).first()
    wanted = Wanted(one, period, Typed(value=Decimal(number)), cell.latest_id if cell else None)
    save_many(actor=season.actor(unit), wanted=[wanted], **given)
    if proof:
        about = {"actor": season.actor(unit), "at": at}
        paper = add_evidence(unit=season.units[unit], reference=Reference("KH", number="15/BC"), **about)
        link(lines=season.lines, evidence=paper, targets=[(one, period)], **about)
    submit(actor=season.actor(unit, Role.HEAD), cells=[(one, period)], **given)


def client(season: Season, unit: str = "SNV", role: str = Role.VERIFIER) -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    found.cookies["django_language"] = "en"
    return found


def address(season: Season, name: str, *args: object) -> str:
    return reverse(name, args=[season.campaign.code, *args])


def cell(season: Season, unit: str = "P1", line: str = "I.2") -> Cell:
    return Cell.objects.get(unit=season.units[unit], series=season.line(line).series_id, period="2025-07")


def named(season: Season, unit: str = "P1", line: str = "I.2") -> str:
    found = cell(season, unit, line)
    return f"{season.line(line).pk}:{season.units[unit].pk}:2025-07:{found.reported_id}"


def line_page(season: Season, who: Client, **asked: str) -> str:
    answer = who.get(address(season, "queue_line", season.line("I.2").pk), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_says_what_waits_where_and_since_when(season):
    text = client(season).get(address(season, "queue")).content.decode()

    assert "3 figures wait for your unit" in text
    assert "30/7/2025" in text or "30 Jul 2025" in text
    assert address(season, "queue_line", season.line("I.2").pk) in text
    assert address(season, "queue_unit", season.units["P3"].pk) in text


def test_the_first_page_says_who_appraises_the_own_unit(season):
    text = client(season).get(address(season, "queue")).content.decode()

    assert "the figures of Sở Nội vụ itself (groups I, TRU) are appraised by Văn phòng UBND" in text


def test_the_one_who_stands_in_reads_whose_place_it_takes(season):
    report(season, "SNV", 2)

    text = line_page(season, client(season, "VP", Role.MANAGER))

    assert "in place of Sở Nội vụ" in text
    assert "An Đông" not in text


def test_the_deductions_a_verifier_enters_are_listed(season):
    text = client(season).get(address(season, "queue")).content.decode()

    assert address(season, "provide_table", season.line("TRU.1").pk, "2025-07") in text


@pytest.mark.parametrize(("unit", "role"), [("P1", Role.REPORTER), ("P1", Role.HEAD), ("STC", Role.PROVIDER)])
def test_the_queue_is_not_open_to_those_who_appraise_nothing(season, unit, role):
    who = client(season, unit, role)

    assert who.get(address(season, "queue")).status_code == 403
    assert who.post(address(season, "queue_accept"), {"case": named(season)}).status_code == 403
    assert not Verdict.objects.exists()


def test_another_units_verifier_sees_and_decides_nothing_of_it(season):
    who = client(season, "STC")

    assert "An Đông" not in line_page(season, who)
    place = season.line("I.2").pk, season.units["P1"].pk, "2025-07"
    assert who.get(address(season, "queue_case", *place)).status_code == 403
    assert who.post(address(season, "queue_accept"), {"case": named(season)}).status_code == 403
    assert not Verdict.objects.exists()


def test_a_row_shows_the_figure_with_its_evidence(season):
    text = line_page(season, client(season))

    assert "15/BC" in text
    assert text.count("data-accept") == 3


def test_unusual_and_usual_stand_on_tabs_of_their_own(season):
    report(season, "P1", 40, period="2025-08", proof=False, at=NOON)

    unusual = line_page(season, client(season), show="unusual")

    assert "no evidence attached" in unusual
    assert unusual.count("data-accept") == 1
    assert "Accept 3 usual figures" in unusual


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


def test_the_second_verifier_reads_that_the_figure_no_longer_waits(season):
    name, who = named(season), client(season)
    who.post(address(season, "queue_accept"), {"case": name})

    again = who.post(address(season, "queue_accept"), {"case": name}, follow=True)
    swapped = who.post(address(season, "queue_accept"), {"case": name}, headers={"HX-Request": "true"})
    returned = who.post(address(season, "queue_return"), {"case": name, "reason": "Thiếu"})

    assert "no longer waited" in again.content.decode()
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


def test_units_a_verifier_also_belongs_to_are_not_in_the_queue(season):
    make_membership(season.user("SNV", Role.VERIFIER), season.units["P1"], Role.REPORTER)
    who = client(season)
    who.get(address(season, "queue"))

    text = line_page(season, who)

    assert "An Đông" not in text[text.index('id="content"') :]
    assert "Accept 2 usual figures" in text


def test_a_word_is_said_on_the_cell(season):
    place = season.line("I.2").pk, season.units["P1"].pk, "2025-07"

    answer = client(season).post(address(season, "queue_say", *place), {"body": "Đã nhận biên bản"}, follow=True)

    assert "Đã nhận biên bản" in answer.content.decode()
    assert Comment.objects.get().acting_unit == season.units["SNV"]


def test_a_draft_over_a_submitted_figure_is_not_shown(season):
    wanted = Wanted(season.line("I.2"), "2025-07", Typed(value=Decimal(77)), cell(season).latest_id)
    save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=[wanted], at=IN_TIME)

    place = season.line("I.2").pk, season.units["P1"].pk, "2025-07"
    text = client(season).get(address(season, "queue_case", *place)).content.decode()

    assert "77" not in text[text.index('id="content"') :]
    assert "Accept as reported" in text


def test_after_closing_the_queue_is_read_and_says_why_nothing_can_be_done(season):
    season.move(Status.CLOSED)

    text = line_page(season, client(season))

    assert "The figures are closed" in text
    assert "data-accept" not in text


@pytest.mark.parametrize("name", ["", "x", "1:2:3", "0:0:2025-07:0", "9999999:1:2025-07:1"])
def test_a_name_that_no_page_wrote_is_not_found(season, name):
    assert client(season).post(address(season, "queue_adjust"), {"case": name}).status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_three_rows(season):
    who = client(season)
    line_page(season, who)
    with CaptureQueriesContext(connection) as three:
        assert line_page(season, who).count("data-accept") == 3
    who.post(address(season, "queue_accept"), {"cases": f"{named(season)} {named(season, 'P2')}"})
    line_page(season, who)
    with CaptureQueriesContext(connection) as one:
        assert line_page(season, who).count("data-accept") == 1
    assert len(one) == len(three)
    with CaptureQueriesContext(connection) as verdicts:
        who.get(address(season, "queue_verdicts"))
    assert len(verdicts) <= 20
