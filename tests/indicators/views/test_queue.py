"""What the verifier's pages show, and to whom."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from indicators.domain.progress import Wanted, save_many
from indicators.gauges import Typed
from indicators.models import Verdict
from tests.factories.season import NOON, Season
from tests.factories.units import make_membership
from tests.indicators.views.verifying import IN_TIME, address, cell, client, line_page, named, report, three_waiting
from units.choices import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return three_waiting()


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


def test_units_a_verifier_also_belongs_to_are_not_in_the_queue(season):
    make_membership(season.user("SNV", Role.VERIFIER), season.units["P1"], Role.REPORTER)
    who = client(season)
    who.get(address(season, "queue"))

    text = line_page(season, who)

    assert "An Đông" not in text[text.index('id="content"') :]
    assert "Accept 2 usual figures" in text


def test_a_draft_over_a_submitted_figure_is_not_shown(season):
    wanted = Wanted(season.line("I.2"), "2025-07", Typed(value=Decimal(7654)), cell(season).latest_id)
    save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=[wanted], at=IN_TIME)

    place = season.line("I.2").pk, season.units["P1"].pk, "2025-07"
    text = client(season).get(address(season, "queue_case", *place)).content.decode()

    assert not {"7654", "7.654", "7,654"} & set(re.split(r"[^0-9.,]+", text[text.index('id="content"') :]))
    assert "Accept as reported" in text


def test_after_closing_the_queue_is_read_and_says_why_nothing_can_be_done(season):
    season.move(Status.CLOSED)

    text = line_page(season, client(season))

    assert "The figures are closed" in text
    assert "data-accept" not in text


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
