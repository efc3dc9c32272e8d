"""The verifier's word."""

import pytest

from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import CellState
from indicators.domain.submission import withdraw
from indicators.domain.verification import Accepted, accept, adjust, ask_more, revoke
from indicators.models import CurrentValue, Entry, Verdict
from tests.factories.season import NOON, Season, make_season
from tests.indicators.domain.appraising import ONE, THREE, TWO, cell, reported, verified, verifier
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


def test_an_accepted_figure_counts_as_appraised(season):
    case = reported(season)

    assert accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON) == Accepted(1, [])

    found = cell(season, case)
    assert (found.state, found.verdict.entry_id, found.is_waiting) == (CellState.ACCEPTED, case.entry_id, False)
    assert verified(case) == "2"


def test_many_figures_are_accepted_by_one_act_with_one_audit_row(season):
    cases = [reported(season, unit=unit) for unit in ("P1", "P2", "P3")]

    accept(actor=verifier(season), lines=season.lines, cases=cases, at=NOON)

    row = AuditRecord.objects.get(verb="accept")
    assert row.subject_kind == "entries"
    assert '"entries":3' in row.detail
    assert Verdict.objects.count() == 3


def test_what_was_accepted_in_another_tab_is_passed_over(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)

    assert accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON) == Accepted(
        0, [(case, "accepted")]
    )
    assert Verdict.objects.count() == 1


def test_a_figure_replaced_meanwhile_is_not_accepted_by_its_old_page(season):
    old = reported(season)
    reported(season, THREE)

    assert accept(actor=verifier(season), lines=season.lines, cases=[old], at=NOON).passed_over == [(old, "submitted")]
    with pytest.raises(Faults):
        adjust(actor=verifier(season), lines=season.lines, case=old, typed=ONE, reason="x", at=NOON)


def test_an_adjusted_figure_counts_with_the_appraisers_value_and_leaves_the_entry(season):
    case = reported(season)

    adjust(actor=verifier(season), lines=season.lines, case=case, typed=ONE, reason="Trùng một mô hình", at=NOON)

    assert cell(season, case).state == CellState.ADJUSTED
    assert Entry.objects.get(pk=case.entry_id).value == 2
    assert verified(case) == "1"
    value = CurrentValue.objects.get(unit=case.unit, criterion=case.line, basis="reported").value
    assert value == "2"


def test_adjusting_to_the_same_figure_is_refused(season):
    case = reported(season)
    with pytest.raises(Faults, match="Accept it"):
        adjust(actor=verifier(season), lines=season.lines, case=case, typed=TWO, reason="x", at=NOON)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 4001])
def test_adjusting_and_asking_need_a_reason_of_bearable_length(season, reason):
    case = reported(season)

    with pytest.raises(Faults):
        adjust(actor=verifier(season), lines=season.lines, case=case, typed=ONE, reason=reason, at=NOON)
    with pytest.raises(Faults):
        ask_more(actor=verifier(season), lines=season.lines, case=case, reason=reason, at=NOON)

    assert not Verdict.objects.exists()


def test_a_returned_figure_counts_nowhere_and_waits_for_nobody(season):
    case = reported(season)

    ask_more(actor=verifier(season), lines=season.lines, case=case, reason="Thiếu danh sách", at=NOON)

    found = cell(season, case)
    assert (found.state, found.reported, found.verdict, found.is_waiting) == (CellState.RETURNED, None, None, False)
    assert found.submitted_at == NOON


def test_an_amendment_changes_nothing_appraised_until_its_verdict(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)

    newer = reported(season, THREE)

    assert verified(case) == "2"
    assert cell(season, case).is_waiting
    accept(actor=verifier(season), lines=season.lines, cases=[newer], at=NOON)
    assert verified(case) == "3"


def test_a_mistaken_verdict_is_taken_back_by_its_author_and_the_figure_waits_again(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)
    given = {"lines": season.lines, "line": case.line, "unit": case.unit, "reason": "Nhầm dòng", "at": NOON}
    mistaken = Verdict.objects.get()

    revoke(actor=verifier(season), verdict_id=mistaken.pk, **given)

    assert cell(season, case).is_waiting
    assert cell(season, case).verdict is None
    with pytest.raises(Faults, match="already"):
        revoke(actor=verifier(season), verdict_id=mistaken.pk, **given)


def test_a_revoked_verdict_brings_the_one_before_it_back(season):
    first = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[first], at=NOON)
    second = reported(season, THREE)
    accept(actor=verifier(season), lines=season.lines, cases=[second], at=NOON)

    revoke(
        actor=verifier(season), lines=season.lines, line=second.line, unit=second.unit,
        verdict_id=Verdict.objects.latest("pk").pk, reason="Nhầm", at=NOON,
    )  # fmt: skip

    assert verified(first) == "2"


def test_somebody_elses_verdict_is_not_taken_back(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)
    colleague = season.actor("SNV", Role.VERIFIER)
    season.users.clear()
    colleague = season.actor("SNV", Role.VERIFIER)

    with pytest.raises(Faults, match="gave"):
        revoke(
            actor=colleague, lines=season.lines, line=case.line, unit=case.unit,
            verdict_id=Verdict.objects.get().pk, reason="x", at=NOON,
        )  # fmt: skip


def test_a_verdict_on_another_line_is_not_found(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)

    with pytest.raises(Faults, match="no such verdict"):
        revoke(
            actor=verifier(season), lines=season.lines, line=season.line("I.3"), unit=case.unit,
            verdict_id=Verdict.objects.get().pk, reason="x", at=NOON,
        )  # fmt: skip


def test_a_figure_already_appraised_is_not_withdrawn(season):
    case = reported(season)
    accept(actor=verifier(season), lines=season.lines, cases=[case], at=NOON)

    with pytest.raises(Faults):
        withdraw(
            actor=season.actor("P1", Role.HEAD), lines=season.lines, line=case.line, unit=case.unit,
            period=case.period, at=NOON,
        )  # fmt: skip


def test_accepting_costs_the_same_number_of_queries_for_one_and_for_three(season, django_assert_max_num_queries):
    cases = [reported(season, unit=unit) for unit in ("P1", "P2", "P3")]
    lines, actor = season.lines, verifier(season)

    with django_assert_max_num_queries(40):
        accept(actor=actor, lines=lines, cases=cases, at=NOON)
