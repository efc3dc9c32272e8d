"""A unit's report: written under headings by several hands, submitted signed, asked for more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.domain.holding import hold
from campaigns.models import Participation
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from common.permissions import Answer, require
from indicators.choices import ReportState
from indicators.models import Outline, OutlineHeading, Report, ReportQuote, ReportReturn, ReportSubmission, ReportText
from indicators.queries.papers import paper_of
from indicators.queries.reports import newest_texts, owes
from indicators.queries.seats import Seat, seats
from indicators.report_permissions import may_submit_report, may_write_report, reports_are_open
from units.models import Unit

LONGEST_ANSWER = 20_000
PDF = "application/pdf"
Seats = Callable[[Seat | None], Answer]


class Overtaken(Faults):
    """Somebody of the unit wrote under the same headings meanwhile; ``texts``: the newest, by the heading's id."""

    def __init__(self, message: str, texts: Mapping[int, ReportText]) -> None:
        super().__init__(message)
        self.texts = dict(texts)


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed under a heading, and the text that stood there when the page was opened (None: none)."""

    heading_id: int
    body: str
    seen: int | None


@dataclass(frozen=True, slots=True)
class Signed:
    """What identifies a signed report: its number and date; ``sent_by`` where the file is not given here."""

    number: str
    dated_on: date
    sent_by: str = ""


@contextmanager
def _held(outline: Outline, unit: Unit, may: Seats) -> Iterator[Report]:
    """The unit's report, locked; the right is asked of the unit's place as it is now."""
    with transaction.atomic():
        require(may(seats(outline.campaign_id, [unit.pk]).get(unit.pk)))
        row = Participation.objects.select_related("unit").get(campaign=outline.campaign_id, unit=unit)
        if not owes(outline, row):
            raise Faults(_("The unit did not exist on the last day of this report and does not owe it."))
        Report.objects.bulk_create([Report(outline=outline, unit=unit)], ignore_conflicts=True)
        rows = Report.objects.select_for_update(no_key=True, of=("self",)).select_related("submission")
        yield rows.get(outline=outline, unit=unit)


def save_answers(
    *, actor: Actor, outline: Outline, unit: Unit, written: Sequence[Written], at: datetime
) -> list[ReportText]:
    """Keep what was typed as the unit's draft; what says what stands already is left alone.

    ``Overtaken`` where a colleague changed a heading that was changed here too: then nothing is written."""
    _refuse_texts(written)
    with _held(outline, unit, lambda seat: may_write_report(actor, seat, unit)) as report:
        headings = {row.pk: row for row in outline.headings.all()}
        newest = newest_texts(report)
        seen = ReportText.objects.filter(report=report).in_bulk([each.seen for each in written if each.seen])
        changed = [one for one in written if one.heading_id in headings and _is_changed(one, seen, newest)]
        _refuse_overtaken(changed, newest)
        rows = [_text(report, headings[one.heading_id], one.body, actor, at) for one in changed]
        kept = ReportText.objects.bulk_create(rows)
        if kept:
            _note(actor, report, "write_report", headings=[row.heading_id for row in kept])
    return kept


def tidied(body: str) -> str:
    """As it is kept: line ends as on every machine, nothing blank around it."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip()


def _refuse_texts(written: Sequence[Written]) -> None:
    faults = []
    for one in written:
        if len(tidied(one.body)) > LONGEST_ANSWER:
            message = _("This answer is longer than %(limit)s characters; shorten it or put the rest into the file.")
            faults.append(Fault(message % {"limit": LONGEST_ANSWER}, field=f"h{one.heading_id}"))
        if forbidden_character(tidied(one.body)):
            faults.append(Fault(_("The text holds a character that cannot be kept."), field=f"h{one.heading_id}"))
    if faults:
        raise Faults(faults)


def _is_changed(one: Written, seen: Mapping[int, ReportText], newest: Mapping[int, ReportText]) -> bool:
    """Typed anew: it differs from what the page showed, and from what stands now."""
    shown = seen[one.seen].body if one.seen is not None and one.seen in seen else ""
    standing = newest[one.heading_id].body if one.heading_id in newest else ""
    return tidied(one.body) not in (shown, standing)


def _refuse_overtaken(changed: Sequence[Written], newest: Mapping[int, ReportText]) -> None:
    def pk(heading: int) -> int | None:
        return newest[heading].pk if heading in newest else None

    theirs = {one.heading_id: newest[one.heading_id] for one in changed if pk(one.heading_id) not in (None, one.seen)}
    if theirs:
        names = ", ".join(f"“{text.heading.text}”" for text in theirs.values())
        message = _(
            "A colleague wrote under %(headings)s after you opened this page. Nothing was saved; your text is still "
            "here with theirs beside it: put them together, then save again."
        )
        raise Overtaken(message % {"headings": names}, theirs)


def _text(report: Report, heading: OutlineHeading, body: str, actor: Actor, at: datetime) -> ReportText:
    return ReportText(report=report, heading=heading, body=tidied(body), made_by_id=actor.user_id, made_at=at)


