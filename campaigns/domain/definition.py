"""The one place where a campaign becomes what its document says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
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

from .holding import hold
from .projection import Projection, project_blocks, project_participants, project_phases

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Defining:
    """Who defines a campaign, when, why and on which decision."""

    actor: Actor
    at: datetime
    reason: str = ""
    legal_basis: str = ""
    decision: str = ""


def define(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    reason: str = "",
    legal_basis: str = "",
    decision: str = "",
    lines: Lines | None = None,
    source: str = "",
    born: Mapping[str, Any] | None = None,
) -> Campaign:
    """Create or update the campaign a document describes, all or nothing: the administrator's door for files, in
    any state of the campaign. People make campaigns by ``create`` and change them by ``revise``.

    ``document`` as ``campaigns.files.read`` gives it; ``lines`` and ``source`` make faults name the place in
    the file; ``born`` holds columns no file has (``is_practice``, ``copied_from``, ``demo_seed``), set when the
    campaign is made. After launch a change needs a ``reason``. Raises ``Faults`` with all that is wrong."""
    refuse_unsound(document, lines, source, decision=decision)
    act = Defining(actor, at, reason, legal_basis, decision)
    with transaction.atomic():
        known = Campaign.objects.filter(code=document["campaign"]["code"]).first()
        campaign = hold(known) if known else _new(document, born or {})
        return apply(act, campaign, document, Report(lines, source))


def create(
    *, actor: Actor, document: Document, at: datetime, born: Mapping[str, Any] | None = None, taken: str = ""
) -> Campaign:
    """Make a campaign that was not there; ``Faults`` (with the sentence ``taken``) where its code is in use, so that
    nobody's campaign is ever changed by making another."""
    refuse_unsound(document)
    with transaction.atomic():
        return apply(Defining(actor, at), _new(document, born or {}), document, Report(), taken=taken)


def project_again(*, actor: Actor, campaign: Campaign, at: datetime, reason: str) -> Campaign:
    """Apply the newest plan to the units as they now are; its content does not change."""
    with transaction.atomic():
        held = hold(campaign)
        document = document_of(held)
        refuse_unsound(document, source=held.code)
        return apply(Defining(actor, at, reason), held, document, Report(None, held.code))


def refuse_unsound(document: Document, lines: Lines | None = None, source: str = "", *, decision: str = "") -> None:
    """``Faults`` with all that can be told without the database."""
    faults = [*check(document, lines=lines, name=source), *_decision_faults(decision)]
    if faults:
        raise Faults(faults)


def _decision_faults(decision: str) -> list[Fault]:
    """The number is kept with every act of a participant that the change brings about."""
    limit = ParticipationAct._meta.get_field("decision").max_length or 0
    if len(decision) <= limit:
        return []
    message = _("The number of the decision is longer than %(limit)s characters; nothing was saved.")
    return [Fault(message % {"limit": limit}, field="decision")]


def code_taken() -> str:
    """Says nothing of the campaign that has the code: it may be another organiser's draft."""
    return _("This code is taken; choose another.")


def apply(act: Defining, campaign: Campaign, document: Document, report: Report, *, taken: str = "") -> Campaign:
    """Write a sound document into the campaign, held by the caller or new."""
    section, text = document["campaign"], canonical_json(document)
    _refuse_silence(campaign, text, act.reason, report)
    book = book_for(document, *dates_of(section))
    _set_columns(campaign, section, book, report)
    _save(campaign, taken)
    previous = document_of(campaign) if campaign.definition else None
    definition = _number(campaign, text, act)
    project(
        Projection(campaign, definition, document, book, report, act.actor, act.at, previous, act.reason, act.decision)
    )
    record(
        actor=act.actor,
        verb="define_campaign",
        subject=("campaign", campaign.code),
        campaign=campaign.code,
        detail={"definition": definition.number, "sha256": definition.sha256, "reason": act.reason},
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


def _new(document: Document, born: Mapping[str, Any]) -> Campaign:
    return Campaign(code=document["campaign"]["code"], **born)


def _refuse_silence(campaign: Campaign, text: str, reason: str, report: Report) -> None:
    if campaign.pk is None or campaign.status == Status.DRAFT or reason.strip():
        return
    if campaign.definition is None or campaign.definition.sha256 != sha256_text(text):
        message = _("The campaign has been launched: a change of its plan needs a reason.")
        raise Faults(Fault(message, 0, report.name, "reason"))


def dates_of(section: Mapping[str, Any]) -> tuple[date, date]:
    """First and last day of a document's campaign."""
    return date.fromisoformat(section["start"]), date.fromisoformat(section["end"])


def _set_columns(campaign: Campaign, section: Mapping[str, Any], book: UnitBook, report: Report) -> None:
    organiser = section.get("organiser_unit")
    campaign.name = section["name"]
    campaign.short_name = section.get("short_name") or section["name"]
    campaign.kind = section.get("kind", CampaignKind.THEMATIC)
    campaign.organiser = section["organiser"]
    campaign.organiser_unit = check_unit(("campaign", "organiser_unit"), organiser, book, report) if organiser else None
    campaign.start, campaign.end = dates_of(section)
    campaign.visibility = section.get("visibility", Visibility.UNITS)
    campaign.public_detail = section.get("public_detail", PublicDetail.ORDER)
    campaign.lines_seen_by = section.get("lines_seen_by", LinesSeenBy.OWN)
    campaign.overall_order = section.get("overall_order", False)


def _save(campaign: Campaign, taken: str) -> None:
    """A new campaign is only ever inserted: of two made at once with one code the second is refused."""
    if campaign.pk is not None:
        campaign.save(force_update=True)
        return
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as broken:
        if not Campaign.objects.filter(code=campaign.code).exists():
            raise
        raise Faults(Fault(taken or code_taken(), field="code")) from broken


def _number(campaign: Campaign, text: str, act: Defining) -> Definition:
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
        reason=act.reason,
        legal_basis=act.legal_basis,
        made_by_id=act.actor.user_id,
        made_at=act.at,
    )
    campaign.save(update_fields=["definition"])
    return campaign.definition
