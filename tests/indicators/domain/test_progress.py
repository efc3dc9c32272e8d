"""A unit's own figures: drafts, conflicts, amendments."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.choices import Status
from campaigns.models import Participation
from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import CellState
from indicators.domain.progress import Conflict, Saved, Wanted, save_draft, save_many
from indicators.gauges import Typed
from indicators.models import Cell, CurrentValue, DirtyMark, Entry
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TWO, THREE = Typed(value=Decimal(2)), Typed(value=Decimal(3))


@pytest.fixture
def season() -> Season:
    return make_season()


def save(season: Season, typed: Typed | None, *, based_on: int | None = None, line="I.2", period="2025-07", **more):
    given = {"actor": season.actor("P1"), "at": NOON, **more}
    return save_draft(
        lines=season.lines, line=season.line(line), unit=season.units["P1"], period=period, typed=typed,
        based_on_id=based_on, **given,
    )  # fmt: skip


def cell(season: Season, line="I.2", period="2025-07", unit="P1") -> Cell:
    return Cell.objects.get(unit=season.units[unit], series=season.line(line).series_id, period=period)


def test_a_figure_is_kept_as_a_draft_that_counts_nowhere(season):
    DirtyMark.objects.all().delete()

    saved = save(season, TWO)

    assert saved.is_new
    found = cell(season)
    assert (found.state, found.latest, found.reported, found.verdict) == (CellState.DRAFT, saved.entry, None, None)
    assert not DirtyMark.objects.exists()
    assert not CurrentValue.objects.exclude(state="none").exists()


def test_a_saved_figure_names_its_author_in_the_audit_trail(season):
    save(season, TWO)

    row = AuditRecord.objects.get(verb="enter")
    assert row.subject_key == "P1@2025-07-01/I.2/2025-07/2"
    assert (row.campaign, row.person_id) == ("thi-diem", season.user("P1", Role.REPORTER).pk)


def test_the_same_figure_again_writes_nothing(season):
    first = save(season, TWO)

    again = save(season, TWO, based_on=first.entry.pk)

    assert again == Saved(first.entry, is_new=False)
    assert Entry.objects.count() == 1


def test_a_correction_is_a_new_entry_based_on_the_old(season):
    first = save(season, TWO)

    second = save(season, THREE, based_on=first.entry.pk)

    assert second.entry.based_on == first.entry
    assert Entry.objects.count() == 2
    assert cell(season).latest == second.entry


def test_a_faster_tab_makes_a_conflict_that_shows_both_figures(season):
    theirs = save(season, TWO)

    with pytest.raises(Conflict) as refused:
        save(season, THREE, based_on=None)

    assert (refused.value.yours, refused.value.theirs) == (THREE, theirs.entry)
    assert Entry.objects.count() == 1


def test_the_same_figure_from_a_slower_tab_is_no_conflict(season):
    first = save(season, TWO)

    assert save(season, TWO, based_on=None) == Saved(first.entry, is_new=False)


def test_taking_the_own_draft_back_leaves_no_data(season):
    first = save(season, TWO)

    save(season, None, based_on=first.entry.pk)

    found = cell(season)
    assert (found.state, found.latest) == (CellState.EMPTY, None)
    assert Entry.objects.count() == 1


def test_emptying_an_empty_cell_writes_nothing(season):
    assert save(season, None) == Saved(None, is_new=False)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("line", "period", "told"),
    [
        ("I.2", "2025-06", "has no period"),
        ("I.2", "2025-09", "not begun"),
        ("I.2", "x" * 300, "has no period"),
        ("I.3", "2025-07", "has no period"),
    ],
)
def test_a_period_that_is_not_open_is_refused_and_leaves_no_row(season, line, period, told):
    with pytest.raises(Faults, match=told):
        save(season, TWO, line=line, period=period)

    assert not Cell.objects.exists()


def test_the_period_of_today_is_open(season):
    assert save(season, TWO, period="2025-08").is_new


def test_a_unit_that_did_not_exist_in_the_period_is_refused(season):
    unit = season.units["P1"]
    unit.valid_from = date(2025, 8, 5)
    unit.save()

    with pytest.raises(Faults, match="did not exist"):
        save(season, TWO, period="2025-07")


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("P2", Role.REPORTER),
        ("P1", Role.VERIFIER),
        ("P1", Role.COORDINATOR),
        ("SNV", Role.VERIFIER),
        ("VP", Role.MANAGER),
    ],
)
def test_nobody_but_the_units_own_reporters_enters_its_figures(season, code, role):
    with pytest.raises(PermissionDenied):
        save(season, TWO, actor=season.actor(code, role))

    assert not Entry.objects.exists()


@pytest.mark.parametrize("line", ["II.1", "TRU.1"])
def test_a_line_that_others_enter_is_refused_to_the_unit(season, line):
    with pytest.raises(PermissionDenied):
        save(season, TWO, line=line)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.LAUNCHED, Status.CLOSED, Status.PUBLISHED, Status.ARCHIVED])
def test_nothing_is_entered_before_the_start_or_after_closing(season, status):
    season.move(status)

    with pytest.raises(PermissionDenied):
        save(season, TWO)


def test_an_unlocked_unit_enters_after_closing(season):
    season.move(Status.CLOSED)
    Participation.objects.filter(unit=season.units["P1"]).update(is_unlocked=True)

    assert save(season, TWO).is_new


def test_a_withdrawn_participant_enters_nothing(season):
    Participation.objects.filter(unit=season.units["P1"]).update(is_active=False)

    with pytest.raises(PermissionDenied):
        save(season, TWO)


def test_a_pasted_block_keeps_what_is_right_and_says_of_each_other_cell_why(season):
    theirs = save(season, TWO, period="2025-08")
    line = season.line("I.2")
    wanted = [
        Wanted(line, "2025-07", TWO),
        Wanted(line, "2025-08", THREE, based_on_id=None),
        Wanted(line, "2025-12", THREE),
        Wanted(season.line("I.3"), "all", Typed(value=Decimal(1))),
    ]

    results = save_many(actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], wanted=wanted, at=NOON)

    kinds = [type(result) for result in results]
    assert kinds == [Saved, Conflict, Faults, Saved]
    assert results[1].theirs == theirs.entry
    assert Entry.objects.count() == 3
    assert AuditRecord.objects.filter(verb="enter", subject_kind="entries").count() == 1


def test_a_block_is_written_with_the_same_number_of_queries_however_long(season, django_assert_max_num_queries):
    lines, line, actor = season.lines, season.line("I.2"), season.actor("P1")
    early = NOON + timedelta(days=60)
    months = [period.code for period in lines.periods(line)]
    wanted = [Wanted(line, month, TWO) for month in months]

    with django_assert_max_num_queries(40):
        save_many(actor=actor, lines=lines, unit=season.units["P1"], wanted=wanted, at=early)
