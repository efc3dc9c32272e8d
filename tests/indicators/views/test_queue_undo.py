"""What one act accepted is undone by one act."""

import pytest

from indicators.models import Verdict
from tests.factories.season import NOON, Season
from tests.indicators.views.verifying import address, cell, client, named, report, three_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return three_waiting()


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
