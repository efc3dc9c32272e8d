"""The conversation on a cell, between the unit and those who provide, appraise or manage the line."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.models import Comment, Criterion
from indicators.queries.lines import CampaignLines, series_of
from units.models import Unit

BODY_LIMIT = 4000


@transaction.atomic
def say(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, period: str, body: str, at: datetime
) -> Comment:
    """Add a word; plain text of at most 4,000 characters, never changed afterwards."""
    require(permissions.may_comment(actor, lines, line, unit))
    if actor.user_id is None or actor.unit_id is None:
        raise Faults(_("A conversation is held between people."))
    body = body.replace("\r\n", "\n").strip()
    if not body or len(body) > BODY_LIMIT or forbidden_character(body):
        raise Faults(_("Write between 1 and %(limit)s ordinary characters.") % {"limit": BODY_LIMIT})
    if period not in {each.code for each in lines.periods(line)}:
        raise Faults(_("The line %(line)s has no period %(period)s.") % {"line": line.number, "period": period})
    comment = Comment.objects.create(
        unit=unit, series_id=series_of(line), period=period, body=body,
        made_by_id=actor.user_id, acting_unit_id=actor.unit_id, made_at=at,
    )  # fmt: skip
    subject = ("cell", f"{unit.reference}/{line.code}/{period}")
    record(actor=actor, verb="comment", subject=subject, campaign=lines.campaign.code, detail={"comment": comment.pk})
    return comment
