"""Evidence: a file or a reference to a document, tied to as many lines and periods as it supports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from common.permissions import Answer, require
from indicators import permissions
from indicators.models import Criterion, Evidence, EvidenceLink
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.seats import seats
from units.models import Unit

BATCH = 500


@dataclass(frozen=True, slots=True)
class Reference:
    """What identifies a document: title, number and symbol, date, issuer, where it is kept."""

    title: str
    number: str = ""
    dated_on: date | None = None
    issuer: str = ""
    kept_at: str = ""


@transaction.atomic
def add_evidence(
    *, actor: Actor, unit: Unit, reference: Reference, parcel: Parcel | None = None, at: datetime
) -> Evidence:
    """Register a document of the actor's unit, with its bytes (``vault.receive``) or as a reference alone."""
    require(permissions.may_keep_evidence(actor, unit))
    _refuse(reference, parcel)
    evidence = Evidence.objects.create(
        unit=unit, title=reference.title.strip(), number=reference.number.strip(), dated_on=reference.dated_on,
        issuer=reference.issuer.strip(), kept_at=reference.kept_at.strip(),
        file=register(parcel, at) if parcel else None, file_name=parcel.name if parcel else "",
        made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"title": evidence.title, "number": evidence.number, "sha256": parcel.sha256 if parcel else ""}
    record(actor=actor, verb="add_evidence", subject=evidence, detail=detail)
    return evidence


def _refuse(reference: Reference, parcel: Parcel | None) -> None:
    faults = [
        Fault(_("The text is longer than %(limit)s characters.") % {"limit": limit}, field=name)
        for name, limit in (("title", 255), ("number", 120), ("issuer", 255), ("kept_at", 255))
        if len(getattr(reference, name).strip()) > limit
    ]
    texts = (reference.title, reference.number, reference.issuer, reference.kept_at)
    if any(forbidden_character(text) or "\n" in text for text in texts):
        faults.append(Fault(_("The text holds a character that cannot be kept."), field="title"))
    if not reference.title.strip():
        faults.append(Fault(_("Give the document a title."), field="title"))
    if parcel is None and not (reference.number.strip() or reference.kept_at.strip()):
        message = _("Without a file, give the document's number and symbol or where it is kept.")
        faults.append(Fault(message, field="number"))
    if faults:
        raise Faults(faults)


@transaction.atomic
def link(
    *,
    actor: Actor,
    lines: CampaignLines,
    evidence: Evidence,
    targets: Sequence[tuple[Criterion, str]],
    at: datetime,
) -> int:
    """Tie a document of a unit to its lines (line, period; an empty period means the whole line); how many are new."""
    unit = evidence.unit
    require(permissions.may_keep_evidence(actor, unit))
    require(permissions.is_open(seats(lines.campaign.pk, [unit.pk]).get(unit.pk)))
    for line, period in targets:
        _refuse_target(lines, line, unit, period)
    rows = [_row(actor, evidence, unit.pk, line, period, at) for line, period in targets]
    names = [f"{unit.reference}/{line.code}/{period}" for line, period in targets]
    return _keep(actor, evidence, rows, lines.campaign.code, names)


def link_many(
    *, actor: Actor, evidence: Evidence, line: Criterion, units: Iterable[Unit], period: str, at: datetime
) -> int:
    """Tie a provider's document to a line and period of many units; ``provide`` calls it and checked the right."""
    units = list(units)
    rows = [_row(actor, evidence, unit.pk, line, period, at) for unit in units]
    names = [f"{unit.reference}/{line.code}/{period}" for unit in units]
    return _keep(actor, evidence, rows, "", names)


def _refuse_target(lines: CampaignLines, line: Criterion, unit: Unit, period: str) -> None:
    known = {"", *(each.code for each in lines.periods(line))}
    if not lines.applies(line, unit) or period not in known:
        raise Faults(_("The line %(line)s has no period %(period)s.") % {"line": line.number, "period": period})


def _row(actor: Actor, evidence: Evidence, unit_id: int, line: Criterion, period: str, at: datetime) -> EvidenceLink:
    return EvidenceLink(
        evidence=evidence, unit_id=unit_id, series_id=series_of(line), period=period,
        made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip


def _keep(actor: Actor, evidence: Evidence, rows: list[EvidenceLink], campaign: str, names: list[str]) -> int:
    before = EvidenceLink.objects.filter(evidence=evidence, removed_at__isnull=True)
    count = before.count()
    EvidenceLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    new = before.count() - count
    if new:
        detail = {"to": names[:20], "links": new}
        record(actor=actor, verb="link_evidence", subject=evidence, campaign=campaign, detail=detail)
    return new


@transaction.atomic
def unlink(*, actor: Actor, lines: CampaignLines, link_id: int, at: datetime) -> None:
    """End a tie by a dated mark; the document and the mark stay."""
    rows = EvidenceLink.objects.select_for_update(of=("self",), no_key=True).select_related("evidence__unit")
    row = rows.filter(pk=link_id, removed_at__isnull=True).first()
    if row is None:
        raise Faults(_("The document is not tied to this line any more."))
    if not lines.of_series(row.series_id):
        raise Faults(_("The document supports a line of another campaign; end the tie there."))
    unit = row.evidence.unit
    require(permissions.may_keep_evidence(actor, unit))
    require(permissions.is_open(seats(lines.campaign.pk, [row.unit_id]).get(row.unit_id)))
    row.removed_at, row.removed_by_id = at, actor.user_id
    row.save(update_fields=["removed_at", "removed_by"])
    detail = {"link": row.pk, "period": row.period}
    record(actor=actor, verb="unlink_evidence", subject=row.evidence, campaign=lines.campaign.code, detail=detail)


def may_read(*, actor: Actor, evidence: Evidence) -> Answer:
    """Whether the actor reads a document: a campaign's lines are looked through only where its series is tied."""
    links = list(evidence.links.filter(removed_at__isnull=True))
    own = permissions.may_read_evidence(actor, evidence.unit_id, links, ())
    if own:
        return own
    series = {each.series_id for each in links}
    criteria = Criterion.objects.filter(series__in=series, is_active=True, is_line=True)
    campaigns = {line.campaign_id: line.campaign for line in criteria.select_related("campaign")}
    lines_of = (CampaignLines(campaign) for campaign in campaigns.values())
    return permissions.may_read_evidence(actor, evidence.unit_id, links, lines_of)
