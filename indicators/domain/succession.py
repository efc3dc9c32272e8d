"""What a merger of units sets in motion: successors take part and inherit, nothing reported is touched."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import OPEN, Status
from campaigns.domain.definition import project_again
from campaigns.models import Campaign, Participation
from common.actors import system_actor
from common.faults import Faults
from indicators.domain import current, scores
from indicators.domain.finished_works import count_finished_works
from indicators.domain.late_reports import count_late_reports
from units.models import Succession

logger = logging.getLogger(__name__)
REGISTER = system_actor("follow_mergers")


def follow_mergers(*, unit_ids: Collection[int], at: datetime) -> int:
    """In every open campaign in which one of the units takes part, apply the plan again to the register as it now
    is: successors are enrolled and inherit. How many campaigns."""
    wanted = set(unit_ids)
    pairs = Participation.objects.filter(campaign__in=_open_campaigns()).values_list("campaign", "unit")
    touched = {campaign for campaign, unit in pairs if unit in wanted}
    affected = list(_open_campaigns().filter(pk__in=touched))
    for campaign in affected:
        _follow(campaign, at)
        current.rebuild(campaign=campaign, at=at)
    return len(affected)


def turn_day(*, at: datetime) -> int:
    """What the calendar alone changes in open campaigns: mergers of these days take effect, figures and reports fall
    due. Run again it changes nothing. How many campaigns."""
    today = localdate(at)
    recent = Succession.objects.filter(effective__gt=today - timedelta(days=7), effective__lte=today)
    follow_mergers(unit_ids={unit for pair in recent.values_list("old", "new") for unit in pair if unit}, at=at)
    affected = _open_campaigns().filter(start__lte=today)
    for campaign in affected:
        count_late_reports(campaign=campaign, at=at)
        count_finished_works(campaign=campaign, at=at)
        scores.recompute(campaign=campaign, at=at)
    return len(affected)


def _open_campaigns() -> QuerySet[Campaign]:
    return Campaign.objects.filter(status__in=(*OPEN, Status.LAUNCHED, Status.DRAFT), definition__isnull=False)


def _follow(campaign: Campaign, at: datetime) -> None:
    """A plan that no longer fits the register stays as it is until its organiser mends it."""
    reason = _("units were merged or divided")
    try:
        project_again(actor=REGISTER, campaign=campaign, at=at, reason=reason)
    except Faults as faults:
        logger.warning("the plan of %s does not fit the new units: %s", campaign.code, faults)
