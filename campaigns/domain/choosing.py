"""Who takes part is said by the plan: choosing writes a new definition, so an export shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from campaigns.queries.unit_book import UnitBook
from common.actors import Actor
from units.models import Unit

from .definition import define


def choose_participants(
    *,
    actor: Actor,
    campaign: Campaign,
    participants: Mapping[str, Any],
    at: datetime,
    reason: str = "",
    decision: str = "",
) -> Campaign:
    """Replace the plan's ``{within, kinds, units}``; after launch who comes and who leaves does so by an act.

    Raises ``Faults``."""
    document = {**document_of(campaign), "participants": dict(participants)}
    return define(actor=actor, document=document, at=at, reason=reason, decision=decision)


def enrol(
    *, actor: Actor, campaign: Campaign, unit: Unit, at: datetime, reason: str = "", decision: str = ""
) -> Campaign:
    """Add one unit to those the plan names; one that takes part already changes nothing."""
    section = document_of(campaign)["participants"]
    reference = UnitBook(campaign.start, campaign.end).reference(unit)
    named = section.get("units") or []
    if campaign.participations.filter(unit=unit).exists() or reference in named:
        return campaign
    participants = {**section, "units": [*named, reference]}
    return choose_participants(
        actor=actor, campaign=campaign, participants=participants, at=at, reason=reason, decision=decision
    )
