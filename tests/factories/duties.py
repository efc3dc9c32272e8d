"""Obligations and inspections of a season."""

from datetime import date
from typing import Any

from common.domain.vault import Parcel
from indicators.choices import ObligationActKind
from indicators.domain.inspections import Found, Visit, record_inspection
from indicators.domain.obligations import Said, act_on_obligation
from indicators.models import Inspection, ObligationAct
from tests.factories import season as plan
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

SECTION = [
    {"code": "OB.1", "name": {"vi": "Ban hành kế hoạch", "en": "Issue the plan"}, "due": "2025-07-31",
     "evidence": {"vi": "Kế hoạch", "en": "the plan"}},
    {"code": "OB.2", "name": {"vi": "Đăng ký mô hình", "en": "Register a model"}, "due": "2025-09-10",
     "evidence": {"vi": "Bản đăng ký", "en": "sheet"}},
]  # fmt: skip


def plan_with_obligations(**campaign: Any) -> dict[str, Any]:
    return {**plan.document(**campaign), "obligations": SECTION}


def season_with_obligations() -> Season:
    return make_season(plan=plan_with_obligations())


def say(
    season: Season,
    kind: ObligationActKind,
    unit: str = "P1",
    code: str = "OB.1",
    *,
    parcel: Parcel | None = None,
    **said: Any,
) -> ObligationAct:
    """By the unit where it is met, else by the manager."""
    actor = season.actor(unit) if kind == ObligationActKind.MET else season.actor("VP", Role.MANAGER)
    told = {"actor": actor, "campaign": season.campaign, "unit": season.units[unit], "at": NOON}
    words = Said(**({"note": "Lý do", "document": "12/KH-UBND ngày 15/7/2025"} | said))
    return act_on_obligation(code=code, kind=kind, said=words, parcel=parcel, **told)


def inspect(
    season: Season, unit: str = "P1", by: str = "VP", *, parcel: Parcel | None = None, **more: Any
) -> Inspection:
    visit = Visit(
        **{"held_on": date(2025, 8, 15), "team": "Ông Ba, trưởng đoàn", "number": "12/BB-KT",
           "dated_on": date(2025, 8, 16), "kept_at": "Văn thư", **more}
    )  # fmt: skip
    told = {"actor": season.actor(by, Role.MANAGER), "campaign": season.campaign, "at": NOON}
    found = [Found("Thiếu 2 hồ sơ", season.line("I.2")), Found("Chưa niêm yết kế hoạch")]
    return record_inspection(unit=season.units[unit], visit=visit, found=found, parcel=parcel, **told)
