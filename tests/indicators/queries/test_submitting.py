"""What would be submitted now."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.domain.evidence import Reference, add_evidence, link
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.domain.verification import Case, ask_more
from indicators.gauges import Typed
from indicators.models import Cell
from indicators.queries.submitting import Offer, offers
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def enter(season: Season, *figures: tuple[str, str, int]) -> None:
    unit = season.units["P1"]
    bases = {(cell.series_id, cell.period): cell.latest_id for cell in Cell.objects.filter(unit=unit)}
    wanted = [
        Wanted(season.line(code), period, Typed(value=Decimal(n)), bases.get((season.line(code).series_id, period)))
        for code, period, n in figures
    ]
    save_many(actor=season.actor("P1"), lines=season.lines, unit=unit, wanted=wanted, at=NOON)


def hand_in(season: Season, *cells: tuple[str, str]) -> None:
    pairs = [(season.line(code), period) for code, period in cells]
    actor = season.actor("P1", Role.HEAD)
    submit(actor=actor, lines=season.lines, unit=season.units["P1"], cells=pairs, at=NOON)


def offered(season: Season, *wanted: str) -> list[Offer]:
    return offers(season.lines, season.units["P1"], today=TODAY, wanted=wanted)


def test_only_periods_with_something_to_submit_are_offered_and_those_asked_for(season):
    assert offered(season) == []
    enter(season, ("I.2", "2025-07", 3))
    assert [offer.period.code for offer in offered(season)] == ["2025-07"]
    assert [offer.period.code for offer in offered(season, "2025-08")] == ["2025-07", "2025-08"]
    assert [offer.period.code for offer in offered(season, "2025-09")] == ["2025-07"]


def test_missing_lines_and_evidence_still_due_are_named(season):
    enter(season, ("I.2", "2025-07", 3))
    [offer] = offered(season)
    assert [line.code for line in offer.missing] == ["I.1"]
    assert [line.code for line in offer.unproven] == ["I.2"]


@pytest.mark.parametrize("period", ["2025-07", ""])
def test_a_document_of_the_period_or_of_the_line_is_evidence(season, period):
    enter(season, ("I.2", "2025-07", 3))
    actor, unit = season.actor("P1"), season.units["P1"]
    paper = add_evidence(actor=actor, unit=unit, reference=Reference("KH", number="1"), at=NOON)
    link(actor=actor, lines=season.lines, evidence=paper, targets=[(season.line("I.2"), period)], at=NOON)
    assert offered(season)[0].unproven == []


def test_until_when_counts_what_is_still_owed_and_says_which_lines_may_take_longer(season):
    [offer] = offered(season, "2025-07")[:1]
    assert (offer.dues.first, offer.dues.later) == (date(2025, 7, 31), ((date(2025, 8, 4), 1),))
    assert offer.dues.later_text == "1 chỉ tiêu hạn 04/8/2025"

    enter(season, ("I.2", "2025-07", 3))
    hand_in(season, ("I.2", "2025-07"))
    [offer] = offered(season, "2025-07")
    assert (offer.dues.first, offer.dues.later) == (date(2025, 8, 4), ())


def test_a_period_of_which_all_was_submitted_has_no_day_any_more(season):
    enter(season, ("I.3", "all", 1))
    hand_in(season, ("I.3", "all"))
    [offer] = offered(season, "all")
    assert offer.dues is None


def test_what_is_seen_changes_with_every_figure(season):
    enter(season, ("I.2", "2025-07", 3))
    before = offered(season)[0].seen
    assert offered(season)[0].seen == before
    enter(season, ("I.2", "2025-07", 4))
    assert offered(season)[0].seen != before


def test_a_submitted_figure_is_counted_and_a_returned_one_offered_apart(season):
    enter(season, ("I.2", "2025-07", 3))
    hand_in(season, ("I.2", "2025-07"))
    [offer] = offered(season, "2025-07")
    assert (offer.drafts, offer.returned, offer.submitted) == ([], [], 1)
    entry = Cell.objects.get(unit=season.units["P1"], period="2025-07").latest_id
    case = Case(season.line("I.2"), season.units["P1"], "2025-07", entry)
    ask_more(actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, case=case, reason="Thiếu", at=NOON)
    [offer] = offered(season)
    assert ([figure.text for figure in offer.returned], offer.submitted) == (["3"], 0)


def test_offers_cost_three_queries_however_many_figures_there_are(season, django_assert_num_queries):
    lines, unit = season.lines, season.units["P1"]
    for figures in ([("I.2", "2025-07", 3)], [("I.2", "2025-08", 3)]):
        enter(season, *figures)
        with django_assert_num_queries(3):
            [figure.text for offer in offers(lines, unit, today=TODAY) for figure in offer.drafts]
