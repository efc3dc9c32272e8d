"""Documents: added with a file or a reference, replaced, confirmed by the units with a person in charge."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.debts import debts_of
from campaigns.domain.documents import Person
from campaigns.models import CampaignDocument, DocumentReceipt, PersonInCharge
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import people_in_charge, register_of, to_confirm
from common.domain.vault import path_of, receive
from common.faults import Faults
from common.models import AuditRecord
from tests.factories.papers import AN, DUE, IN_TIME, TOO_LATE, confirm, make_document
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_unit
from units.acting import acting_as
from units.choices import Role
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PDF = b"%PDF-1.7\nke hoach"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def season() -> Season:
    return make_season()


def owed(season: Season, unit: str, role: str, today: date) -> list:
    found = debts_of(acting_as(season.user(unit, role)), today)
    return [debt for debt in found if debt.kind in ("receipt", "chase_receipts")]


def marks(season: Season, document: CampaignDocument, today: date) -> dict[str, str]:
    rows = register_of(document, list(participants_of(season.campaign)), today=today)
    return {row.unit.code: row.mark for row in rows}


class TestAdding:
    def test_the_file_is_kept_by_its_hash_and_the_act_is_recorded(self, season):
        document = make_document(season, parcel=receive([PDF], "ke-hoach.pdf"))

        stored = document.file
        assert stored is not None
        assert (document.file_name, stored.size, stored.content_type) == ("ke-hoach.pdf", len(PDF), "application/pdf")
        detail = AuditRecord.objects.get(verb="add_document").detail
        assert stored.sha256 in str(detail)

    def test_the_bytes_lie_where_they_are_found(self, season, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            document = make_document(season, parcel=receive([PDF], "ke-hoach.pdf"))
        assert path_of(document.file).read_bytes() == PDF

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"title": " "}, "title"),
            ({"number": "", "kept_at": ""}, "number"),
            ({"dated_on": date(2025, 7, 3)}, "dated_on"),
            ({"receipt_due": date(2025, 7, 1)}, "receipt_due"),
            ({"signer": "a\x00"}, "signer"),
            ({"title": "x" * 401}, "title"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_written(self, season, given, field):
        with pytest.raises(Faults) as refused:
            make_document(season, **given)
        assert [fault.field for fault in refused.value.faults] == [field]
        assert not CampaignDocument.objects.exists()

    def test_an_archived_campaign_takes_none(self, season):
        season.move("archived")
        with pytest.raises(Faults):
            make_document(season)

    def test_a_new_version_leaves_the_old_one_and_is_confirmed_anew(self, season):
        old = make_document(season)
        confirm(season, "P1", old)
        new = make_document(season, number="02/KH-UBND", replaces=old)

        assert to_confirm(season.campaign, season.units["P1"]) == [new]
        assert CampaignDocument.objects.get(pk=old.pk).replaced_by == new
        assert old.receipts.count() == 1

    def test_a_document_is_replaced_once(self, season):
        old = make_document(season)
        make_document(season, replaces=old)
        with pytest.raises(Faults):
            make_document(season, replaces=old)
        assert CampaignDocument.objects.count() == 2


class TestConfirming:
    def test_all_that_was_seen_is_confirmed_and_the_person_named(self, season):
        one, two = make_document(season), make_document(season, number="02/HD", kind="guidance")
        confirm(season, "P1", one, two)

        assert DocumentReceipt.objects.filter(unit=season.units["P1"]).count() == 2
        person = people_in_charge(season.campaign)[season.units["P1"].pk]
        assert (person.name, person.phone) == (AN.name, AN.phone)
        verbs = set(AuditRecord.objects.values_list("verb", flat=True))
        assert {"confirm_receipt", "name_person_in_charge"} <= verbs

    def test_a_document_that_came_after_the_page_was_opened_is_not_confirmed_unseen(self, season):
        one = make_document(season)
        two = make_document(season, number="02/HD")
        confirm(season, "P1", one)
        assert to_confirm(season.campaign, season.units["P1"]) == [two]

    def test_a_second_confirmation_writes_nothing_twice(self, season):
        document = make_document(season)
        confirm(season, "P1", document)
        assert confirm(season, "P1", document) == []
        assert PersonInCharge.objects.count() == 1

    def test_another_person_takes_over_and_the_first_is_kept(self, season):
        document = make_document(season)
        confirm(season, "P1", document)
        confirm(season, "P1", person=Person("Trần Hữu Phúc", "028 3822 9999"))

        assert people_in_charge(season.campaign)[season.units["P1"].pk].name == "Trần Hữu Phúc"
        assert PersonInCharge.objects.count() == 2

    @pytest.mark.parametrize("person", [Person("", "028 3822 1234"), Person("An", " "), Person("A\nn", "028 3822 1")])
    def test_without_name_and_telephone_nothing_is_confirmed(self, season, person):
        document = make_document(season)
        with pytest.raises(Faults):
            confirm(season, "P1", document, person=person)
        assert not DocumentReceipt.objects.exists()

    def test_only_a_unit_that_takes_part_confirms(self, season):
        document = make_document(season)
        season.campaign.participations.filter(unit__code="P1").update(is_active=False)
        with pytest.raises(PermissionDenied):
            confirm(season, "P1", document)


class TestRegister:
    def test_in_time_late_and_missing(self, season):
        document = make_document(season)
        confirm(season, "P1", document, at=IN_TIME)
        confirm(season, "P2", document, at=TOO_LATE)

        assert marks(season, document, DUE)["P3"] == "not_due"
        found = marks(season, document, NOON.date())
        assert (found["P1"], found["P2"], found["P3"]) == ("received", "received_late", "missing")

    def test_a_unit_that_was_merged_away_is_asked_no_more_and_what_it_said_stays(self, season):
        document = make_document(season)
        confirm(season, "P1", document)
        Unit.objects.filter(code__in=("P1", "P2")).update(valid_to=date(2025, 7, 31))
        found = marks(season, document, NOON.date())
        assert found["P1"] == "received"
        assert "P2" not in found

    def test_a_unit_that_begins_later_has_days_of_its_own(self, season):
        document = make_document(season)
        late = make_unit("Phường Mới", code="P9", valid_from=date(2025, 8, 18))
        season.campaign.participations.create(unit=late)
        assert marks(season, document, NOON.date())["P9"] == "not_due"


class TestDuties:
    def test_it_is_the_first_duty_of_the_season_and_goes_when_done(self, season):
        document = make_document(season)
        season.move("launched")
        found = owed(season, "P1", Role.REPORTER, date(2025, 7, 7))
        assert [(debt.due, debt.kind) for debt in found] == [(DUE, "receipt")]

        confirm(season, "P1", document)
        assert owed(season, "P1", Role.REPORTER, date(2025, 7, 7)) == []

    def test_two_documents_are_one_duty(self, season):
        make_document(season)
        make_document(season, number="02/HD")
        assert len(owed(season, "P1", Role.HEAD, date(2025, 7, 7))) == 1

    def test_the_organiser_sees_who_is_silent_once_the_day_has_passed(self, season):
        document = make_document(season)
        for unit in ("P1", "P2", "STC", "SNV"):
            confirm(season, unit, document)
        assert owed(season, "VP", Role.MANAGER, DUE) == []
        found = owed(season, "VP", Role.MANAGER, date(2025, 7, 14))
        assert "1 đơn vị chưa xác nhận" in found[0].detail

    def test_what_is_for_information_asks_nobody(self, season):
        make_document(season, receipt_due=None)
        assert owed(season, "P1", Role.REPORTER, NOON.date()) == []
