"""Real people and units with as little said as possible. Everything not given is harmless and unique."""

from datetime import date
from itertools import count

from common.vietnamese import sort_key
from units.choices import Role, UnitKind
from units.domain.keys import search_text
from units.models import Authorisation, Membership, Succession, Unit, User

_numbers = count(1)
PASSWORD = "mat-khau-thu-2026"
LONG_AGO = date(2020, 1, 1)


def make_unit(name: str = "", *, kind: str = UnitKind.WARD, code: str = "", **fields: object) -> Unit:
    number = next(_numbers)
    name = name or f"Phường Thử {number}"
    unit = Unit(code=code or f"T{number:05}", name=name, kind=kind)
    keys = {"sort_key": sort_key(name), "search_key": search_text(unit)}
    return Unit.objects.create(code=unit.code, name=name, kind=kind, **{**keys, **fields})


def make_user(username: str = "", *, password: str = PASSWORD, **fields: object) -> User:
    username = username or f"nguoi{next(_numbers)}"
    return User.objects.create_user(username, password, **{"full_name": f"Người {username}", **fields})


def make_membership(
    user: User | None = None, unit: Unit | None = None, role: str = Role.REPORTER, **fields: object
) -> Membership:
    dates = {"valid_from": LONG_AGO}
    return Membership.objects.create(
        user=user or make_user(), unit=unit or make_unit(), role=role, **{**dates, **fields}
    )


def make_authorisation(person: User, unit: Unit, by: User, **fields: object) -> Authorisation:
    given = {
        "document_number": "12/UQ-UBND",
        "document_date": LONG_AGO,
        "valid_from": LONG_AGO,
        "valid_to": date(2099, 12, 31),
    }
    return Authorisation.objects.create(person=person, unit=unit, granted_by=by, **{**given, **fields})


def make_succession(old: Unit | None, new: Unit, effective: date, **fields: object) -> Succession:
    return Succession.objects.create(old=old, new=new, effective=effective, **fields)