def submit_report(
    *,
    actor: Actor,
    outline: Outline,
    unit: Unit,
    signed: Signed,
    parcel: Parcel | None,
    seen: str,
    at: datetime,
) -> ReportSubmission:
    """Hand in the signed report on the answers that were ``seen``; a second one supersedes and the first is kept.

    Raises ``Faults``; then nothing is written and the file is nobody's."""
    paper = paper_of(actor, localdate(at))
    _refuse_signed(signed, parcel, localdate(at))
    with _held(outline, unit, lambda seat: may_submit_report(actor, seat, unit, is_authorised=bool(paper))) as report:
        texts = newest_texts(report)
        if seen != seen_of(texts):
            raise Faults(_("The answers changed since this page was opened. Look at them again, then submit."))
        made = ReportSubmission.objects.create(
            report=report, number=signed.number.strip(), dated_on=signed.dated_on, sent_by=signed.sent_by.strip(),
            file=register(parcel, at) if parcel else None, file_name=parcel.name if parcel else "",
            authorisation=paper, made_by_id=actor.user_id, acting_unit_id=actor.unit_id, made_at=at,
        )  # fmt: skip
        made.texts.set(text for text in texts.values() if text.heading.is_active)
        before = report.submission.number if report.submission else ""
        report.submission, report.state = made, ReportState.SUBMITTED
        report.first_submitted_at = report.first_submitted_at or at
        report.save(update_fields=["submission", "state", "first_submitted_at"])
        sha256 = parcel.sha256 if parcel else ""
        _note(actor, report, "submit_report", number=made.number, sha256=sha256, supersedes=before)
    return made


def seen_of(texts: Mapping[int, ReportText]) -> str:
    """Changes as soon as any answer does: what was confirmed is what is submitted."""
    return "-".join(str(pk) for pk in sorted(text.pk for text in texts.values()))


def _refuse_signed(signed: Signed, parcel: Parcel | None, today: date) -> None:
    faults = []
    if not signed.number.strip():
        faults.append(Fault(_("Give the number and symbol of the signed report."), field="number"))
    if any(forbidden_character(text) or "\n" in text for text in (signed.number, signed.sent_by)):
        faults.append(Fault(_("The text holds a character that cannot be kept."), field="number"))
    if signed.dated_on > today:
        faults.append(Fault(_("The report is dated later than today."), field="dated_on"))
    if parcel is None and not signed.sent_by.strip():
        message = _("Choose the signed PDF, or say how the signed copy was sent.")
        faults.append(Fault(message, field="sent_by"))
    if parcel is not None and parcel.media_type != PDF:
        faults.append(
            Fault(_("The signed report is a PDF. Save or scan it as PDF, then choose it again."), field="file")
        )
    if faults:
        raise Faults(faults)


@transaction.atomic
def return_report(*, actor: Actor, submission: ReportSubmission, reason: str, at: datetime) -> ReportReturn:
    """Ask a unit for more, by the organiser; ``submission``: the one that was read. The door asked the right."""
    outline = submission.report.outline
    hold(outline.campaign, when=lambda held: reports_are_open(held.status))
    report = Report.objects.select_for_update(no_key=True).get(pk=submission.report_id)
    if not reason.strip() or forbidden_character(reason):
        raise Faults(Fault(_("Say what is missing: the unit reads your words."), field="reason"))
    if report.submission_id != submission.pk:
        raise Faults(_("The unit has submitted another report meanwhile. Read that one first."))
    if report.state == ReportState.RETURNED:
        raise Faults(_("More was asked for about this report already; it waits for the unit."))
    made = ReportReturn.objects.create(
        submission=submission, reason=reason.strip(), made_by_id=actor.user_id, made_at=at
    )
    report.state = ReportState.RETURNED
    report.save(update_fields=["state"])
    _note(actor, report, "return_report", number=submission.number, reason=made.reason)
    return made


@transaction.atomic
def quote(*, actor: Actor, outline: Outline, shown: Sequence[int], ticked: Sequence[int], at: datetime) -> int:
    """Of the submitted texts that were shown, those ticked are quoted in the consolidated report and the others are
    not; how many changed. The door asked the right."""
    texts = ReportText.objects.filter(report__outline=outline, submissions__isnull=False, pk__in=shown)
    known = set(texts.values_list("pk", flat=True))
    quoted = set(ReportQuote.objects.filter(text__in=known).values_list("text_id", flat=True))
    wanted = known & set(ticked)
    rows = [ReportQuote(text_id=pk, made_by_id=actor.user_id, made_at=at) for pk in sorted(wanted - quoted)]
    ReportQuote.objects.bulk_create(rows, ignore_conflicts=True)
    ReportQuote.objects.filter(text__in=quoted - wanted).delete()
    if wanted != quoted:
        detail = {"quoted": sorted(wanted - quoted), "not_quoted": sorted(quoted - wanted)}
        record(actor=actor, verb="quote_reports", subject=outline, campaign=outline.campaign.code, detail=detail)
    return len(wanted ^ quoted)


def _note(actor: Actor, report: Report, verb: str, **detail: object) -> None:
    outline = report.outline
    found = {"unit": report.unit.reference, "outline": outline.name, **detail}
    record(actor=actor, verb=verb, subject=report, campaign=outline.campaign.code, detail=found)
