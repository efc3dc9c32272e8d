"""Registrations of a season: the days set, units that register, file and finish works."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from campaigns.domain.registered import Contents, ItemTyped, WorkTyped
from campaigns.domain.registrations import call_for_registration, confirm_registration, file_registration
from campaigns.domain.works import Noted, note_work
from campaigns.models import RegistrationVersion, Work, WorkNote
from campaigns.queries.registrations import newest_version, registration_of, token_of
from common.domain.vault import Parcel
from indicators.domain.registering import save_registration
from tests.factories.season import Season
from units.choices import Role

DUE = date(2025, 7, 15)  # a Tuesday
JULY = datetime(2025, 7, 2, 2, 0, tzinfo=UTC)
IN_TIME = datetime(2025, 7, 10, 3, 0, tzinfo=UTC)
TOO_LATE = datetime(2025, 7, 17, 3, 0, tzinfo=UTC)
AUGUST = datetime(2025, 8, 10, 3, 0, tzinfo=UTC)


def call(season: Season, *, opens_on: date = date(2025, 7, 1), due: date = DUE, at: datetime = JULY):
    manager = season.actor("VP", Role.MANAGER)
    return call_for_registration(actor=manager, campaign=season.campaign, opens_on=opens_on, due=due, at=at)


def work(name: str = "Trung tâm hành chính công số", **more: Any) -> WorkTyped:
    days = {"starts_on": date(2025, 7, 10), "finish_on": date(2025, 8, 15)}
    return WorkTyped(**{"name": name, "product": "Đưa vào sử dụng", **days, **more})


def contents(
    *works: WorkTyped, models: Sequence[str] = ("Ngày thứ Bảy vì dân",), titles: Sequence[str] = ()
) -> Contents:
    items = [ItemTyped("model", name, place=place) for place, name in enumerate(models)]
    items += [ItemTyped("title", name, place=place) for place, name in enumerate(titles)]
    return Contents(works, items)


def write(
    season: Season, unit: str, *works: WorkTyped, targets: Sequence[tuple[str, str]] = (), at: datetime = IN_TIME,
    seen: str | None = None, **more: Any,
) -> RegistrationVersion:  # fmt: skip
    """Over whatever the unit's draft says."""
    ward = season.units[unit]
    token = token_of(newest_version(registration_of(season.campaign, ward))) if seen is None else seen
    wanted = [(season.line(code), Decimal(value)) for code, value in targets]
    return save_registration(
        actor=season.actor(unit), lines=season.lines, unit=ward, contents=contents(*works, **more), targets=wanted,
        seen=token, at=at,
    )  # fmt: skip


def hand_in(season: Season, unit: str, *works: WorkTyped, at: datetime = IN_TIME, **more: Any) -> RegistrationVersion:
    """Written by the reporter and filed by the head."""
    draft = write(season, unit, *works, at=at, **more)
    told = {"campaign": season.campaign, "unit": season.units[unit], "paper": "45/ĐK-UBND", "at": at}
    return file_registration(actor=season.actor(unit, Role.HEAD), seen=token_of(draft), **told)


def confirmed(season: Season, unit: str, *works: WorkTyped, at: datetime = IN_TIME, **more: Any) -> RegistrationVersion:
    version = hand_in(season, unit, *works, at=at, **more)
    version.refresh_from_db()
    confirm_registration(actor=season.actor("VP", Role.MANAGER), version=version, at=at)
    return version


def note(
    season: Season, unit: str, one: Work, kind: str = "finished", *, day: date = date(2025, 8, 8),
    at: datetime = AUGUST, parcel: Parcel | None = None, **more: Any,
) -> WorkNote:  # fmt: skip
    told = {"number": "12/BB-NT"} if kind == "finished" else {"text": "Đạt 60 %"}
    noted = Noted(kind, day, **{**told, **more})
    fresh = Work.objects.select_related("campaign", "unit").get(pk=one.pk)
    return note_work(actor=season.actor(unit), work=fresh, unit=season.units[unit], noted=noted, parcel=parcel, at=at)
