"""The verifier's queue."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from campaigns.choices import Status
from indicators.choices import Oddity
from indicators.domain.evidence import Reference, add_evidence, link
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.domain.verification import Case as Decided
from indicators.domain.verification import accept, ask_more
from indicators.gauges import Typed
from indicators.models import Cell
from indicators.queries.queue import Case, counts, queue
from tests.factories.season import DEPARTMENTS, NOON, Season, document, make_season
from tests.factories.units import make_unit
from units.choices import Role, UnitKind

pytestmark = [pytest.mark.django_db, pytest.mark.both]
IN_TIME = NOON - timedelta(days=21)


@pytest.fixture
def season() -> Season:
    return make_season()


def report(season: Season, unit: str, number: int | Typed, *, line="I.2", period="2025-07", at=IN_TIME, proof=True):
    typed = number if isinstance(number, Typed) else Typed(value=Decimal(number))
    given = {"lines": season.lines, "unit": season.units[unit], "at": at}
    one, actor = season.line(line), season.actor(unit)
    cell = Cell.objects.filter(unit=season.units[unit], series=one.series_id, period=period).first()
    save_many(actor=actor, wanted=[Wanted(one, period, typed, cell.latest_id if cell else None)], **given)
    if proof:
        paper = add_evidence(actor=actor, unit=season.units[unit], reference=Reference("KH", number="1"), at=at)
        link(actor=actor, lines=season.lines, evidence=paper, targets=[(one, period)], at=at)
    submit(actor=season.actor(unit, Role.HEAD), cells=[(one, period)], **given)


def read(season: Season, code="SNV", **more):
    return queue(season.lines, season.units[code].pk, **more)


def decided(case: Case) -> Decided:
    return Decided(case.line, case.unit, case.period.code, case.entry.pk)


def test_a_line_is_read_down_the_units_oldest_period_first(season):
    for unit in ("P3", "P1", "P2"):
        report(season, unit, 2)
    report(season, "P1", 2, period="2025-08", at=NOON)

    cases = read(season, line=season.line("I.2")).cases

    found = [(case.unit.code, case.period.code) for case in cases]
    assert found == [("P1", "2025-07"), ("P1", "2025-08"), ("P2", "2025-07"), ("P3", "2025-07")]


def test_lines_with_something_waiting_are_counted_since_when(season):
    report(season, "P1", 2)
    report(season, "P2", 2, at=NOON)
    report(season, "P1", 1, line="I.3", period="all", at=NOON, proof=False)

    found = counts(season.lines, season.units["SNV"].pk)

    by_line = [(line.code, one.waiting, one.oldest) for line, one in found.lines]
    assert by_line == [("I.2", 2, IN_TIME), ("I.3", 1, NOON)]
    by_unit = [(unit.code, one.waiting, one.oldest) for unit, one in found.units]
    assert by_unit == [("P1", 2, IN_TIME), ("P2", 1, NOON)]
    assert counts(season.lines, season.units["STC"].pk).lines == []


def test_units_a_person_also_belongs_to_are_left_out(season):
    report(season, "P1", 2)
    report(season, "P2", 2)
    own = {season.units["P1"].pk}

    assert [case.unit.code for case in read(season, not_of=own).cases] == ["P2"]
    assert [unit.code for unit, _one in counts(season.lines, season.units["SNV"].pk, not_of=own).units] == ["P2"]


def test_the_queue_can_be_read_by_unit(season):
    report(season, "P1", 2)
    report(season, "P2", 2)
    report(season, "P1", 1, line="I.3", period="all", proof=False)

    cases = read(season, unit=season.units["P1"]).cases

    assert [(case.unit.code, case.line.code) for case in cases] == [("P1", "I.2"), ("P1", "I.3")]


def test_what_is_not_unusual_stands_apart(season):
    report(season, "P1", 2)
    report(season, "P2", 2, proof=False)

    found = read(season)

    assert [case.unit.code for case in found.usual] == ["P1"]
    assert [(case.unit.code, case.oddities) for case in found.unusual] == [("P2", [Oddity.EVIDENCE])]


def test_a_late_figure_is_marked(season):
    report(season, "P1", 2, at=NOON)

    [case] = read(season).unusual

    assert (case.oddities, case.due) == ([Oddity.LATE], date(2025, 7, 31))


def test_a_jump_against_the_period_before_is_marked(season):
    report(season, "P1", 4)
    report(season, "P1", 12, period="2025-08", at=NOON)

    july, august = read(season).cases

    assert july.is_usual
    assert (august.previous.value, august.oddities) == (4, [Oddity.JUMP])


def test_an_amendment_and_an_answer_to_a_question_are_marked(season):
    report(season, "P1", 2)
    report(season, "P2", 2)
    first, second = read(season).cases
    verifier = season.actor("SNV", Role.VERIFIER)
    accept(actor=verifier, lines=season.lines, cases=[decided(first)], at=NOON)
    ask_more(actor=verifier, lines=season.lines, case=decided(second), reason="Thiếu", at=NOON)

    report(season, "P1", 3)
    report(season, "P2", 3)

    assert [case.oddities for case in read(season).cases] == [[Oddity.AMENDED], [Oddity.AMENDED]]


def test_a_draft_corrected_before_it_was_submitted_is_no_amendment(season):
    wanted = [Wanted(season.line("I.2"), "2025-07", Typed(value=Decimal(1)))]
    save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=wanted, at=IN_TIME)

    report(season, "P1", 2)

    assert read(season).cases[0].is_usual


def test_a_figure_declared_not_applicable_is_always_looked_at(season):
    report(season, "P1", Typed(is_na=True, note="Không có hồ sơ"))

    assert read(season).unusual[0].oddities == [Oddity.NOT_APPLICABLE]


def test_evidence_asked_for_at_the_end_is_missed_only_from_self_scoring_on(season):
    line = season.line("I.1")
    line.evidence = "at_final"
    line.save()
    report(season, "P1", Typed(None, Decimal(1), Decimal(2)), line="I.1", proof=False)
    assert read(season).cases[0].is_usual

    season.move(Status.SELF_SCORE)

    assert read(season).cases[0].oddities == [Oddity.EVIDENCE]


def test_the_own_unit_is_left_to_another_and_that_is_shown(season):
    report(season, "SNV", 2)

    found = read(season)

    assert found.cases == []
    assert [(group.code, other.code) for group, other in found.recused] == [("I", "VP"), ("TRU", "VP")]
    assert [case.unit.code for case in read(season, "VP").cases] == ["SNV"]


def test_an_appraised_figure_leaves_the_queue(season):
    report(season, "P1", 2)
    accept(
        actor=season.actor("SNV", Role.VERIFIER), lines=season.lines, cases=[decided(read(season).cases[0])], at=NOON
    )

    assert read(season).cases == []


def test_the_queue_costs_the_same_for_one_and_for_three_units(season, django_assert_max_num_queries):
    for unit in ("P1", "P2", "P3"):
        report(season, unit, 2)
    lines = season.lines

    assert lines.participations
    with django_assert_max_num_queries(5):
        assert len(queue(lines, season.units["SNV"].pk).cases) == 3
    with django_assert_max_num_queries(1):
        counts(lines, season.units["SNV"].pk)


def crowded() -> Season:
    """Seven wards in one cluster, the last far from the others."""
    plan, codes = document(), [f"P{number}" for number in range(1, 8)]
    plan["participants"] = {"units": [*codes, "STC", "SNV"]}
    plan["blocks"][0]["units"] = codes
    wards = {code: make_unit(f"Phường {code}", code=code, valid_from=date(2025, 7, 1)) for code in codes}
    others = {code: make_unit(name, code=code, kind=UnitKind.DEPARTMENT) for code, name in DEPARTMENTS.items()}
    made = make_season(plan=plan, units=wards | others)
    for number, code in enumerate(codes, 10):
        report(made, code, 100 if code == "P7" else number)
    return made


def test_a_mark_stays_whatever_happens_to_the_others_of_the_cluster():
    season = crowded()
    verifier, found = season.actor("SNV", Role.VERIFIER), read(season)
    assert [(case.unit.code, case.oddities) for case in found.unusual] == [("P7", [Oddity.RANGE])]

    accept(actor=verifier, lines=season.lines, cases=[decided(case) for case in found.usual[:3]], at=NOON)
    for case in found.usual[3:]:
        ask_more(actor=verifier, lines=season.lines, case=decided(case), reason="Thiếu", at=NOON)

    assert [(case.unit.code, case.oddities) for case in read(season).cases] == [("P7", [Oddity.RANGE])]
