"""Registering: drafted by several hands, filed by the head, answered by the organiser; versions stay."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.choices import RegistrationState
from campaigns.debts import debts_of
from campaigns.domain.registrations import (
    Overtaken,
    confirm_registration,
    file_registration,
    return_registration,
)
from campaigns.models import Registration, RegistrationVersion, Work
from campaigns.queries.participants import participants_of
from campaigns.queries.registrations import newest_version, register_of, registration_of, token_of
from common.faults import Faults
from common.models import AuditRecord
from tests.factories.registering import (
    DUE,
    IN_TIME,
    TOO_LATE,
    call,
    confirmed,
    hand_in,
    work,
    write,
)
from tests.factories.season import NOON, Season, make_season
from units.acting import acting_as
from units.choices import Role
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = NOON.date()


@pytest.fixture
def season() -> Season:
    made = make_season()
    call(made)
    return made


def answer(season: Season, version: RegistrationVersion, reason: str = "", *, by: str = "VP"):
    told = {"actor": season.actor(by, Role.MANAGER), "version": version, "at": IN_TIME}
    return return_registration(reason=reason, **told) if reason else confirm_registration(**told)


def held(season: Season, unit: str = "P1") -> Registration:
    found = registration_of(season.campaign, season.units[unit])
    assert found is not None
    return found


def owed(season: Season, unit: str, role: str, today: date) -> list[str]:
    found = debts_of(acting_as(season.user(unit, role)), today)
    return [debt.kind for debt in found if "registration" in debt.kind]


class TestWindow:
    def test_nothing_is_written_before_the_organiser_asks_or_the_first_day_comes(self):
        season = make_season()
        with pytest.raises(Faults, match="chưa yêu cầu"):
            write(season, "P1", work())
        call(season, opens_on=date(2025, 7, 12))
        with pytest.raises(Faults, match="12/7/2025|12/07/2025"):
            write(season, "P1", work(), at=IN_TIME)
        assert not RegistrationVersion.objects.exists()

    def test_after_the_last_day_it_is_received_and_late(self, season):
        hand_in(season, "P1", work(), at=TOO_LATE)
        assert marks(season)["P1"] == "received_late"

    def test_days_in_the_wrong_order_or_gone_by_are_refused(self, season):
        for days in ({"opens_on": date(2025, 7, 20)}, {"opens_on": date(2025, 6, 1), "due": date(2025, 7, 1)}):
            with pytest.raises(Faults):
                call(season, **days)

    def test_published_results_close_it(self, season):
        season.move("published")
        with pytest.raises(Faults):
            write(season, "P1", work())


class TestWriting:
    def test_a_second_saving_takes_the_place_of_the_first_and_keeps_the_works(self, season):
        write(season, "P1", work(), work("Số hóa kho lưu trữ"))
        kept = Work.objects.order_by("pk").first()
        assert kept is not None
        write(season, "P1", work("Trung tâm phục vụ hành chính công", work_id=kept.pk))

        version = newest_version(held(season))
        assert version is not None
        assert [(row.name, row.work_id) for row in version.works.all()] == [
            ("Trung tâm phục vụ hành chính công", kept.pk)
        ]
        assert Work.objects.count() == 1

    def test_two_colleagues_do_not_overwrite_each_other(self, season):
        first = write(season, "P1", work())
        write(season, "P1", work("Của người thứ nhất"))
        with pytest.raises(Overtaken) as refused:
            write(season, "P1", work("Của người thứ hai"), seen=token_of(first))
        assert refused.value.version.works.get().name == "Của người thứ nhất"

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": " "}, "works-0-name"),
            ({"product": ""}, "works-0-product"),
            ({"starts_on": None}, "works-0-starts_on"),
            ({"finish_on": None}, "works-0-finish_on"),
            ({"finish_on": date(2025, 7, 9)}, "works-0-finish_on"),
            ({"cost": "x" * 121}, "works-0-cost"),
            ({"name": "a\x00"}, "works-0-name"),
        ],
    )
    def test_what_is_wrong_is_named_at_its_field_and_nothing_is_written(self, season, given, field):
        with pytest.raises(Faults) as refused:
            write(season, "P1", work(**given))
        assert [fault.field for fault in refused.value.faults] == [field]
        assert not Registration.objects.exists()

    def test_another_units_work_is_not_taken_over_by_its_number(self, season):
        write(season, "P2", work())
        theirs = Work.objects.get()
        write(season, "P1", work(work_id=theirs.pk))
        assert Work.objects.filter(unit=season.units["P1"]).count() == 1
        assert theirs.terms.get().version.registration.unit == season.units["P2"]


class TestFiling:
    def test_the_head_files_what_was_seen(self, season):
        version = hand_in(season, "P1", work())
        assert (held(season).state, held(season).filed) == (RegistrationState.FILED, version)
        assert AuditRecord.objects.filter(verb="file_registration").exists()

    def test_a_reporter_does_not_file(self, season):
        draft = write(season, "P1", work())
        told = {"campaign": season.campaign, "unit": season.units["P1"], "paper": "", "at": IN_TIME}
        with pytest.raises(PermissionDenied):
            file_registration(actor=season.actor("P1"), seen=token_of(draft), **told)

    def test_what_changed_since_it_was_seen_is_not_filed(self, season):
        seen = token_of(write(season, "P1", work()))
        write(season, "P1", work("Khác"))
        told = {"campaign": season.campaign, "unit": season.units["P1"], "paper": "", "at": IN_TIME}
        with pytest.raises(Faults):
            file_registration(actor=season.actor("P1", Role.HEAD), seen=seen, **told)

    def test_an_empty_registration_is_not_filed(self, season):
        with pytest.raises(Faults, match="còn trống"):
            hand_in(season, "P1", models=())
        assert held(season).filed is None


class TestAnswering:
    def test_confirmed_it_is_in_force(self, season):
        version = hand_in(season, "P1", work())
        answer(season, version)
        assert (held(season).state, held(season).confirmed) == (RegistrationState.CONFIRMED, version)

    def test_more_is_asked_for_once_and_a_second_version_answers_it(self, season):
        first = hand_in(season, "P1", work())
        answer(season, first, "Chưa nêu kinh phí")
        assert held(season).state == RegistrationState.RETURNED
        with pytest.raises(Faults):
            answer(season, first)

        second = hand_in(season, "P1", work(cost="300 triệu đồng"))
        answer(season, second)
        assert (second.number, held(season).confirmed) == (2, second)
        assert first.acts.get().reason == "Chưa nêu kinh phí"

    def test_a_correction_leaves_the_version_in_force_until_it_is_confirmed(self, season):
        first = confirmed(season, "P1", work())
        second = hand_in(season, "P1", work("Bản sửa"))
        assert (held(season).filed, held(season).confirmed) == (second, first)
        answer(season, second, "Không đồng ý lùi thời hạn")
        assert held(season).confirmed == first

    def test_without_a_reason_nothing_is_asked_for(self, season):
        version = hand_in(season, "P1", work())
        with pytest.raises(Faults):
            answer(season, version, " ")

    def test_a_version_that_was_overtaken_is_not_answered(self, season):
        first = hand_in(season, "P1", work())
        hand_in(season, "P1", work("Bản sửa"))
        with pytest.raises(Faults, match="gửi bản khác"):
            answer(season, first)

    def test_nobody_confirms_what_they_filed_themselves(self, season):
        version = hand_in(season, "P1", work())
        RegistrationVersion.objects.filter(pk=version.pk).update(filed_by=season.user("VP", Role.MANAGER))
        version.refresh_from_db()
        with pytest.raises(Faults, match="chính mình"):
            answer(season, version)


def marks(season: Season, today: date = TODAY) -> dict[str, str]:
    rows = register_of(season.campaign, list(participants_of(season.campaign)), today=today)
    return {row.unit.code: row.mark for row in rows}


class TestRegister:
    def test_every_unit_stands_with_where_it_is(self, season):
        hand_in(season, "P1", work())
        confirmed(season, "P2", work())
        answer(season, hand_in(season, "P3", work()), "Thiếu sản phẩm")
        assert marks(season, DUE) == {
            "P1": "received", "P2": "confirmed", "P3": "returned", "STC": "not_due", "SNV": "not_due",
        }  # fmt: skip
        assert marks(season)["STC"] == "missing"

    def test_a_unit_merged_away_is_asked_no_more_and_what_it_filed_stays(self, season):
        hand_in(season, "P1", work())
        Unit.objects.filter(code__in=("P1", "P2")).update(valid_to=date(2025, 7, 31))
        assert "P1" in marks(season)
        assert "P2" not in marks(season)


class TestDuties:
    def test_it_goes_from_unit_to_organiser_and_back(self, season):
        today = date(2025, 7, 10)
        assert owed(season, "P1", Role.REPORTER, today) == ["registration"]
        version = hand_in(season, "P1", work())
        assert owed(season, "P1", Role.REPORTER, today) == []
        assert owed(season, "VP", Role.MANAGER, today) == ["answer_registration"]
        answer(season, version, "Thiếu kinh phí")
        assert owed(season, "P1", Role.REPORTER, today) == ["registration"]
        assert owed(season, "VP", Role.MANAGER, NOON.date()) == ["chase_registration"]

    def test_nobody_owes_before_the_first_day_or_where_nobody_asked(self):
        season = make_season()
        assert owed(season, "P1", Role.REPORTER, NOON.date()) == []
        call(season, opens_on=date(2025, 7, 12))
        assert owed(season, "P1", Role.REPORTER, date(2025, 7, 11)) == []
