"""Cells are a function of the facts: after every verb they equal what a rebuild derives."""

import threading
import time
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.faults import Faults
from indicators.choices import CellState
from indicators.domain.cells import COLUMNS, derive_cells, key_of, lock_cells, outcomes, rebuild
from indicators.domain.progress import Conflict, save_draft
from indicators.domain.provided import contest, provide, settle_provided, uphold
from indicators.domain.submission import submit, withdraw
from indicators.domain.verification import Case, accept, adjust, ask_more, revoke
from indicators.gauges import Typed
from indicators.models import Cell, CurrentValue, Entry, EntryAct, Verdict
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

VERBS = ("save", "clear", "submit", "withdraw", "accept", "adjust", "ask_more", "revoke")
PROVIDED_VERBS = ("provide", "contest", "uphold", "settle", "revoke")


class Play:
    """One unit's cell and everything people may do to it, whether or not it is allowed at that moment."""

    def __init__(self, season: Season, line: str) -> None:
        self.season, self.line, self.at = season, season.line(line), NOON
        self.unit, self.lines = season.units["P1"], season.lines
        self.clerk, self.head = season.actor("P1"), season.actor("P1", Role.HEAD)
        self.verifier = season.actor("SNV" if line == "I.2" else "STC", Role.VERIFIER)
        self.provider = season.actor("STC", Role.PROVIDER)

    @property
    def on(self) -> dict:
        return {"lines": self.lines, "line": self.line, "unit": self.unit, "period": "2025-07", "at": self.at}

    def cell(self) -> Cell | None:
        return Cell.objects.filter(unit=self.unit, series=self.line.series_id, period="2025-07").first()

    def do(self, verb: str, number: int) -> None:
        self.at += timedelta(days=2)
        with suppress(Faults, Conflict, PermissionDenied):
            getattr(self, verb)(Typed(value=Decimal(number)))

    def save(self, typed: Typed | None) -> None:
        cell = self.cell()
        save_draft(actor=self.clerk, **self.on, typed=typed, based_on_id=cell.latest_id if cell else None)

    def clear(self, typed: Typed) -> None:
        self.save(None)

    def submit(self, typed: Typed) -> None:
        cells = [(self.line, "2025-07")]
        submit(actor=self.head, lines=self.lines, unit=self.unit, cells=cells, at=self.at)

    def withdraw(self, typed: Typed) -> None:
        withdraw(actor=self.head, **self.on)

    def case(self) -> dict:
        cell = self.cell()
        entry_id = (cell.reported_id if cell else None) or 0
        case = Case(self.line, self.unit, "2025-07", entry_id)
        return {"actor": self.verifier, "lines": self.lines, "case": case, "at": self.at}

    def accept(self, typed: Typed) -> None:
        given = self.case()
        accept(cases=[given.pop("case")], **given)

    def adjust(self, typed: Typed) -> None:
        adjust(**self.case(), typed=typed, reason="Đối chiếu")

    def ask_more(self, typed: Typed) -> None:
        ask_more(**self.case(), reason="Thiếu")

    def revoke(self, typed: Typed) -> None:
        last = Verdict.objects.exclude(kind="revoked").order_by("-pk").first()
        given = {key: value for key, value in self.on.items() if key != "period"}
        revoke(actor=self.verifier, **given, verdict_id=last.pk if last else 0, reason="Nhầm")

    def provide(self, typed: Typed) -> None:
        given = {key: value for key, value in self.on.items() if key != "unit"}
        provide(actor=self.provider, **given, rows=[(self.unit, typed)])

    def contest(self, typed: Typed) -> None:
        contest(actor=self.clerk, **self.on, reason="Sai")

    def uphold(self, typed: Typed) -> None:
        uphold(actor=self.provider, **self.on, reason="Đúng")

    def settle(self, typed: Typed) -> None:
        settle_provided(at=self.at)


def everything() -> tuple:
    """All derived rows, by what they say."""
    cells = {key_of(cell): [getattr(cell, column) for column in COLUMNS] for cell in Cell.objects.all()}
    values = CurrentValue.objects.order_by("unit", "criterion", "basis")
    columns = ("unit", "criterion", "basis", "state", "value", "numerator", "denominator", "periods", "waiting")
    return cells, list(values.values_list(*columns))


def clear_facts() -> None:
    """Between two examples of one test; children first."""
    Cell.objects.all().delete()
    CurrentValue.objects.all().delete()
    Verdict.objects.filter(revokes__isnull=False).delete()
    Verdict.objects.all().delete()
    EntryAct.objects.all().delete()
    Entry.objects.update(based_on=None)
    Entry.objects.all().delete()


