"""The register of one document: which units confirmed its receipt, and whom they put in charge."""

from collections.abc import Sequence

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.exports.receipts import receipts_book
from campaigns.models import Campaign, CampaignDocument
from campaigns.permissions import may_oversee
from campaigns.queries.grouping import by_block
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import Standing, register_of

from .files import reader, workbook
from .opening import for_those, names_spared

MARKS = {"received": ("received", "received_late"), "missing": ("missing", "not_due")}


@require_safe
@for_those(may_oversee)
@names_spared
def document_receipts(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    document, rows = _register(campaign, pk)
    show = request.GET.get("show", "")
    context = {
        "campaign": campaign,
        "document": document,
        "rows": rows,
        "confirmed": sum(row.receipt is not None for row in rows),
        "blocks": by_block([row for row in rows if show not in MARKS or row.mark in MARKS[show]]),
        "shows": shows(rows, show),
    }
    return render(request, "campaigns/receipts.html", context)


def _register(campaign: Campaign, pk: int) -> tuple[CampaignDocument, list[Standing]]:
    document = get_object_or_404(campaign.documents.select_related("file", "replaced_by"), pk=pk)
    document.campaign = campaign
    return document, register_of(document, list(participants_of(campaign)), today=localdate())


def shows(rows: Sequence[Standing], chosen: str) -> list[dict[str, object]]:
    names = {"": _("All units"), "received": _("Confirmed"), "missing": _("Not confirmed")}
    counts = {key: sum(row.mark in MARKS.get(key, (row.mark,)) for row in rows) for key in names}
    return [
        {"label": name, "count": counts[key], "url": f"?show={key}" if key else "?", "is_current": key == chosen}
        for key, name in names.items()
    ]


@require_safe
@for_those(may_oversee)
@names_spared
def document_receipts_file(request: HttpRequest, campaign: Campaign, pk: int) -> FileResponse:
    document, rows = _register(campaign, pk)
    return workbook(f"{campaign.code}-van-ban-{pk}.xlsx", receipts_book(document, rows, by=reader(request)))
