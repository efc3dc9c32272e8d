"""Stages of the campaign under way: days to come, a mid-term review with its commended and what is to be put right."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from campaigns.choices import Status
from campaigns.domain.stages import Granted, extend_stage, set_stage_dates
from campaigns.models import Campaign
from common.actors import Actor
from indicators.domain.reviews import Assigned, Praised, assign_task, commend, hold_review
from units.models import Unit

# Days after the end of the campaign on which each stage opens and closes.
DAYS = {
    Status.SELF_SCORE: (1, 7),
    Status.APPRAISAL: (8, 20),
    Status.CLUSTER: (21, 28),
    Status.FINAL: (29, 40),
}
OWN, COMMENDED = "26740", ("26740", "HCM-STC")
REVIEW = "Sơ kết 60 ngày (minh họa)"
MERIT = "Giải quyết hồ sơ đúng hạn, nhiều cách làm hay được đơn vị khác học tập (minh họa)."
TASK = "Hoàn thiện hồ sơ minh chứng của chỉ tiêu I.1, gửi bản có ký số (minh họa)."
DOCUMENT = "Công văn số 00/UBND-VP (minh họa)"
REASON = "Đơn vị sắp xếp lại trụ sở trong thời gian tự chấm (minh họa)."


def write_stages(campaign: Campaign, manager: Actor, at: datetime) -> None:
    """Days of the stages, a review, a task of the ward to try and one unit with longer."""
    told = {"actor": manager, "campaign": campaign, "at": at}
    for stage, (opens, closes) in DAYS.items():
        first, last = (campaign.end + timedelta(days=days) for days in (opens, closes))
        set_stage_dates(stage=stage, opens=first, closes=last, reason="", **told)
    units = {unit.code: unit for unit in Unit.objects.filter(participations__campaign=campaign)}
    review = hold_review(name=REVIEW, **told)
    for code in COMMENDED:
        if code in units:
            praised = Praised(MERIT, document=DOCUMENT)
            commend(actor=manager, review=review, unit=units[code], praised=praised, at=at)
    if OWN in units:
        due = localdate(at) + timedelta(days=9)
        assign_task(unit=units[OWN], assigned=Assigned(TASK, due), review=review, **told)
        until = campaign.end + timedelta(days=DAYS[Status.SELF_SCORE][1] + 5)
        granted = Granted(until, REASON, DOCUMENT)
        extend_stage(stage=Status.SELF_SCORE, unit=units[OWN], granted=granted, **told)