@pytest.fixture
def season() -> Season:
    return make_season()


def steps(verbs: tuple[str, ...]):
    return st.lists(st.tuples(st.sampled_from(verbs), st.integers(0, 3)), max_size=14)


SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(played=steps(VERBS))
def test_whatever_people_do_cells_equal_a_rebuild(season, played):
    _play(season, "I.2", played)


@SLOW
@given(played=steps(PROVIDED_VERBS))
def test_whatever_happens_to_a_provided_figure_cells_equal_a_rebuild(season, played):
    _play(season, "II.1", played)


def _play(season: Season, line: str, played: list[tuple[str, int]]) -> None:
    clear_facts()
    play = Play(season, line)
    for verb, number in played:
        play.do(verb, number)
        _holds(play)
    series = [play.line.series_id]
    before = everything()
    assert rebuild(series_ids=series, at=play.at) == set()
    assert everything() == before
    Cell.objects.exclude(state=CellState.EMPTY).delete()
    rebuild(series_ids=series, at=play.at)
    kept = {key: row for key, row in before[0].items() if row[0] != CellState.EMPTY}
    assert {key: row for key, row in everything()[0].items() if row[0] != CellState.EMPTY} == kept


def _holds(play: Play) -> None:
    """What must be true of a cell at every moment, told apart from how it is derived."""
    cell = play.cell()
    if cell is None:
        assert not Entry.objects.exists()
        return
    newest = Entry.objects.order_by("-pk").first()
    if cell.state != CellState.EMPTY:
        assert cell.latest_id is not None
        assert cell.latest_id <= newest.pk
    if cell.reported_id:
        kinds = list(EntryAct.objects.filter(entry=cell.reported_id).order_by("pk").values_list("kind", flat=True))
        assert kinds[-1] == "submitted"
    if cell.verdict_id:
        assert not Verdict.objects.filter(revokes=cell.verdict_id).exists()
        assert cell.verdict.kind in ("accepted", "adjusted")
        assert cell.reported_id is not None
        assert cell.verdict.entry_id <= cell.reported_id
    if cell.is_waiting:
        assert cell.reported_id is not None
        assert cell.verdict is None or cell.verdict.entry_id < cell.reported_id


def test_cells_are_made_locked_and_returned_by_key(season):
    keys = [(season.units[code].pk, season.line("I.2").series_id, "2025-07") for code in ("P2", "P1", "P2")]

    cells = lock_cells(keys=keys, at=NOON)

    assert set(cells) == set(keys)
    assert {cell.state for cell in cells.values()} == {CellState.EMPTY}
    assert lock_cells(keys=keys, at=NOON).keys() == cells.keys()
    assert Cell.objects.count() == 2


def test_no_keys_are_no_work(season):
    assert lock_cells(keys=[], at=NOON) == {}
    assert derive_cells(keys=[], at=NOON) == set()
    assert outcomes([]) == {}


def test_deriving_asks_the_same_questions_for_one_cell_and_for_many(season, django_assert_num_queries):
    series = season.line("I.2").series_id
    many = [(unit.pk, series, period) for unit in season.units.values() for period in ("2025-07", "2025-08")]
    lock_cells(keys=many, at=NOON)

    for keys in (many[:1], many):
        with django_assert_num_queries(4):
            derive_cells(keys=keys, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_a_cell_reads_what_the_other_wrote():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the transaction itself is the lock")
    season = make_season()
    key = (season.units["P1"].pk, season.line("I.2").series_id, "2025-07")
    read: list[Cell] = []
    with transaction.atomic():
        lock_cells(keys=[key], at=NOON)

    def wait():
        with transaction.atomic():
            read.append(lock_cells(keys=[key], at=NOON)[key])
        connections.close_all()

    waiting = threading.Thread(target=wait)
    with transaction.atomic():
        lock_cells(keys=[key], at=NOON)
        waiting.start()
        _until_somebody_waits()
        saved = save_draft(
            actor=season.actor("P1"), lines=season.lines, unit=season.units["P1"], line=season.line("I.2"),
            period="2025-07", typed=Typed(value=Decimal(2)), based_on_id=None, at=NOON,
        )  # fmt: skip
    waiting.join()
    assert read[0].latest == saved.entry


def _until_somebody_waits():
    with connection.cursor() as cursor:
        for _turn in range(500):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")
