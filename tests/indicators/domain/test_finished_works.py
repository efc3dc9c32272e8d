"""Works: noted, finished with evidence, reopened; and the figures of lines that count those finished in time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.debts import debts_of
from campaigns.models import Work, WorkNote
from campaigns.queries.works import works_of
from common.domain.vault import receive
from common.faults import Faults
from indicators.choices import CellState, Feed, Origin
from indicators.domain.finished_works import count_finished_works
from indicators.domain.succession import turn_day
from indicators.models import Cell, Entry
from indicators.queries.lines import UNBUILT_FEEDS
from tests.factories import season as plan
from tests.factories.registering import AUGUST, call, confirmed, hand_in, note, work
from tests.factories.season import Season, make_season
from tests.factories.units import make_succession, make_unit
from units.acting import acting_as
from units.choices import Role
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SEPTEMBER = datetime(2025, 9, 2, 1, 0, tzinfo=UTC)
LATE = {"day": date(2025, 8, 20), "at": datetime(2025, 8, 21, 3, 0, tzinfo=UTC)}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def season() -> Season:
    document = plan.document()
    document["criteria"][0]["children"][1] |= {"feed": "works", "evidence": "none"}
    made = make_season(plan=document)
    call(made)
    return made


def cell(season: Season, unit: str = "P1", period: str = "2025-08") -> Cell | None:
    series = season.line("I.2").series_id
    return Cell.objects.filter(unit=season.units[unit], series=series, period=period).select_related("latest").first()


def counted(season: Season, unit: str = "P1", period: str = "2025-08") -> Decimal | None:
    found = cell(season, unit, period)
    return found.latest.value if found and found.latest else None


def one(season: Season, unit: str = "P1") -> Work:
    return Work.objects.get(unit=season.units[unit])


class TestNotes:
    def test_progress_and_finish_are_kept_in_their_order(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season), "progress", day=date(2025, 7, 20))
        note(season, "P1", one(season), parcel=receive([b"%PDF-1.7 nghiem thu"], "nghiem-thu.pdf"))

        shown = works_of(season.campaign, [season.units["P1"]], AUGUST.date())[0]
        assert [each.kind for each in shown.notes] == ["progress", "finished"]
        assert (shown.mark, one(season).finished_on) == ("work_done", date(2025, 8, 8))

    @pytest.mark.parametrize(
        "given",
        [
            {"number": ""},
            {"day": AUGUST.date() + timedelta(days=1)},
            {"day": date(2025, 7, 1)},
            {"kind": "progress", "text": " "},
            {"kind": "reopened", "text": "nhầm"},
            {"number": "x" * 121},
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(self, season, given):
        confirmed(season, "P1", work())
        with pytest.raises(Faults):
            note(season, "P1", one(season), **given)
        assert not WorkNote.objects.exists()

    def test_a_work_that_was_not_confirmed_takes_no_note(self, season):
        hand_in(season, "P1", work())
        with pytest.raises(Faults, match="chưa xác nhận"):
            note(season, "P1", one(season))

    def test_another_unit_notes_nothing(self, season):
        confirmed(season, "P1", work())
        with pytest.raises(Faults):
            note(season, "P2", one(season))
        with pytest.raises(PermissionDenied):
            note(season, "VP", one(season))

    def test_a_finished_work_is_finished_once(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season))
        with pytest.raises(Faults):
            note(season, "P1", one(season))


class TestFigures:
    def test_works_are_counted_by_the_system_alone(self, season):
        assert Feed.WORKS not in UNBUILT_FEEDS
        assert season.lines.entered_by(season.line("I.2")) == "register"

    def test_a_work_finished_in_time_moves_the_figure_at_once(self, season):
        confirmed(season, "P1", work(), work("Số hóa kho lưu trữ"))
        assert counted(season) is None
        first, second = Work.objects.order_by("pk")
        note(season, "P1", first)
        assert counted(season) == 1
        found = cell(season)
        assert found is not None
        assert (found.state, found.latest.origin) == (CellState.ACCEPTED, Origin.REGISTER)
        note(season, "P1", second)
        assert counted(season) == 2

    def test_one_finished_late_is_not_counted(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season), **LATE)
        assert counted(season) is None
        count_finished_works(campaign=season.campaign, at=SEPTEMBER)
        assert counted(season) == 0

    def test_on_the_registered_day_it_is_in_time(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season), day=date(2025, 8, 15), at=LATE["at"])
        assert counted(season) == 1

    def test_reopened_it_is_taken_back(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season))
        note(season, "P1", one(season), "reopened", text="Chưa nghiệm thu hạng mục cuối")
        assert counted(season) == 0

    def test_a_confirmed_later_day_counts_what_was_late_before(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season), **LATE)
        confirmed(season, "P1", work(work_id=one(season).pk, finish_on=date(2025, 8, 31)), at=LATE["at"])
        assert counted(season) == 1

    def test_before_the_period_is_over_nothing_finished_is_no_data_and_then_zero(self, season):
        confirmed(season, "P1", work())
        count_finished_works(campaign=season.campaign, at=AUGUST)
        assert (counted(season), counted(season, period="2025-07")) == (None, 0)
        turn_day(at=SEPTEMBER)
        assert counted(season) == 0

    def test_a_unit_that_registered_no_work_has_no_figure(self, season):
        confirmed(season, "P2", models=("Một mô hình",))
        turn_day(at=SEPTEMBER)
        assert counted(season, "P2") is None

    def test_a_second_run_writes_nothing(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season))
        before = Entry.objects.count()
        count_finished_works(campaign=season.campaign, at=AUGUST)
        again = Entry.objects.count()
        assert count_finished_works(campaign=season.campaign, at=AUGUST) == 0
        assert again >= before

    def test_closed_figures_stay(self, season):
        confirmed(season, "P1", work())
        season.move("closed")
        note(season, "P1", one(season))
        assert counted(season) is None


class TestMerger:
    @pytest.fixture
    def successor(self, season) -> Unit:
        """P1 was merged into P9 on 1 August."""
        confirmed(season, "P1", work())
        new = make_unit("Phường Mới", code="P9", valid_from=date(2025, 8, 1))
        Unit.objects.filter(code="P1").update(valid_to=date(2025, 7, 31))
        make_succession(season.units["P1"], new, date(2025, 8, 1))
        season.campaign.participations.create(unit=new)
        season.units["P9"] = new
        return new

    def test_the_successor_carries_the_work_on_and_it_counts_for_it(self, season, successor):
        note(season, "P9", one(season))
        assert counted(season, "P9") == 1
        assert one(season).finished_by_unit == successor
        assert one(season).unit == season.units["P1"]

    def test_it_stands_among_the_successors_duties(self, season, successor):
        debts = debts_of(acting_as(season.user("P9", Role.REPORTER)), AUGUST.date())
        assert any(debt.kind == "work" and "Phường An Đông" in debt.detail for debt in debts)

    def test_what_was_finished_before_stays_with_the_unit_that_was(self, season):
        confirmed(season, "P1", work())
        note(season, "P1", one(season), day=date(2025, 7, 25))
        Unit.objects.filter(code="P1").update(valid_to=date(2025, 8, 31))
        count_finished_works(campaign=season.campaign, at=SEPTEMBER)
        assert counted(season, period="2025-07") == 1


def test_a_work_whose_day_is_near_is_a_duty(season):
    confirmed(season, "P1", work())

    def owed(today: date) -> list[str]:
        found = debts_of(acting_as(season.user("P1", Role.REPORTER)), today)
        return [debt.title for debt in found if debt.kind == "work"]

    assert owed(date(2025, 7, 20)) == []
    assert owed(date(2025, 8, 5)) == ["Hoàn thành “Trung tâm hành chính công số”"]
    note(season, "P1", one(season))
    assert owed(date(2025, 8, 5)) == []
