"""Documents made in the background: asking for them, how far they are, the file that waits."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import for_those
from common.addresses import row_id
from indicators.choices import BundleKind
from indicators.domain.bundles import KEPT_FOR, ask_for_bundle, result_of
from indicators.making import makers
from indicators.models import Bundle
from indicators.views.report_desk import outline_here

# While it is being made the page looks again by itself, without any script.
LOOK_AGAIN_SECONDS = "2"
SHOWN = 30


@require_safe
@for_those(may_manage)
def bundles(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    rows = Bundle.objects.filter(campaign=campaign).select_related("outline", "made_by").order_by("-pk")[:SHOWN]
    context = {"campaign": campaign, "rows": rows, "days": KEPT_FOR.days}
    return render(request, "indicators/bundles.html", context)


@require_POST
@for_those(may_manage)
def bundle_new(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``kind``, and ``outline`` for those about a report."""
    kind, outline = request.POST.get("kind", ""), row_id(request.POST.get("outline", ""))
    if kind not in makers or (kind != BundleKind.ARCHIVE and outline is None):
        raise Http404(_("There are no such documents. Load the page again."))
    about = outline_here(campaign, outline) if outline and kind != BundleKind.ARCHIVE else None
    told = {"actor": request.acting.actor(), "campaign": campaign, "kind": BundleKind(kind), "at": now()}
    made = ask_for_bundle(outline=about, **told)
    return redirect("bundle", campaign.code, made.pk)


@require_safe
@for_those(may_manage)
def bundle(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    found = get_object_or_404(Bundle.objects.select_related("outline", "made_by"), campaign=campaign, pk=pk)
    context = {"campaign": campaign, "bundle": found, "days": KEPT_FOR.days, "waits": result_of(found) is not None}
    answer = render(request, "indicators/bundle.html", context)
    if found.is_under_way:
        answer["Refresh"] = LOOK_AGAIN_SECONDS
    return answer


@require_safe
@for_those(may_manage)
def bundle_file(request: HttpRequest, campaign: Campaign, pk: int) -> FileResponse:
    found = get_object_or_404(Bundle, campaign=campaign, pk=pk)
    path = result_of(found)
    if path is None:
        raise Http404(_("The file is no longer here. Ask for it again."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name)
