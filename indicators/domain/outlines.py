"""Asking for a report: its kind, its days and the headings in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.domain.copying import shift_between
from campaigns.domain.holding import hold
from campaigns.domain.projection import Projection
from campaigns.models import Campaign
from campaigns.permissions import plan_is_open
from common.actors import Actor
from common.calendar import next_working_day
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from indicators.domain.late_reports import count_late_reports
from indicators.models import Outline, OutlineHeading
from indicators.report_permissions import outline_is_open

MOST_HEADINGS, LONGEST = 30, 255


@dataclass(frozen=True, slots=True)
class Asked:
    """What the organiser asks for. ``headings``: pairs of the id of a heading kept (None: a new one) and its text."""

    kind: str
    name: str
    first: date
    last: date
    due: date
    headings: Sequence[tuple[int | None, str]]


@transaction.atomic
def ask_for_report(*, actor: Actor, campaign: Campaign, asked: Asked, phase: str = "", at: datetime) -> Outline:
    """Ask all units for a report; of one phase of the plan only once. A due day that is no working day moves to the
    next one. Raises ``Faults``."""
    held = hold(campaign, when=plan_is_open)
    _refuse(asked)
    outline = Outline(campaign=held, phase=phase, made_by_id=actor.user_id, made_at=at)
    _set(outline, asked)
    try:
        with transaction.atomic():
            outline.save(force_insert=True)
    except IntegrityError as broken:
        raise Faults(_("A report is asked for in this phase already.")) from broken
    _keep_headings(outline, asked.headings)
    _note(actor, outline, "ask_for_report")
    count_late_reports(campaign=held, at=at)
    return outline


@transaction.atomic
def change_outline(*, actor: Actor, outline: Outline, asked: Asked, seen: int | None, at: datetime) -> Outline:
    """Change what is asked for, until the first report is submitted. ``seen``: the version the page showed.

    A heading that is left out stays with what units wrote under it. Raises ``Faults``."""
    campaign = hold(outline.campaign, when=plan_is_open)
    held = Outline.objects.select_for_update(no_key=True).get(pk=outline.pk)
    answer = outline_is_open(held)
    if not answer:
        raise Faults(str(answer.reason))
    if seen != held.version:
        raise Faults(_("The outline was changed after you opened this page. Compare it, then save again."))
    _refuse(asked)
    before = _told(held)
    _set(held, asked)
    held.version += 1
    held.save()
    _keep_headings(held, asked.headings)
    _note(actor, held, "change_outline", before=before)
    count_late_reports(campaign=campaign, at=at)
    return held


def copy_outlines(projection: Projection) -> None:
    """A campaign copied from another asks for the same reports, their days moved as the plan's are."""
    campaign, source = projection.campaign, projection.campaign.copied_from
    if projection.previous is not None or source is None:
        return
    shift = shift_between(source.start, campaign.start)
    for old in source.outlines.prefetch_related("headings"):
        made = Outline(campaign=campaign, phase=old.phase, kind=old.kind, name=old.name)
        made.first, made.last, made.due = shift(old.first), shift(old.last), next_working_day(shift(old.due))
        made.made_by_id, made.made_at = projection.actor.user_id, projection.at
        made.save(force_insert=True)
        _keep_headings(made, [(None, row.text) for row in old.headings.all() if row.is_active])
        _note(projection.actor, made, "ask_for_report", copied_from=source.code)


def _refuse(asked: Asked) -> None:
    texts = [text for _pk, text in asked.headings]
    faults = [*_faults_of_name(asked.name), *_faults_of_days(asked), *_faults_of_headings(texts)]
    if faults:
        raise Faults(faults)


def _faults_of_name(name: str) -> list[Fault]:
    if not name.strip():
        return [Fault(_("Give the report a name."), field="name")]
    return [Fault(fault, field="name") for fault in _unkeepable(name)]


def _faults_of_days(asked: Asked) -> Iterator[Fault]:
    if asked.first > asked.last:
        yield Fault(_("The first day lies after the last."), field="last")
    if asked.due < asked.first:
        yield Fault(_("The report is due before the days it is about have begun."), field="due")


def _faults_of_headings(texts: Sequence[str]) -> list[Fault]:
    faults = [Fault(fault, field="headings") for text in texts for fault in _unkeepable(text)]
    if not texts:
        faults.append(Fault(_("An outline has at least one heading."), field="headings"))
    if len(texts) > MOST_HEADINGS:
        message = _("An outline has at most %(most)s headings.") % {"most": MOST_HEADINGS}
        faults.append(Fault(message, field="headings"))
    keys = [text.casefold() for text in texts]
    twice = next((text for place, text in enumerate(texts) if text.casefold() in keys[:place]), None)
    if twice:
        faults.append(Fault(_("The heading “%(heading)s” stands there twice.") % {"heading": twice}, field="headings"))
    return faults


def _unkeepable(text: str) -> list[str]:
    if len(text) > LONGEST:
        return [_("“%(text)s…” is longer than %(limit)s characters.") % {"text": text[:40], "limit": LONGEST}]
    return [_("The text holds a character that cannot be kept.")] if forbidden_character(text) or "\n" in text else []


def _set(outline: Outline, asked: Asked) -> None:
    outline.kind, outline.name = asked.kind, asked.name.strip()
    outline.first, outline.last, outline.due = asked.first, asked.last, next_working_day(asked.due)


def _keep_headings(outline: Outline, wanted: Sequence[tuple[int | None, str]]) -> None:
    """Rows stay: renamed, moved or out of use, never gone; a text that was left out before is taken up again."""
    known = {row.pk: row for row in outline.headings.all()}
    by_text = {row.text.casefold(): row for row in known.values() if not row.is_active}
    for row in known.values():
        row.is_active = False
    for place, (pk, text) in enumerate(wanted, 1):
        row = known.get(pk or 0) or by_text.get(text.casefold()) or OutlineHeading(outline=outline)
        row.text, row.position, row.is_active = text, place, True
        row.save()
        known[row.pk] = row
    OutlineHeading.objects.bulk_update(known.values(), ["text", "position", "is_active"])


def _told(outline: Outline) -> dict[str, object]:
    active = outline.headings.filter(is_active=True)
    days = {"first": outline.first.isoformat(), "last": outline.last.isoformat(), "due": outline.due.isoformat()}
    headings = list(active.values_list("text", flat=True))
    return {"kind": str(outline.kind), "name": outline.name, **days, "headings": headings}


def _note(actor: Actor, outline: Outline, verb: str, **more: object) -> None:
    detail = {**_told(outline), "phase": outline.phase, **more}
    record(actor=actor, verb=verb, subject=outline, campaign=outline.campaign.code, detail=detail)
