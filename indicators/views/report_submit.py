"""Submitting a report: the answers as they go, and the signed copy with number and date."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.domain.vault import MEGABYTE
from common.faults import Faults
from common.transfers import received
from indicators.domain.reports import seen_of, submit_report
from indicators.forms.evidence import as_form_errors
from indicators.forms.report import SignedForm
from indicators.models import Outline, Report, ReportSubmission
from indicators.queries.contacts import contacts
from indicators.queries.papers import paper_of
from indicators.queries.reports import answers, due_of, is_late, newest_texts
from indicators.report_permissions import may_submit_report
from indicators.views.desk import Desk
from indicators.views.report_desk import REFUSED, report_of, writing
from units.choices import Role


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def report_submit(request: HttpRequest, desk: Desk, outline: Outline) -> HttpResponse:
    """POST hands in the signed copy on the answers as they were shown."""
    form = SignedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _submitted(request, desk, outline, form):
        return redirect("report_read", desk.campaign.code, outline.pk, desk.unit.pk)
    return _page(request, desk, outline, form)


def _submitted(request: HttpRequest, desk: Desk, outline: Outline, form: SignedForm) -> bool:
    try:
        with received(request) as parcel:
            made = submit_report(
                actor=desk.actor, outline=outline, unit=desk.unit, signed=form.signed(), parcel=parcel,
                seen=request.POST.get("seen", ""), at=desk.at,
            )  # fmt: skip
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    _tell(request, desk, outline, made)
    return True


def _tell(request: HttpRequest, desk: Desk, outline: Outline, made: ReportSubmission) -> None:
    text = _("The report %(number)s has been received.") % {"number": made.number}
    if is_late(due_of(outline, desk.unit), made.report.first_submitted_at, desk.today):
        text += " " + _("It came after the due day: it is received and marked late.")
    messages.success(request, text)


def _page(request: HttpRequest, desk: Desk, outline: Outline, form: SignedForm) -> HttpResponse:
    report = report_of(outline, desk.unit)
    texts = newest_texts(report)
    used, _left = answers(outline, texts)
    paper = paper_of(desk.actor, desk.today)
    may = may_submit_report(desk.actor, desk.seat, desk.unit, is_authorised=paper is not None)
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "outline": outline,
        "form": form,
        "report": report,
        "answers": used,
        "blank": [answer.heading for answer in used if not answer.body],
        "seen": seen_of(texts),
        "may": may,
        "paper": None if desk.actor.holds(Role.HEAD) else paper,
        "heads": [] if may else contacts([desk.unit], [Role.HEAD]).get(desk.unit.pk, []),
        "is_late": _is_late(outline, report, desk),
        "megabytes": settings.EVIDENCE_MAX_BYTES // MEGABYTE,
        "had_file": bool(request.FILES),
    }
    return render(request, "reports/submit.html", context, status=REFUSED if form.errors else 200)


def _is_late(outline: Outline, report: Report | None, desk: Desk) -> bool:
    """Whether it would be marked late if it were submitted now."""
    return is_late(due_of(outline, desk.unit), report.first_submitted_at if report else None, desk.today)
