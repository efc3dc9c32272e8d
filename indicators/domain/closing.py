"""What a line without data becomes at closing, where the plan left it to be decided line by line."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.choices import AFTER_OPEN
from campaigns.domain.holding import hold
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from common.actors import Actor
from common.domain.audit import record
from common.faults import Faults
from indicators.choices import MissingChoice
from indicators.models import ClosingDecision, Criterion
from indicators.queries.missing import decisions


@transaction.atomic
def decide_missing(
    *, actor: Actor, campaign: Campaign, choices: Mapping[str, str], at: datetime
) -> list[ClosingDecision]:
    """Keep, for each line's code, whether its gaps count as zero or leave the maximum; until the campaign is
    closed a decision may be made anew. Gives those that were new. Raises ``Faults``."""
    _refuse(actor, hold(campaign), choices)
    lines = {line.code: line for line in Criterion.objects.filter(campaign=campaign, is_line=True, is_active=True)}
    unknown = [code for code in choices if code not in lines]
    if unknown:
        raise Faults(_("There is no line “%(code)s”.") % {"code": unknown[0]})
    held = decisions(campaign)
    fresh = {code: choice for code, choice in choices.items() if code not in held or held[code].choice != choice}
    told = {"decided_by_id": actor.user_id, "decided_at": at}
    made = [ClosingDecision.objects.create(criterion=lines[code], choice=it, **told) for code, it in fresh.items()]
    subject = ("campaign", campaign.code)
    record(
        actor=actor, verb="decide_missing", subject=subject, campaign=campaign.code, detail={"choices": dict(choices)}
    )
    return made


def _refuse(actor: Actor, campaign: Campaign, choices: Mapping[str, str]) -> None:
    if actor.user_id is None:
        raise Faults(_("This is decided by a person."))
    if campaign.status in AFTER_OPEN:
        raise Faults(_("The campaign is closed; what was decided stands."))
    if document_of(campaign)["campaign"].get("missing_at_close", "choose") != "choose":
        raise Faults(_("The plan itself says what a gap becomes."))
    if set(choices.values()) - set(MissingChoice.values):
        raise Faults(_("A gap counts as zero points or leaves the maximum."))
