"""Who takes part is said by the plan: choosing writes a new definition, so an export shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import Status
from campaigns.files.report import Report
from campaigns.models import Campaign
from campaigns.queries.roster import roster
from campaigns.queries.unit_book import UnitBook, book_for
from common.actors import Actor
from common.canonical import digest
from common.faults import Fault, Faults
from units.models import Unit
from units.queries.naming import display_names

from .definition import dates_of
from .revision import Document, Seen, Unchanged, revise


class Leaving(Faults):
    """Units would leave a launched campaign: who, and the token by which somebody agrees to just these."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = list(display_names(units).values())
        self.token = token_of(units)
        count = len(units)
        message = ngettext(
            "With this choice %(count)d unit leaves the campaign. Look at its name below, then confirm.",
            "With this choice %(count)d units leave the campaign. Look at their names below, then confirm.",
            count,
        )
        super().__init__(message % {"count": count})


def choose_participants(
    *,
    actor: Actor,
    campaign: Campaign,
    participants: Mapping[str, Any],
    at: datetime,
    reason: str = "",
    decision: str = "",
    agreed: str = "",
    seen: int | None = None,
) -> Campaign:
    """Replace the plan's ``{within, kinds, units}``; after launch who comes and who leaves does so by an act.

    A choice of nobody is refused. After launch units leave only by a numbered decision and when ``agreed`` is the
    token of just these units, else ``Leaving`` names them. Raises ``Faults``."""
    _refuse_empty(participants)

    def put(held: Campaign, document: Document) -> Document:
        changed = {**document, "participants": dict(participants)}
        _refuse_leaving(held, changed, decision, agreed)
        return changed

    shown = Seen(seen, lambda document: document["participants"], _("Units taking part"))
    return revise(actor=actor, campaign=campaign, change=put, at=at, reason=reason, decision=decision, seen=shown)


def enrol(
    *, actor: Actor, campaign: Campaign, unit: Unit, at: datetime, reason: str = "", decision: str = ""
) -> Campaign:
    """Add one unit to those the plan names; one that takes part already changes nothing."""

    def put(held: Campaign, document: Document) -> Document:
        section = document["participants"]
        reference, named = UnitBook(held.start, held.end).reference(unit), section.get("units") or []
        if held.participations.filter(unit=unit).exists() or reference in named:
            return document
        return {**document, "participants": {**section, "units": [*named, reference]}}

    try:
        return revise(actor=actor, campaign=campaign, change=put, at=at, reason=reason, decision=decision)
    except Unchanged:
        return campaign


def token_of(units: list[Unit]) -> str:
    """What a confirmation agrees to: these units and no others."""
    return digest(unit.reference for unit in units)[:16]


def _refuse_empty(participants: Mapping[str, Any]) -> None:
    if not any(participants.get(key) for key in ("within", "kinds", "units")):
        text = _("Nobody would take part: choose kinds of units inside a place, or name units one by one.")
        raise Faults(Fault(text, field="units"))


def _refuse_leaving(held: Campaign, document: Document, decision: str, agreed: str) -> None:
    leaving = leaving_units(held, document)
    if not leaving or held.status == Status.DRAFT:
        return
    if not decision.strip():
        text = _("Units leave a launched campaign by a decision; give its number.")
        raise Faults(Fault(text, field="decision"))
    if agreed != token_of(leaving):
        raise Leaving(leaving)


def leaving_units(held: Campaign, document: Document) -> list[Unit]:
    """Those that take part now and would not by the document; ``Faults`` where nobody would."""
    report = Report()
    places = roster(document, book_for(document, *dates_of(document["campaign"])), report)
    if not places and not report.faults:
        raise Faults(Fault(_("With this choice no unit at all takes part; choose at least one."), field="units"))
    staying = {place.unit.pk for place in places}
    rows = held.participations.filter(is_active=True).select_related("unit").order_by("unit__sort_key", "unit_id")
    return [] if report.faults else [row.unit for row in rows if row.unit_id not in staying]
