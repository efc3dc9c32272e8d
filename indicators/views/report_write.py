"""Writing a unit's report: one field under each heading, the unit's figures of those days beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.calendar import working_days_between
from common.faults import Fault, Faults
from indicators.domain.reports import LONGEST_ANSWER, Overtaken, Written, save_answers
from indicators.forms.report import posted_answers
from indicators.models import Outline, ReportText
from indicators.queries.report_figures import figures_about
from indicators.queries.reports import Answer, answers, due_of, newest_texts, returns_of
from indicators.report_permissions import may_write_report
from indicators.views.desk import Desk
from indicators.views.report_desk import REFUSED, report_of, writing


@dataclass(frozen=True, slots=True)
class Field:
    """A heading with what stands or was typed under it, and what a colleague wrote meanwhile."""

    answer: Answer
    body: str
    seen: int | None
    theirs: ReportText | None = None
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def report_write(request: HttpRequest, desk: Desk, outline: Outline) -> HttpResponse:
    """POST saves the draft; ``then=submit`` goes on to the signed copy."""
    if request.method != "POST":
        return write_page(request, desk, outline)
    typed = posted_answers(request.POST)
    try:
        kept = save_answers(actor=desk.actor, outline=outline, unit=desk.unit, written=typed, at=desk.at)
    except Faults as faults:
        return write_page(request, desk, outline, typed, faults)
    _tell(request, len(kept))
    then = "report_submit" if request.POST.get("then") == "submit" else "report_write"
    return redirect(then, desk.campaign.code, outline.pk)


def _tell(request: HttpRequest, kept: int) -> None:
    if kept:
        text = ngettext("%(n)s answer has been saved.", "%(n)s answers have been saved.", kept)
        messages.success(request, text % {"n": kept})
    else:
        messages.info(request, _("Nothing was changed: everything you typed is saved already."))


def write_page(
    request: HttpRequest, desk: Desk, outline: Outline, typed: Sequence[Written] = (), faults: Faults | None = None
) -> HttpResponse:
    """The fields as they stand, or as they were typed with what is wrong about them."""
    report, due = report_of(outline, desk.unit), due_of(outline, desk.unit)
    used, left = answers(outline, newest_texts(report))
    may = may_write_report(desk.actor, desk.seat, desk.unit)
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "outline": outline,
        "report": report,
        "fields": _fields(used, {one.heading_id: one for one in typed}, faults),
        "left": left,
        "figures": figures_about(desk.lines, desk.unit, outline),
        "asked": returns_of([report]).get(report.pk) if report else None,
        "may": may,
        "faults": [fault for fault in faults.faults if not fault.field] if faults else [],
        "longest": LONGEST_ANSWER,
        "due": due,
        "days_left": working_days_between(desk.today, due),
    }
    return render(request, "reports/write.html", context, status=REFUSED if faults else 200)


def _fields(used: Sequence[Answer], typed: Mapping[int, Written], faults: Faults | None) -> list[Field]:
    theirs = faults.texts if isinstance(faults, Overtaken) else {}
    errors = {fault.field: fault for fault in faults.faults} if faults else {}
    return [_field(answer, typed.get(answer.heading.pk), theirs, errors) for answer in used]


def _field(
    answer: Answer, typed: Written | None, theirs: Mapping[int, ReportText], errors: Mapping[str, Fault]
) -> Field:
    """After a refusal what was typed stays; a second press is made in sight of the colleague's text."""
    pk = answer.heading.pk
    standing = answer.text.pk if answer.text else None
    error = errors[f"h{pk}"].message if f"h{pk}" in errors else ""
    if typed is None:
        return Field(answer, answer.body, standing, error=error)
    return Field(answer, typed.body, standing if pk in theirs else typed.seen, theirs.get(pk), error)
