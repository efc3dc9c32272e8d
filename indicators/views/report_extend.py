"""More time for one unit's report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.faults import Faults
from common.formats import weekday_day_text
from common.permissions import require
from indicators.domain.report_extensions import extend_report
from indicators.forms.evidence import as_form_errors
from indicators.forms.report import ExtensionForm
from indicators.models import Outline, ReportExtension
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import due_of
from indicators.report_permissions import reports_are_open
from indicators.views.opening import names_spared
from indicators.views.report_desk import REFUSED, managing, participant
from units.models import Unit
from units.queries.naming import unit_name


@require_http_methods(["GET", "HEAD", "POST"])
@managing
@names_spared
def report_extend(request: HttpRequest, lines: CampaignLines, outline: Outline, unit_id: int) -> HttpResponse:
    """GET shows until when the unit has and what was granted; POST grants more."""
    require(reports_are_open(lines.campaign.status))
    unit = participant(lines, unit_id)
    form = ExtensionForm(request.POST or None)
    if form.is_valid() and _granted(request, outline, unit, form):
        return redirect("report_register", lines.campaign.code, outline.pk)
    given = ReportExtension.objects.filter(outline=outline, unit=unit).select_related("made_by").order_by("-pk")
    context = {"campaign": lines.campaign, "outline": outline, "unit": unit, "form": form, "given": given}
    context["due"] = due_of(outline, unit)
    return render(request, "reports/extend.html", context, status=REFUSED if form.errors else 200)


def _granted(request: HttpRequest, outline: Outline, unit: Unit, form: ExtensionForm) -> bool:
    told = {"actor": request.acting.actor(), "outline": outline, "unit": unit, "at": now()}
    try:
        made = extend_report(longer=form.longer(), **told)
    except Faults as faults:
        as_form_errors(form, faults.faults)
        return False
    said = {"unit": unit_name(unit), "day": weekday_day_text(made.due)}
    messages.success(request, _("%(unit)s submits its report until %(day)s.") % said)
    return True
