"""What units said of the plan's obligations, and one inspection of the campaign under way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.actors import Actor
from indicators.choices import ObligationActKind
from indicators.domain.inspections import Found, Visit, record_inspection, task_of_finding
from indicators.models import ObligationAct
from indicators.queries.lines import CampaignLines
from indicators.queries.obligations import obligations_of
from units.models import Unit, User

OWN = "26740"
CONFIRMED, MET = 0.8, 0.95
EVIDENCE = "Kế hoạch số {n}/KH-UBND (minh họa)"
TEAM = "Đoàn kiểm tra liên ngành theo Quyết định số 00/QĐ-UBND (minh họa)"
FOUND = "Hồ sơ một cửa được số hóa đầy đủ; đề nghị bổ sung biên bản bàn giao của hai bộ hồ sơ (minh họa)."
TODO = "Bổ sung biên bản bàn giao của hai bộ hồ sơ (minh họa)."


def write_duties(campaign: Campaign, manager: Actor, reporters: dict[int, User], at: datetime, seed: int) -> None:
    _obligations(campaign, manager, reporters, at, seed)
    own = Unit.objects.filter(participations__campaign=campaign, code=OWN).first()
    if own is not None:
        _inspection(campaign, manager, own, at)


def _obligations(campaign: Campaign, manager: Actor, reporters: dict[int, User], at: datetime, seed: int) -> None:
    """Those whose day has come: most units have met them and most of that is confirmed; the others are to come."""
    random, day = Random(seed), localdate(at)
    units = [row.unit for row in CampaignLines(campaign).participations]
    for one in obligations_of(campaign):
        if one.due is not None and one.due <= day:
            told = {"campaign": campaign, "code": one.code, "made_at": at}
            said = [_said(unit, manager, reporters, random, told) for unit in units]
            ObligationAct.objects.bulk_create(act for acts in said for act in acts)


def _said(
    unit: Unit, manager: Actor, reporters: dict[int, User], random: Random, told: dict[str, Any]
) -> Iterator[ObligationAct]:
    """The ward to try has reported and waits."""
    fate = CONFIRMED if unit.code == OWN else random.random()
    document = EVIDENCE.format(n=random.randint(5, 90))
    if fate <= MET:
        by = {"unit": unit, "acting_unit": unit, "made_by": reporters.get(unit.pk)}
        yield ObligationAct(kind=ObligationActKind.MET, document=document, **by, **told)
    if fate < CONFIRMED:
        by = {"unit": unit, "acting_unit_id": manager.unit_id, "made_by_id": manager.user_id}
        yield ObligationAct(kind=ObligationActKind.CONFIRMED, **by, **told)


def _inspection(campaign: Campaign, manager: Actor, own: Unit, at: datetime) -> None:
    day = localdate(at) - timedelta(days=6)
    line = CampaignLines(campaign).line("I.1")
    visit = Visit(held_on=day, team=TEAM, number="00/BB-KT", dated_on=day, kept_at="Văn thư Sở Nội vụ (minh họa)")
    told = {"actor": manager, "campaign": campaign, "at": at}
    made = record_inspection(unit=own, visit=visit, found=[Found(FOUND, line)], **told)
    due = localdate(at) + timedelta(days=12)
    task_of_finding(actor=manager, finding=made.findings.get(), what=TODO, due=due, at=at)
