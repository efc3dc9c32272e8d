"""A small campaign with everything that writes facts: wards, a provider, a verifier, an organiser."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from campaigns.choices import Status
from campaigns.domain.definition import define
from campaigns.models import Campaign
from common.actors import Actor, system_actor
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines
from tests.factories.units import make_membership, make_unit, make_user
from units.choices import Role, UnitKind
from units.models import Unit, User

NOON = datetime(2025, 8, 20, 5, 0, tzinfo=UTC)  # Wednesday 12:00 in Ho Chi Minh City

RATE = {
    "code": "I.1",
    "name": {"vi": "Tỷ lệ hồ sơ đúng hạn", "en": "Files on time"},
    "max_points": 20,
    "measure": {
        "kind": "ratio",
        "unit": "%",
        "numerator": {"vi": "Đúng hạn"},
        "denominator": {"vi": "Đến hạn"},
        "decimals": 2,
        "lowest": 0,
        "highest": 100,
    },
    "over_time": "ratio_of_sums",
    "reported": "monthly",
    "grace_days": 3,
    "rule": {"kind": "proportional", "full_at": 100},
}
COUNT = {
    "code": "I.2",
    "name": {"vi": "Số mô hình", "en": "Models"},
    "max_points": 10,
    "measure": {"kind": "count"},
    "over_time": "sum",
    "reported": "monthly",
    "evidence": "each_period",
    "rule": {"kind": "proportional", "full_at": 5},
}
YES = {
    "code": "I.3",
    "name": {"vi": "Đã ban hành kế hoạch", "en": "Plan issued"},
    "max_points": 5,
    "measure": {"kind": "yes_no"},
    "reported": "once",
    "rule": {"kind": "yes_no"},
}
HELD = {
    "code": "II.1",
    "name": {"vi": "Tỷ lệ giải ngân", "en": "Disbursement"},
    "max_points": 15,
    "measure": {"kind": "ratio", "unit": "%", "decimals": 2, "lowest": 0, "highest": 100},
    "over_time": "last",
    "reported": "monthly",
    "feed": "external",
    "provided_by": "STC",
    "check_days": 3,
    "rule": {"kind": "proportional", "full_at": 95},
}
MINUS = {
    "code": "TRU.1",
    "name": {"vi": "Vi phạm đã kết luận", "en": "Violations found"},
    "max_points": 0,
    "measure": {"kind": "count"},
    "over_time": "sum",
    "reported": "monthly",
    "rule": {"kind": "per_item", "points_each": -2, "cap": 10},
}


def document(**campaign: Any) -> dict[str, Any]:
    """A campaign file of two groups and one of deductions, verified by SNV, with a provider STC."""
    return {
        "format": 1,
        "campaign": {
            "code": "thi-diem",
            "name": {"vi": "Thi đua thí điểm", "en": "Trial emulation"},
            "organiser": {"vi": "UBND tỉnh"},
            "organiser_unit": "VP",
            "start": "2025-07-01",
            "end": "2025-10-10",
            **campaign,
        },
        "participants": {"units": ["P1", "P2", "P3", "STC", "SNV"]},
        "blocks": [
            {"code": "WARD", "name": {"vi": "Cụm phường"}, "units": ["P1", "P2", "P3"]},
            {"code": "DEPT", "name": {"vi": "Khối sở"}, "units": ["STC", "SNV"]},
        ],
        "criteria": deepcopy(
            [
                group("I", 35, [RATE, COUNT, YES], verified_by="SNV"),
                group("II", 15, [HELD], verified_by="STC"),
                group("TRU", 0, [MINUS], verified_by="SNV", outside_total=True),
            ]
        ),
    }


def group(code: str, points: int, children: list[dict], **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"vi": f"Nhóm {code}"}, "max_points": points, "children": children, **more}


@dataclass
class Season:
    """The campaign and its people; ``actor(code, role)`` is somebody who holds the role in the unit."""

    campaign: Campaign
    units: dict[str, Unit]
    users: dict[tuple[str, str], User] = field(default_factory=dict)

    @property
    def lines(self) -> CampaignLines:
        return CampaignLines(Campaign.objects.select_related("organiser_unit").get(pk=self.campaign.pk))

    def line(self, code: str) -> Criterion:
        found = self.lines.line(code)
        assert found is not None
        return found

    def user(self, code: str, role: str) -> User:
        if (code, role) not in self.users:
            person = make_user()
            make_membership(person, self.units[code], role)
            self.users[code, role] = person
        return self.users[code, role]

    def actor(self, code: str, role: str = Role.REPORTER) -> Actor:
        person, unit = self.user(code, role), self.units[code]
        return Actor(person.pk, person.full_name, unit.code, unit.pk, role)

    def move(self, status: str) -> None:
        Campaign.objects.filter(pk=self.campaign.pk).update(status=status)
        self.campaign.status = status


def make_season(
    *,
    status: str = Status.RUNNING,
    at: datetime = NOON,
    plan: dict[str, Any] | None = None,
    units: dict[str, Unit] | None = None,
    **campaign: Any,
) -> Season:
    """Three wards P1–P3, the departments STC (provides II.1) and SNV (verifies), the organiser VP."""
    units = units or _units()
    made = define(actor=system_actor("test"), document=plan or document(**campaign), at=at)
    season = Season(made, units)
    season.move(status)
    return season


def _units() -> dict[str, Unit]:
    units = {code: make_unit(f"Phường {name}", code=code, valid_from=date(2025, 7, 1)) for code, name in WARDS.items()}
    return units | {code: make_unit(name, code=code, kind=UnitKind.DEPARTMENT) for code, name in DEPARTMENTS.items()}


WARDS = {"P1": "An Đông", "P2": "Bến Thành", "P3": "Chợ Quán"}
DEPARTMENTS = {"STC": "Sở Tài chính", "SNV": "Sở Nội vụ", "VP": "Văn phòng UBND"}
