"""People of the demonstration: a reporter and a head for every unit, and a few accounts to try each role with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from common.actors import Actor
from units.choices import Role, UnitKind
from units.models import Membership, Unit, User

PASSWORD = "thidua-minhhoa"
SURNAMES = "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
MIDDLES = "Thị Văn Minh Thanh Ngọc Quốc Hồng Đức Thu Hữu"
GIVEN = "An Bình Châu Dung Giang Hà Hải Hạnh Hùng Khánh Lan Linh Long Mai Nam Nga Oanh Phúc Quân Sơn Thảo Trang Tú"
HEADS = dict.fromkeys((UnitKind.WARD, UnitKind.COMMUNE, UnitKind.SPECIAL_ZONE), "Chủ tịch UBND")
FROM = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Account:
    """One account to try: printed by `manage.py demo_accounts`."""

    username: str
    full_name: str
    roles: tuple[tuple[str, str], ...]
    is_superuser: bool = False


ACCOUNTS = (
    Account("quanly", "Lê Thị Cẩm", (("HCM-SNV", Role.MANAGER), ("HCM-SNV", Role.VERIFIER))),
    Account("thamdinh", "Phạm Minh Đức", (("HCM-STC", Role.VERIFIER), ("HCM-STC", Role.PROVIDER))),
    Account("cungcap", "Trần Văn Bình", (("HCM-VPUB", Role.PROVIDER), ("HCM-VPUB", Role.VERIFIER))),
    Account("baocao", "Nguyễn Thị An", (("26740", Role.REPORTER),)),
    Account(
        "chutich", "Trần Hữu Phúc", (("26740", Role.HEAD), ("26740", Role.CLUSTER_LEAD), ("26740", Role.COORDINATOR))
    ),
    Account("lanhdao", "Võ Thanh Sơn", (("HCM-SNV", Role.LEADER),)),
    Account("hoidong", "Đặng Thu Hà", (("HCM-SNV", Role.COUNCIL),)),
    Account("quan11", "Hồ Ngọc Lan", (("772", Role.MANAGER),)),
    Account("quantri", "Quản trị hệ thống", (), is_superuser=True),
)


def ensure_accounts() -> dict[str, User]:
    """The accounts to try, with the printed password; made once."""
    return {account.username: _ensure(account) for account in ACCOUNTS}


def _ensure(account: Account) -> User:
    defaults = {
        "full_name": account.full_name,
        "is_superuser": account.is_superuser,
        "is_staff": account.is_superuser,
        "password": make_password(PASSWORD),
    }
    user, made = User.objects.get_or_create(username=account.username, defaults=defaults)
    if made:
        for code, role in account.roles:
            _grant(user, code, role)
    return user


def _grant(user: User, code: str, role: str) -> None:
    unit = Unit.objects.filter(code=code).order_by("-valid_from").first()
    if unit is not None:
        Membership.objects.create(user=user, unit=unit, role=role, valid_from=unit.valid_from or FROM)


def actor_for(user: User, unit: Unit, role: str) -> Actor:
    return Actor(user.pk, user.full_name, unit.code, unit.pk, role)


def staff(units: Iterable[Unit], random: Random) -> dict[int, User]:
    """A reporter for every unit (and its head), who cannot sign in: the figures need authors."""
    units = list(units)
    reporters = _crowd(units, Role.REPORTER, "pt", random)
    _crowd(units, Role.HEAD, "ld", random)
    return reporters


def _crowd(units: list[Unit], role: str, prefix: str, random: Random) -> dict[int, User]:
    known = {
        row.unit_id: row.user for row in Membership.objects.filter(unit__in=units, role=role).select_related("user")
    }
    new = [unit for unit in units if unit.pk not in known]
    people = [_drawn(unit, role, f"{prefix}.{unit.pk}", random) for unit in new]
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(user=person, unit=unit, role=role, valid_from=unit.valid_from or FROM)
        for person, unit in zip(people, new, strict=True)
    )
    return known | {unit.pk: person for person, unit in zip(people, new, strict=True)}


def _drawn(unit: Unit, role: str, username: str, random: Random) -> User:
    """The number is of a range that no operator gives out, so that nobody is ever called by a demonstration."""
    post = HEADS.get(unit.kind, "Thủ trưởng") if role == Role.HEAD else "Chuyên viên"
    name, phone = drawn_name(random), f"028 0000 {random.randrange(10_000):04}"
    return User(username=username, full_name=name, post=post, phone=phone, password="!")


def drawn_name(random: Random) -> str:
    return " ".join(random.choice(names.split()) for names in (SURNAMES, MIDDLES, GIVEN))
