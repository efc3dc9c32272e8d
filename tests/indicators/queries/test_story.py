"""What is told of one cell, and to whom."""

from datetime import timedelta
from decimal import Decimal

import pytest

from indicators.domain.conversation import say
from indicators.domain.progress import save_draft
from indicators.domain.submission import submit, withdraw
from indicators.domain.verification import Case, adjust, ask_more
from indicators.gauges import Typed
from indicators.models import Entry
from indicators.queries.story import story
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("english")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def season() -> Season:
    return make_season()


def enter(season: Season, number: int, at=NOON, note: str = "") -> Entry:
    latest = Entry.objects.order_by("-pk").first()
    saved = save_draft(
        actor=season.actor("P1"), lines=season.lines, line=season.line("I.2"), unit=season.units["P1"],
        period="2025-07", typed=Typed(value=Decimal(number), note=note), based_on_id=latest and latest.pk, at=at,
    )  # fmt: skip
    assert saved.entry
    return saved.entry


def hand_in(season: Season, at=NOON) -> None:
    cells = [(season.line("I.2"), "2025-07")]
    submit(actor=season.actor("P1", Role.HEAD), lines=season.lines, unit=season.units["P1"], cells=cells, at=at)


def told(season: Season, reader: str = "P1") -> list[str]:
    found = story(season.line("I.2"), season.units["P1"], "2025-07", reader_unit_id=season.units[reader].pk)
    return [one.text for one in found]


def on(season: Season) -> dict:
    return {"lines": season.lines, "line": season.line("I.2"), "unit": season.units["P1"], "period": "2025-07"}


def test_everything_is_told_in_the_order_it_happened(season):
    enter(season, 3, note="theo báo cáo")
    hand_in(season, NOON + MINUTE)
    withdraw(actor=season.actor("P1", Role.HEAD), **on(season), at=NOON + 2 * MINUTE, reason="nhầm")
    say(actor=season.actor("P1"), **on(season), body="Xin sửa", at=NOON + 3 * MINUTE)
    assert told(season) == ["entered 3 — theo báo cáo", "submitted", "withdrew the figure: nhầm", "Xin sửa"]


def test_drafts_are_told_to_the_unit_alone(season):
    enter(season, 3)
    assert told(season) == ["entered 3"]
    assert told(season, "SNV") == []
    hand_in(season)
    assert told(season, "SNV") == ["entered 3", "submitted"]


def test_verdicts_are_told_with_their_reason(season):
    verifier = season.actor("SNV", Role.VERIFIER)
    entry = enter(season, 3)
    hand_in(season)
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", entry.pk)
    ask_more(actor=verifier, lines=season.lines, case=case, reason="Thiếu QĐ", at=NOON + MINUTE)
    again = enter(season, 4, at=NOON + 2 * MINUTE)
    hand_in(season, NOON + 3 * MINUTE)
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", again.pk)
    adjust(
        actor=verifier, lines=season.lines, case=case, typed=Typed(value=Decimal(2)), reason="Trùng",
        at=NOON + 4 * MINUTE,
    )  # fmt: skip
    assert told(season)[2] == "asked for more: Thiếu QĐ"
    assert told(season)[-1] == "appraised it as 2: Trùng"


def test_a_story_costs_four_queries_however_long_it_is(season, django_assert_num_queries):
    line, unit = season.line("I.2"), season.units["P1"]
    for number in (3, 4):
        enter(season, number)
        with django_assert_num_queries(4):
            story(line, unit, "2025-07", reader_unit_id=unit.pk)
