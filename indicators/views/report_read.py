"""One unit's report as it was submitted: answers, signed copies, what was asked for; and the files."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import done
from common.permissions import require
from common.transfers import handed_out
from indicators.domain.reports import return_report
from indicators.forms.report import ReturnForm
from indicators.models import Outline, Report, ReportSubmission
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import answers, due_of, is_late, texts_of
from indicators.report_permissions import may_read_report, reports_are_open
from indicators.views.opening import campaign_page, names_spared
from indicators.views.report_desk import managing, outline_here, participant, report_of
from units.queries.naming import unit_name
from units.views.addresses import say_faults


@require_safe
@campaign_page
@names_spared
def report_read(request: HttpRequest, campaign: Campaign, pk: int, unit_id: int) -> HttpResponse:
    lines, outline = CampaignLines(campaign), outline_here(campaign, pk)
    unit = participant(lines, unit_id)
    actor = request.acting.actor()
    require(may_read_report(actor, lines, unit))
    report = report_of(outline, unit)
    submission = report.submission if report else None
    used, left = answers(outline, texts_of(submission))
    context = {
        "campaign": campaign,
        "outline": outline,
        "unit": unit,
        "report": report,
        "submission": submission,
        "answers": [*used, *left],
        "history": _history(due_of(outline, unit), report),
        "is_own": actor.unit_id == unit.pk,
        "return_form": ReturnForm() if _may_return(request, campaign, report) else None,
    }
    return render(request, "reports/read.html", context)


def _history(due: date, report: Report | None) -> list[dict[str, object]]:
    """Every submission, the newest first, each with what was asked for about it; a report that came in time once is
    not late when it comes again."""
    if report is None:
        return []
    rows = report.submissions.select_related("file", "made_by", "authorisation").prefetch_related("returns__made_by")
    late = is_late(due, report.first_submitted_at, localdate())
    return [{"submission": row, "is_late": late} for row in rows.order_by("-pk")]


def _may_return(request: HttpRequest, campaign: Campaign, report: Report | None) -> bool:
    waits = report is not None and report.submission is not None and report.state == "submitted"
    return waits and may_manage(request.acting, campaign).allowed and reports_are_open(campaign.status).allowed


@require_POST
@managing
def report_return(request: HttpRequest, lines: CampaignLines, outline: Outline, unit_id: int) -> HttpResponse:
    """POST a reason: more is asked for about the submission that was read."""
    unit = participant(lines, unit_id)
    submissions = ReportSubmission.objects.filter(report__outline=outline, report__unit=unit)
    read = get_object_or_404(submissions.select_related("report__outline__campaign"), pk=_posted(request))
    form = ReturnForm(request.POST)
    if form.is_valid():
        told = {"actor": request.acting.actor(), "submission": read, "at": now(), **form.cleaned_data}
        sentence = _("%(unit)s is asked for more; it is among its duties now.") % {"unit": unit_name(unit)}
        done(request, sentence, lambda: return_report(**told))
    say_faults(request, form)
    return redirect("report_read", lines.campaign.code, outline.pk, unit.pk)


def _posted(request: HttpRequest) -> int:
    text = request.POST.get("submission", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@require_safe
@login_required
@campaign_page
def report_file(request: HttpRequest, campaign: Campaign, submission_id: int) -> HttpResponseBase:
    """A signed copy as an inert download; to others it does not exist."""
    rows = ReportSubmission.objects.filter(report__outline__campaign=campaign, file__isnull=False)
    found = get_object_or_404(rows.select_related("file", "report__unit"), pk=submission_id)
    if not may_read_report(request.acting.actor(), CampaignLines(campaign), found.report.unit) or found.file is None:
        raise Http404  # as where there is none: numbers tell nobody what exists
    return handed_out(found.file, found.file_name)
