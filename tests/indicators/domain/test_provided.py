"""Figures a department provides for all units."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.choices import Status
from common.actors import system_actor
from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import CellState
from indicators.domain.evidence import Reference, add_evidence
from indicators.domain.provided import contest, note_seen, provide, settle_provided, uphold
from indicators.domain.verification import revoke
from indicators.gauges import Typed
from indicators.models import Batch, Cell, CurrentValue, Entry, EntryAct, EvidenceLink, Verdict
from tests.factories.season import HELD, NOON, Season, document, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
# NOON is Wednesday 20 August 2025: three working days later is Monday 25 August.
COUNTS_FROM = date(2025, 8, 25)
AFTER = NOON + timedelta(days=5)


def rate(number: int) -> Typed:
    return Typed(value=Decimal(number))


@pytest.fixture
def season() -> Season:
    return make_season()


def give(season: Season, figures: dict[str, Typed], *, actor=None, at=NOON, **more):
    rows = [(season.units[code], typed) for code, typed in figures.items()]
    actor = actor or season.actor("STC", Role.PROVIDER)
    given = {"line": season.line("II.1"), "period": "2025-07", **more}
    return provide(actor=actor, lines=season.lines, rows=rows, at=at, **given)


def cell(season: Season, unit="P1") -> Cell:
    return Cell.objects.get(unit=season.units[unit], series=season.line("II.1").series_id, period="2025-07")


def on(season: Season, unit="P1") -> dict:
    return {"lines": season.lines, "line": season.line("II.1"), "unit": season.units[unit], "period": "2025-07"}


def test_a_table_is_kept_in_one_batch_and_counts_nowhere_yet(season):
    done = give(season, {"P1": rate(80), "P2": rate(90)})

    assert (done.written, done.unchanged, done.counts_from) == (2, 0, COUNTS_FROM)
    assert Batch.objects.get().rows == 2
    found = cell(season)
    assert (found.state, found.reported, found.verdict, found.is_waiting) == (CellState.PROVIDED, None, None, False)
    assert found.latest.counts_from == COUNTS_FROM
    assert not CurrentValue.objects.exclude(state="none").exists()


def test_a_figure_seen_without_objection_counts_from_its_day_all_the_same(season):
    give(season, {"P1": rate(80)})
    entry = Entry.objects.get()
    for _again in range(2):
        note_seen(actor=season.actor("P1"), entry_id=entry.pk, at=NOON, **on(season))

    assert [act.kind for act in EntryAct.objects.all()] == ["seen"]
    assert AuditRecord.objects.filter(verb="note_seen").count() == 1
    assert cell(season).state == CellState.PROVIDED
    assert settle_provided(at=NOON) == 0
    assert settle_provided(at=AFTER) == 1


def test_only_the_unit_itself_notes_a_figure_as_seen_and_only_the_one_it_saw(season):
    give(season, {"P1": rate(80)})
    entry = Entry.objects.get()
    with pytest.raises(PermissionDenied):
        note_seen(actor=season.actor("P2"), entry_id=entry.pk, at=NOON, **on(season))
    give(season, {"P1": rate(81)})

    with pytest.raises(Faults, match="not open to this"):
        note_seen(actor=season.actor("P1"), entry_id=entry.pk, at=NOON, **on(season))
    assert not EntryAct.objects.exists()


def test_after_the_check_days_the_figures_count_on_both_bases(season):
    give(season, {"P1": rate(80)})

    assert settle_provided(at=NOON) == 0
    assert settle_provided(at=AFTER) == 1
    assert settle_provided(at=AFTER) == 0

    assert cell(season).state == CellState.ACCEPTED
    values = CurrentValue.objects.filter(unit=season.units["P1"], criterion__code="II.1")
    assert {row.basis: row.value for row in values} == {"reported": "80", "verified": "80"}
    verdict = Verdict.objects.get()
    assert (verdict.is_automatic, verdict.acting_unit, verdict.made_by) == (True, season.units["STC"], None)
    assert AuditRecord.objects.filter(verb="settle_provided").count() == 1


def test_the_providers_own_figure_waits_for_the_verifier(season):
    give(season, {"STC": rate(80), "P1": rate(90)})

    settle_provided(at=AFTER)

    assert cell(season, "STC").is_waiting
    assert cell(season, "STC").verdict is None
    assert cell(season, "P1").state == CellState.ACCEPTED


def test_a_figure_given_by_a_command_is_still_the_departments(season):
    give(season, {"STC": rate(80)}, actor=system_actor("load"))

    settle_provided(at=AFTER)

    assert cell(season, "STC").is_waiting


def test_a_contested_figure_does_not_count_until_it_is_upheld(season):
    give(season, {"P1": rate(80)})
    contest(actor=season.actor("P1"), **on(season), reason="Chưa tính hồ sơ tháng 7", at=NOON)

    assert settle_provided(at=AFTER) == 0
    assert cell(season).state == CellState.CONTESTED

    uphold(actor=season.actor("STC", Role.PROVIDER), **on(season), reason="Đã đối chiếu", at=AFTER)

    assert cell(season).state == CellState.ACCEPTED


def test_an_upheld_figure_counts_on_its_day_and_is_not_contested_again(season):
    give(season, {"P1": rate(80)})
    contest(actor=season.actor("P1"), **on(season), reason="Sai", at=NOON)
    uphold(actor=season.actor("STC", Role.PROVIDER), **on(season), reason="Đúng", at=NOON)

    assert cell(season).state == CellState.PROVIDED
    with pytest.raises(Faults, match="upheld"):
        contest(actor=season.actor("P1"), **on(season), reason="Vẫn sai", at=NOON)


def test_a_new_figure_answers_a_contested_one_and_gets_its_own_check_days(season):
    give(season, {"P1": rate(80)})
    contest(actor=season.actor("P1"), **on(season), reason="Sai", at=NOON)

    give(season, {"P1": rate(85)}, at=AFTER)

    assert cell(season).state == CellState.PROVIDED
    assert settle_provided(at=AFTER) == 0
    settle_provided(at=AFTER + timedelta(days=7))
    assert cell(season).verdict.entry.value == 85


def test_a_corrected_figure_leaves_the_settled_one_until_its_own_day(season):
    give(season, {"P1": rate(80)})
    settle_provided(at=AFTER)
    give(season, {"P1": rate(70)}, at=AFTER)

    found = cell(season)
    assert (found.state, found.verdict.entry.value) == (CellState.PROVIDED, 80)


def test_the_same_table_again_writes_nothing(season):
    give(season, {"P1": rate(80), "P2": rate(90)})

    done = give(season, {"P1": rate(80), "P2": rate(91)})

    assert (done.written, done.unchanged) == (1, 1)
    assert Entry.objects.count() == 3
    assert give(season, {"P1": rate(80)}).written == 0
    assert Batch.objects.count() == 2


def test_without_check_days_a_table_counts_at_once():
    plan = document()
    plan["criteria"][1]["children"] = [{**HELD, "check_days": 0}]
    season = make_season(plan=plan)

    give(season, {"P1": rate(80)})

    assert cell(season).state == CellState.ACCEPTED


def test_one_file_of_evidence_serves_every_unit_of_the_table(season):
    actor = season.actor("STC", Role.PROVIDER)
    paper = add_evidence(
        actor=actor, unit=season.units["STC"], reference=Reference("Công văn 12", number="12/STC"), at=NOON
    )

    give(season, {"P1": rate(80), "P2": rate(90)}, evidence=paper)

    linked = EvidenceLink.objects.values_list("unit__code", "period", "evidence")
    assert set(linked) == {("P1", "2025-07", paper.pk), ("P2", "2025-07", paper.pk)}


@pytest.mark.parametrize(
    ("code", "role"), [("SNV", Role.PROVIDER), ("STC", Role.REPORTER), ("P1", Role.HEAD), ("VP", Role.MANAGER)]
)
def test_only_the_named_department_provides(season, code, role):
    with pytest.raises(PermissionDenied):
        give(season, {"P1": rate(80)}, actor=season.actor(code, role))


def test_a_line_nobody_provides_is_refused(season):
    with pytest.raises(PermissionDenied):
        give(season, {"P1": rate(80)}, line=season.line("I.2"))


def test_a_table_is_all_or_nothing(season):
    with pytest.raises(Faults):
        give(season, {"P1": rate(80), "VP": rate(90)})

    assert not Entry.objects.exists()


def test_nothing_is_provided_after_closing_except_by_a_command(season):
    season.move(Status.CLOSED)

    with pytest.raises(Faults):
        give(season, {"P1": rate(80)})
    assert give(season, {"P1": rate(80)}, actor=system_actor("load")).written == 1
    assert settle_provided(at=AFTER) == 0


@pytest.mark.parametrize(("code", "role"), [("P2", Role.REPORTER), ("STC", Role.PROVIDER), ("P1", Role.COORDINATOR)])
def test_only_the_unit_itself_contests(season, code, role):
    give(season, {"P1": rate(80)})

    with pytest.raises(PermissionDenied):
        contest(actor=season.actor(code, role), **on(season), reason="Sai", at=NOON)


def test_contesting_and_upholding_need_a_reason_and_the_right_moment(season):
    give(season, {"P1": rate(80)})

    with pytest.raises(Faults):
        contest(actor=season.actor("P1"), **on(season), reason=" ", at=NOON)
    with pytest.raises(Faults):
        uphold(actor=season.actor("STC", Role.PROVIDER), **on(season), reason="Đúng", at=NOON)
    settle_provided(at=AFTER)
    with pytest.raises(Faults):
        contest(actor=season.actor("P1"), **on(season), reason="Sai", at=AFTER)
    with pytest.raises(Faults):
        uphold(actor=season.actor("STC", Role.PROVIDER), **on(season), reason="", at=AFTER)

    assert EntryAct.objects.filter(kind="contested").count() == 0


def test_a_verdict_by_the_clock_is_taken_back_by_the_verifier(season):
    give(season, {"P1": rate(80)})
    settle_provided(at=AFTER)

    revoke(
        actor=season.actor("STC", Role.VERIFIER), lines=season.lines, line=season.line("II.1"),
        unit=season.units["P1"], verdict_id=Verdict.objects.get().pk, reason="Số liệu nhầm cột", at=AFTER,
    )  # fmt: skip

    assert cell(season).is_waiting
