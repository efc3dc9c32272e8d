"""Units see what is provided about them before it counts, contest it, and the department answers."""

import html
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.models import AuditRecord
from indicators.domain.provided import provide
from indicators.gauges import Typed
from indicators.models import Cell, Entry, EntryAct
from tests.factories.season import Season, make_season
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    made = make_season()
    give(made, {"P1": 80, "P2": 90})
    return made


def give(season: Season, figures: dict[str, int], period="2025-07", at=None) -> None:
    rows = [(season.units[code], Typed(value=Decimal(number))) for code, number in figures.items()]
    given = {"line": season.line("II.1"), "period": period, "at": at or timezone.now()}
    provide(actor=season.actor("STC", Role.PROVIDER), lines=season.lines, rows=rows, **given)


def client(season: Season, unit: str = "P1", role: str = Role.REPORTER) -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    found.cookies["django_language"] = "en"
    return found


def address(season: Season, name: str = "provided_figures") -> str:
    return reverse(name, args=[season.campaign.code])


def entry(season: Season, unit: str = "P1") -> Entry:
    return Entry.objects.filter(unit=season.units[unit]).latest("pk")


def state(season: Season, unit: str = "P1") -> str:
    return Cell.objects.get(unit=season.units[unit]).state


def contest(season: Season, reason: str = "Thiếu một dự án", who: Client | None = None):
    given = {"entry": entry(season).pk, "reason": reason}
    return (who or client(season)).post(address(season, "contest_figure"), given, follow=True)


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def test_a_unit_reads_what_is_provided_about_it_and_until_when_it_may_comment(season):
    text = text_of(client(season).get(address(season)))

    assert "80.00%" in text
    assert "90.00%" not in text
    assert "Without comment it counts from" in text


def test_a_contested_figure_waits_for_the_departments_answer(season):
    assert "Your words were sent" in text_of(contest(season))
    assert state(season) == "contested"

    text = text_of(client(season, "STC", Role.PROVIDER).get(address(season, "provide_contested")))
    assert "Thiếu một dự án" in text
    assert "An Đông" in text


def test_without_words_nothing_is_contested(season):
    answer = contest(season, " ")

    assert answer.status_code == 422
    assert "Say what is wrong" in text_of(answer)
    assert state(season) == "provided"


def test_a_figure_seen_without_objection_may_still_be_contested_until_its_day(season):
    answer = client(season).post(address(season, "note_seen"), {"entry": entry(season).pk}, follow=True)

    assert "Noted: seen, no objection." in text_of(answer)
    assert "Your unit has seen it and has no objection." in text_of(answer)
    assert state(season) == "provided"
    assert AuditRecord.objects.filter(verb="note_seen").count() == 1
    assert "Your words were sent" in text_of(contest(season))


def test_the_todo_forgets_what_was_seen(season):
    who, todo = client(season), reverse("todo")
    assert "Check figures provided by" in text_of(who.get(todo))

    who.post(address(season, "note_seen"), {"entry": entry(season).pk})

    assert "Check figures provided by" not in text_of(who.get(todo))


@pytest.mark.parametrize(("unit", "role", "status"), [("P1", Role.VERIFIER, 403), ("P2", Role.HEAD, 422)])
def test_only_the_unit_itself_notes_that_it_has_seen(season, unit, role, status):
    answer = client(season, unit, role).post(address(season, "note_seen"), {"entry": entry(season).pk})

    assert answer.status_code == status
    assert not EntryAct.objects.exists()


def test_another_units_figure_is_not_contested(season):
    given = {"entry": entry(season, "P2").pk, "reason": "Sai"}

    answer = client(season).post(address(season, "contest_figure"), given)

    assert answer.status_code == 422
    assert "not open to this any more" in text_of(answer)
    assert state(season, "P2") == "provided"


def test_a_figure_replaced_meanwhile_is_not_contested_by_the_old_page(season):
    old = entry(season).pk
    give(season, {"P1": 85})

    answer = client(season).post(address(season, "contest_figure"), {"entry": old, "reason": "Sai"})

    assert answer.status_code == 422
    assert state(season) == "provided"


def test_the_department_stands_by_its_figure_and_the_unit_reads_why(season):
    contest(season)
    one = reverse("provide_one", args=[season.campaign.code, season.line("II.1").pk, "2025-07", season.units["P1"].pk])
    who = client(season, "STC", Role.PROVIDER)
    assert "Thiếu một dự án" in text_of(who.get(one))

    empty = who.post(one, {"act": "uphold", "reason": "", "seen": entry(season).pk})
    done = who.post(one, {"act": "uphold", "reason": "Dự án đã tính", "seen": entry(season).pk}, follow=True)

    assert (empty.status_code, "Give the reason" in text_of(empty)) == (422, True)
    assert "The figure stands" in text_of(done)
    text = text_of(client(season).get(address(season)))
    assert "Dự án đã tính" in text
    assert "This is not right" not in text
    assert "has upheld this figure already" in text_of(contest(season))


def test_a_figure_that_counts_is_no_longer_on_the_page(season):
    give(season, {"P1": 70}, period="2025-08", at=timezone.now() - timedelta(days=400))
    Cell.objects.filter(unit=season.units["P1"]).update(state="accepted")

    assert "No figure waits for your check." in text_of(client(season).get(address(season)))


@pytest.mark.parametrize(("unit", "role", "status"), [("VP", Role.MANAGER, 403), ("SNV", Role.VERIFIER, 200)])
def test_only_units_that_take_part_have_such_a_page(season, unit, role, status):
    assert client(season, unit, role).get(address(season)).status_code == status


def test_a_verifier_of_the_unit_reads_and_contests_nothing(season):
    give(season, {"SNV": 60})
    given = {"entry": entry(season, "SNV").pk, "reason": "Sai"}

    answer = client(season, "SNV", Role.VERIFIER).post(address(season, "contest_figure"), given)

    assert answer.status_code == 403
    assert state(season, "SNV") == "provided"


def test_the_page_costs_the_same_for_one_and_for_three_rows(season):
    who, found = client(season), []
    who.get(address(season))
    for periods in ((), ("2025-08", "2025-09")):
        for period in periods:
            give(season, {"P1": 70}, period=period)
        with CaptureQueriesContext(connection) as queries:
            who.get(address(season))
        found.append(len(queries))

    assert found[0] == found[1]
