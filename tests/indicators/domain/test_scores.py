"""Recompute: what is stored follows from the facts, nothing more is written, nothing is lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.choices import Status
from common.actors import system_actor
from indicators.choices import SnapshotKind
from indicators.domain import current, scores, snapshots
from indicators.domain.succession import follow_mergers
from indicators.models import CurrentValue, DirtyMark, Run, Scoreboard, Sheet
from indicators.packing import unpack_lines
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_succession, make_unit

pytestmark = pytest.mark.django_db
HEAD = "unit,indicator,period,value,numerator,denominator,note,evidence\n"


def load(season: Season, tmp_path, rows: str, *flags: str) -> None:
    path = tmp_path / "entries.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    call_command("load_entries", season.campaign.code, str(path), *flags)


def recompute(season: Season, at: datetime = NOON) -> scores.Outcome:
    return scores.recompute(campaign=season.campaign, at=at)


def sheet(season: Season, unit: str, basis: str = "verified") -> Sheet:
    return Sheet.objects.get(
        scoreboard__campaign=season.campaign, scoreboard__is_live=True, unit=season.units[unit], basis=basis
    )


def value(season: Season, unit: str, line: str, basis: str = "verified") -> CurrentValue:
    return CurrentValue.objects.get(unit=season.units[unit], criterion=season.line(line), basis=basis)


def test_sums_of_ratios_are_exact_over_the_months(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.1,2025-07,,1190,1240,,\nP1,I.1,2025-08,,10,10,,\n", "--verify")
    recompute(season)
    assert (value(season, "P1", "I.1").numerator, value(season, "P1", "I.1").denominator) == ("1200", "1250")
    assert sheet(season, "P1").shown_points == Decimal("19.2")


def test_a_submitted_figure_counts_on_the_reported_basis_only(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n")
    recompute(season)
    assert sheet(season, "P1", "reported").shown_points == 10
    assert sheet(season, "P1", "verified").shown_points is None
    assert sheet(season, "P1", "verified").waiting == 1


def test_a_figure_waiting_for_its_verifier_is_not_missing(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.1,2025-07,,1,1,,\n", "--verify")
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n")
    late = NOON + timedelta(days=30)
    recompute(season, late)
    waiting = sheet(season, "P1").missing
    load(season, tmp_path, "P2,I.1,2025-07,,1,1,,\n", "--verify")
    recompute(season, late)
    assert sheet(season, "P2").missing == waiting + 1


def test_a_unit_without_data_is_unranked_and_says_why(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    recompute(season)
    empty = sheet(season, "P2")
    assert (empty.rank, empty.shown_points, empty.note["vi"]) == (None, None, "chưa có số liệu")
    assert sheet(season, "P1").rank == 1


def test_an_unchanged_recompute_writes_no_row(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    first = recompute(season)
    with CaptureQueriesContext(connection) as queries:
        second = recompute(season)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert (second.written, second.version, written) == (0, first.version, [])
    assert Run.objects.filter(campaign=season.campaign).count() == first.version


def test_a_recompute_deletes_exactly_the_marks_it_has_seen(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    assert DirtyMark.objects.filter(campaign=season.campaign).exists()
    scores.recompute_dirty(at=NOON)
    assert not DirtyMark.objects.filter(campaign=season.campaign).exists()
    current.mark_dirty(season.campaign.pk)
    assert scores.campaigns_to_recompute() == [season.campaign.pk]


def test_rebuilding_current_values_changes_nothing(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.1,2025-07,,7,9,,\nP2,I.2,2025-08,3,,,,\nP2,I.3,all,có,,,,\n", "--verify")
    columns = ("unit", "criterion", "basis", "state", "value", "numerator", "gap_due", "waiting")
    before = set(CurrentValue.objects.values_list(*columns))
    current.rebuild(campaign=season.campaign, at=NOON)
    assert set(CurrentValue.objects.values_list(*columns)) == before != set()


def merged(season: Season, *, share: Decimal | None = None, extent: str = "whole", alone: bool = False) -> None:
    """P1 (and P2) end on 31 August and become P9 the day after."""
    day = date(2025, 9, 1)
    season.units["P9"] = make_unit("Phường Mới", code="P9", valid_from=day)
    for code in ("P1",) if alone else ("P1", "P2"):
        unit = season.units[code]
        unit.valid_to = day - timedelta(days=1)
        unit.save()
        make_succession(unit, season.units["P9"], day, extent=extent, share=share)


def test_a_successor_inherits_the_sums_of_both(tmp_path):
    season = make_season()
    counts = "P1,I.2,2025-07,2,,,,\nP2,I.2,2025-07,1,,,,\n"
    load(season, tmp_path, counts + "P1,I.1,2025-07,,8,10,,\nP2,I.1,2025-07,,9,10,,\n", "--verify")
    merged(season)
    current.rebuild(campaign=season.campaign, at=NOON + timedelta(days=30))
    assert value(season, "P9", "I.2").value == "3"
    assert (value(season, "P9", "I.1").numerator, value(season, "P9", "I.1").denominator) == ("17", "20")
    assert value(season, "P9", "I.1").is_inherited


def test_a_predecessor_keeps_its_facts(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,2,,,,\n", "--verify")
    merged(season)
    current.rebuild(campaign=season.campaign, at=NOON + timedelta(days=30))
    assert value(season, "P1", "I.2").value == "2"


def test_a_part_with_a_share_passes_that_share(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,4,,,,\n", "--verify")
    merged(season, share=Decimal("0.25"), extent="part", alone=True)
    current.rebuild(campaign=season.campaign, at=NOON + timedelta(days=30))
    assert value(season, "P9", "I.2").value == "1"


def test_a_part_without_a_share_is_not_guessed(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,4,,,,\n", "--verify")
    merged(season, extent="part", alone=True)
    current.rebuild(campaign=season.campaign, at=NOON + timedelta(days=30))
    found = value(season, "P9", "I.2")
    assert (found.state, found.is_unapportioned) == ("no_data", True)


def test_a_part_without_a_share_is_marked_on_the_successors_sheet(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,4,,,,\n", "--verify")
    merged(season, extent="part", alone=True)
    follow_mergers(unit_ids=[season.units["P1"].pk], at=NOON + timedelta(days=30))
    recompute(season, NOON + timedelta(days=30))
    assert "unapportioned" in unpack_lines(sheet(season, "P9").lines)["I.2"].flags
    assert "unapportioned" not in unpack_lines(sheet(season, "P9").lines)["I.1"].flags


@pytest.mark.parametrize(("period", "is_missing"), [("2025-07", False), ("2025-09", True)])
def test_a_line_known_only_in_periods_to_come_is_missing_what_is_due(tmp_path, period, is_missing):
    season = make_season()
    load(season, tmp_path, f"P1,I.2,{period},4,,,,\n", "--verify")
    recompute(season)
    line = unpack_lines(sheet(season, "P1").lines)["I.2"]
    assert ("missing" in line.flags, line.points) == (is_missing, 8)


def test_a_merger_of_the_future_passes_nothing_yet(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,2,,,,\n", "--verify")
    merged(season)
    current.rebuild(campaign=season.campaign, at=NOON)
    assert not CurrentValue.objects.filter(unit=season.units["P9"]).exists()


def test_a_unit_that_ended_leaves_the_order_with_the_reason(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,2,,,,\nP3,I.2,2025-07,1,,,,\n", "--verify")
    merged(season)
    recompute(season, NOON + timedelta(days=30))
    gone = sheet(season, "P1")
    assert gone.rank is None
    assert "Phường Mới" in gone.note["vi"]
    assert sheet(season, "P3").rank == 1


def test_closing_with_zero_gives_no_points_for_the_unknown(tmp_path):
    season = make_season(missing_at_close="zero")
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    season.move(Status.CLOSED)
    recompute(season)
    assert (sheet(season, "P1").shown_points, sheet(season, "P1").max_points) == (10, "50")


def test_closing_with_exclude_takes_the_unknown_out_of_the_maximum(tmp_path):
    season = make_season(missing_at_close="exclude", min_coverage=10)
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    season.move(Status.CLOSED)
    recompute(season)
    assert (sheet(season, "P1").shown_points, sheet(season, "P1").max_points) == (10, "10")


def test_a_freeze_copies_the_board_and_later_facts_do_not_move_it(tmp_path):
    season = make_season()
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n", "--verify")
    frozen = snapshots.freeze(
        actor=system_actor("test"), campaign=season.campaign, kind=SnapshotKind.INTERIM, reason="", at=NOON
    )
    load(season, tmp_path, "P1,I.1,2025-07,,1,1,,\n", "--verify")
    recompute(season)
    stored = Sheet.objects.get(scoreboard=frozen.scoreboard, unit=season.units["P1"], basis="verified")
    assert (stored.shown_points, sheet(season, "P1").shown_points) == (10, 30)
    assert snapshots.digest_of(frozen.scoreboard) == frozen.digest
    assert Scoreboard.objects.filter(campaign=season.campaign, is_live=True).count() == 1


def test_a_snapshot_is_published_once(tmp_path):
    season = make_season()
    actor = system_actor("test")
    frozen = snapshots.freeze(actor=actor, campaign=season.campaign, kind=SnapshotKind.FINAL, reason="", at=NOON)
    snapshots.publish(actor=actor, snapshot=frozen, at=NOON)
    with pytest.raises(snapshots.Faults):
        snapshots.publish(actor=actor, snapshot=frozen, at=NOON)
