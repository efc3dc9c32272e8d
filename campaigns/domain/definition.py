"""The one verb by which a campaign becomes what its file says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.choices import CampaignKind, LinesSeenBy, PublicDetail, Status, Visibility
from campaigns.files import canonical_json, check
from campaigns.files.report import Lines, Report
from campaigns.models import Campaign, Definition, ParticipationAct
from campaigns.queries.documents import document_of
from campaigns.queries.roster import check_unit, roster
from campaigns.queries.unit_book import UnitBook, book_for
from campaigns.registry import defined_hooks, definition_hooks
from common.actors import Actor
from common.canonical import sha256_text
from common.domain.audit import record
from common.faults import Fault, Faults

from .projection import Projection, project_blocks, project_participants, project_phases


def define(
    *,
    actor: Actor,
    document: Mapping[str, Any],
    at: datetime,
    reason: str = "",
    legal_basis: str = "",
    decision: str = "",
    lines: Lines | None = None,
    source: str = "",
    born: Mapping[str, Any] | None = None,
) -> Campaign:
    """Create or update the campaign a document describes, all or nothing.

    ``document`` as ``campaigns.files.read`` gives it; ``lines`` and ``source`` make faults name the place in
    the file; ``born`` holds columns no file has (``is_practice``, ``copied_from``, ``demo_seed``), set when the
    campaign is made. After launch a change needs a ``reason``. Raises ``Faults`` with all that is wrong."""
    faults = [*check(document, lines=lines, name=source), *_decision_faults(decision)]
    if faults:
        raise Faults(faults)
    with transaction.atomic():
        report = Report(lines, source)
        return _apply(actor, document, at, report, reason, legal_basis, decision, born or {})


def _decision_faults(decision: str) -> list[Fault]:
    """The number is kept with every act of a participant that the change brings about."""
    limit = ParticipationAct._meta.get_field("decision").max_length or 0
    if len(decision) <= limit:
        return []
    message = _("The number of the decision is longer than %(limit)s characters; nothing was saved.")
    return [Fault(message % {"limit": limit}, field="decision")]


def _apply(
    actor: Actor,
    document: Mapping[str, Any],
    at: datetime,
    report: Report,
    reason: str,
    legal_basis: str,
    decision: str,
    born: Mapping[str, Any],
) -> Campaign:
    section = document["campaign"]
    known = Campaign.objects.select_for_update().filter(code=section["code"]).first()
    text = canonical_json(document)
    _refuse_silence(known, text, reason, report)
    book = book_for(document, *_dates(section))
    campaign = _save_columns(known or Campaign(code=section["code"], **born), section, book, report)
    previous = document_of(campaign) if campaign.definition else None
    definition = _number(campaign, text, actor=actor, at=at, reason=reason, legal_basis=legal_basis)
    project(Projection(campaign, definition, document, book, report, actor, at, previous, reason, decision))
    record(
        actor=actor,
        verb="define_campaign",
        subject=("campaign", campaign.code),
        campaign=campaign.code,
        detail={"definition": definition.number, "sha256": definition.sha256, "reason": reason},
    )
    return campaign


def project(projection: Projection) -> None:
    """Write every table the definition decides, here and in the higher apps; raises all faults together."""
    places = roster(projection.document, projection.book, projection.report)
    project_phases(projection)
    project_participants(projection, places, project_blocks(projection))
    for hook in definition_hooks:
        hook(projection)
    faults = projection.report.faults
    if faults:
        raise Faults(sorted(faults, key=lambda fault: fault.line))
    for hook in defined_hooks:
        hook(projection)


def _refuse_silence(known: Campaign | None, text: str, reason: str, report: Report) -> None:
    if known is None or known.status == Status.DRAFT or reason.strip():
        return
    if known.definition is None or known.definition.sha256 != sha256_text(text):
        message = _("The campaign has been launched: a change of its plan needs a reason.")
        raise Faults(Fault(message, 0, report.name, "reason"))


def _dates(section: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(section["start"]), date.fromisoformat(section["end"])


def _save_columns(campaign: Campaign, section: Mapping[str, Any], book: UnitBook, report: Report) -> Campaign:
    organiser = section.get("organiser_unit")
    campaign.name = section["name"]
    campaign.short_name = section.get("short_name") or section["name"]
    campaign.kind = section.get("kind", CampaignKind.THEMATIC)
    campaign.organiser = section["organiser"]
    campaign.organiser_unit = check_unit(("campaign", "organiser_unit"), organiser, book, report) if organiser else None
    campaign.start, campaign.end = _dates(section)
    campaign.visibility = section.get("visibility", Visibility.UNITS)
    campaign.public_detail = section.get("public_detail", PublicDetail.ORDER)
    campaign.lines_seen_by = section.get("lines_seen_by", LinesSeenBy.OWN)
    campaign.overall_order = section.get("overall_order", False)
    campaign.save()
    return campaign


def _number(campaign: Campaign, text: str, *, actor: Actor, at: datetime, reason: str, legal_basis: str) -> Definition:
    """A new numbered version where the content changed, else the one that stands."""
    current = campaign.definition
    digest = sha256_text(text)
    if current is not None and current.sha256 == digest:
        return current
    campaign.definition = Definition.objects.create(
        campaign=campaign,
        number=current.number + 1 if current else 1,
        document=text,
        sha256=digest,
        reason=reason,
        legal_basis=legal_basis,
        made_by_id=actor.user_id,
        made_at=at,
    )
    campaign.save(update_fields=["definition"])
    return campaign.definition
