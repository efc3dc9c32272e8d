"""Urging is kept once a day for the same debts, with what was owed; templates are an organiser's own."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from campaigns.choices import Status
from common.domain.vault import Parcel, receive
from common.faults import Faults
from common.models import AuditRecord
from indicators.choices import UrgingChannel
from indicators.domain.urging import replace_template, restore_template, urge
from indicators.letters.standard import standard_letter
from indicators.models import UrgedDebt, Urging
from indicators.queries.tracking import tracking
from indicators.queries.urging import Debtor, late_units, template_of
from tests.factories.season import NOON, Season, make_season
from tests.indicators.letters.documents import document
from tests.indicators.queries.test_tracking import IN_TIME, hand_in
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("english")]


@pytest.fixture
def season() -> Season:
    return make_season()


def late(season: Season) -> list[Debtor]:
    board = tracking(season.lines, today=localdate(NOON))
    return [row for debtors in late_units(board) for row in debtors.rows]


def write(season: Season, rows=None, *, channel=UrgingChannel.LETTER, at=NOON, by="VP", role=Role.MANAGER):
    rows = late(season) if rows is None else rows
    return urge(actor=season.actor(by, role), campaign=season.campaign, channel=channel, debtors=rows, at=at)


def test_what_each_unit_owed_is_kept(season):
    hand_in(season, "P1", "2025-07", IN_TIME)
    made = write(season)

    assert made.day == date(2025, 8, 20)
    debts = {(debt.unit.code, debt.series_id, debt.period) for debt in made.debts.select_related("unit")}
    assert debts == {
        (unit, season.line(line).series_id, "2025-07") for unit in ("P2", "P3", "STC", "SNV") for line in ("I.1", "I.2")
    }
    act = AuditRecord.objects.get(verb="urge")
    assert act.campaign == season.campaign.code
    assert '"debts":8' in act.detail


def test_the_same_letter_on_the_same_day_is_kept_once(season):
    assert write(season)
    assert write(season, at=NOON + timedelta(hours=1)) is None
    assert write(season, at=NOON + timedelta(days=1))
    assert Urging.objects.count() == AuditRecord.objects.filter(verb="urge").count() == 2


def test_a_letter_about_other_debts_is_another(season):
    write(season)
    hand_in(season, "P1", "2025-07", NOON)
    assert write(season)


def test_channels_are_kept_apart(season):
    rows = late(season)[:1]
    assert write(season, rows, channel=UrgingChannel.CALL)
    assert write(season, rows, channel=UrgingChannel.MESSAGE)
    assert write(season, rows, channel=UrgingChannel.CALL) is None


def test_nobody_late_leaves_nothing(season):
    with pytest.raises(Faults):
        write(season, [])
    assert not Urging.objects.exists()


@pytest.mark.parametrize(("by", "role"), [("VP", Role.LEADER), ("SNV", Role.MANAGER), ("P1", Role.HEAD)])
def test_only_the_organisers_managers_urge(season, by, role):
    with pytest.raises(PermissionDenied):
        write(season, by=by, role=role)
    assert not UrgedDebt.objects.exists()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED, Status.ARCHIVED])
def test_nobody_is_urged_where_no_figures_are_collected(season, status):
    season.move(status)
    with pytest.raises(PermissionDenied):
        write(season)


def parcel(content: bytes, name: str = "mau.docx") -> Parcel:
    return receive([content], name)


def replace(season: Season, sent: Parcel, by: str = "VP"):
    actor, unit = season.actor(by, Role.MANAGER), season.units["VP"]
    return replace_template(actor=actor, unit=unit, parcel=sent, at=NOON)


@pytest.fixture
def vault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("vault")
def test_an_own_template_takes_the_place_of_the_shipped_one_until_it_is_restored(season):
    assert template_of(season.units["VP"]) is None
    made = replace(season, parcel(document("Kính gửi {{ co_quan }}")))
    assert template_of(season.units["VP"]) == made
    assert template_of(season.units["SNV"]) is None
    restore_template(actor=season.actor("VP", Role.MANAGER), unit=season.units["VP"], at=NOON)
    assert template_of(season.units["VP"]) is None
    assert AuditRecord.objects.filter(verb="replace_letter_template").count() == 2


@pytest.mark.usefixtures("vault")
def test_a_template_that_cannot_be_filled_changes_nothing(season):
    made = replace(season, parcel(standard_letter()))
    with pytest.raises(Faults, match="“diem”"):
        replace(season, parcel(document("Điểm {{ diem }}")))
    assert template_of(season.units["VP"]) == made


@pytest.mark.usefixtures("vault")
def test_a_template_is_its_own_units(season):
    with pytest.raises(PermissionDenied):
        replace(season, parcel(standard_letter()), by="SNV")
    with pytest.raises(Faults):
        restore_template(actor=season.actor("VP", Role.MANAGER), unit=None, at=NOON)
