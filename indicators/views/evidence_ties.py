"""What a registered document supports: further lines and periods tied, a tie ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.views.opening import done
from indicators.domain.evidence import link, unlink
from indicators.forms.evidence import Target, chosen_targets, target_value
from indicators.models import Evidence
from indicators.views.desk import Desk, reporting
from indicators.views.evidence_targets import offered_targets, target_groups
from indicators.views.grid_again import sent_back_url


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def evidence_tie(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Tie a document of the unit to further lines and periods."""
    evidence = get_object_or_404(Evidence.objects.select_related("unit"), pk=pk, unit=desk.unit)
    offered = offered_targets(desk)
    if request.method == "POST":
        chosen = chosen_targets(offered, request.POST.getlist("to"))
        made = _tied(request, desk, evidence, chosen)
        there = sent_back_url(desk, chosen) or reverse("evidence_list", args=[desk.campaign.code])
        return redirect(there if made else request.path)
    held = set(evidence.links.filter(removed_at__isnull=True).values_list("series_id", "period"))
    ticked = [
        target_value(each.line, period)
        for each in offered
        for period in each.periods
        if (each.line.series_id, period) in held
    ]
    groups = target_groups(desk, offered, ticked)
    context = {"desk": desk, "campaign": desk.campaign, "evidence": evidence, **groups}
    return render(request, "indicators/evidence_tie.html", context)


def _tied(request: HttpRequest, desk: Desk, evidence: Evidence, chosen: list[Target]) -> bool:
    if not chosen:
        messages.error(request, _("Tick at least one criterion that the document supports."))
        return False
    told = {"actor": desk.actor, "lines": desk.lines, "evidence": evidence, "targets": chosen, "at": desk.at}
    return done(request, _("The document is tied to what you ticked."), lambda: link(**told))


@require_POST
@reporting
def evidence_untie(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """End one tie; the document stays."""
    told = {"actor": desk.actor, "lines": desk.lines, "link_id": pk, "at": desk.at}
    done(request, _("The document is not tied to this line any more."), lambda: unlink(**told))
    return redirect("evidence_list", desk.campaign.code)
