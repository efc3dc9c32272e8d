"""What units said of the plan's obligations, and one inspection of the campaign under way."""

from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.actors import Actor
from config.demo.people import actor_for
from indicators.choices import ObligationActKind
from indicators.domain.inspections import Found, Visit, record_inspection, task_of_finding
from indicators.domain.obligations import Said, act_on_obligation
from indicators.models import ObligationAct
from indicators.queries.lines import CampaignLines
from indicators.queries.obligations import obligations_of
from units.choices import Role
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
    """The first obligation of the plan: most have met it and most of those are confirmed; the others are to come."""
    random, named = Random(seed), obligations_of(campaign)
    told = {"campaign": campaign, "code": named[0].code, "made_at": at} if named else {}
    rows = []
    for row in CampaignLines(campaign).participations if named else []:
        fate, number = random.random(), random.randint(5, 90)
        if row.unit.code == OWN or fate > MET:
            continue
        about = {"unit": row.unit, "acting_unit": row.unit, "made_by": reporters.get(row.unit_id), **told}
        rows.append(ObligationAct(kind=ObligationActKind.MET, document=EVIDENCE.format(n=number), **about))
        if fate < CONFIRMED:
            by = {"unit": row.unit, "acting_unit_id": manager.unit_id, "made_by_id": manager.user_id, **told}
            rows.append(ObligationAct(kind=ObligationActKind.CONFIRMED, **by))
    ObligationAct.objects.bulk_create(rows)
    own = Unit.objects.filter(participations__campaign=campaign, code=OWN).first()
    if len(named) > 1 and own is not None and own.pk in reporters:
        actor = actor_for(reporters[own.pk], own, Role.REPORTER)
        said = Said(document=EVIDENCE.format(n=15))
        by = {"actor": actor, "campaign": campaign, "unit": own, "at": at}
        act_on_obligation(code=named[0].code, kind=ObligationActKind.MET, said=said, **by)


def _inspection(campaign: Campaign, manager: Actor, own: Unit, at: datetime) -> None:
    day = localdate(at) - timedelta(days=6)
    line = CampaignLines(campaign).line("I.1")
    visit = Visit(held_on=day, team=TEAM, number="00/BB-KT", dated_on=day, kept_at="Văn thư Sở Nội vụ (minh họa)")
    told = {"actor": manager, "campaign": campaign, "at": at}
    made = record_inspection(unit=own, visit=visit, found=[Found(FOUND, line)], **told)
    due = localdate(at) + timedelta(days=12)
    task_of_finding(actor=manager, finding=made.findings.get(), what=TODO, due=due, at=at)
