"""Campaign documents with as little said as possible, and campaigns made from them."""

from datetime import UTC, datetime
from typing import Any

from campaigns.domain.definition import define
from campaigns.models import Campaign
from common.actors import Actor, system_actor
from tests.factories.units import make_user

JUNE = datetime(2025, 6, 20, 5, 0, tzinfo=UTC)
AUGUST = datetime(2025, 8, 20, 5, 0, tzinfo=UTC)
NOVEMBER = datetime(2025, 11, 20, 5, 0, tzinfo=UTC)


def line(code: str = "I.1", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": {"vi": f"Tiêu chí {code}", "en": f"Criterion {code}"},
        "max_points": 10,
        "measure": {"kind": "count"},
        "over_time": "last",
        "reported": "once",
        "rule": {"kind": "proportional", "full_at": 5},
        **more,
    }


def plan(*, units: list[str], criteria: list[dict] | None = None, blocks: list[dict] | None = None, **campaign: Any):
    """A campaign of one line from July to October 2025 for the units named."""
    section = {
        "code": "thu",
        "name": {"vi": "Thi đua thử", "en": "Trial"},
        "organiser": {"vi": "UBND"},
        "start": "2025-07-01",
        "end": "2025-10-10",
    }
    document: dict[str, Any] = {
        "format": 1,
        "campaign": section | campaign,
        "participants": {"units": units},
        "criteria": criteria or [line()],
    }
    return document | ({"blocks": blocks} if blocks is not None else {})


def apply(document: dict[str, Any], at: datetime = JUNE, **more: Any) -> Campaign:
    return define(actor=more.pop("actor", system_actor("test")), document=document, at=at, **more)


def person() -> Actor:
    user = make_user()
    return Actor(user.pk, user.full_name)
