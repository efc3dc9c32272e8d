"""Sổ đôn đốc."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import for_those, names_spared
from common.addresses import row_id
from indicators.queries.lines import CampaignLines
from indicators.queries.urging_register import SHOWN, register, urged

PER_PAGE = 50


@require_safe
@for_those(may_manage)
@names_spared
def urging_register(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Each unit each time it was urged; ``?show=`` those that owe still or owe no more, ``?unit=`` one of them."""
    lines, show = CampaignLines(campaign), request.GET.get("show", "")
    show = show if show in SHOWN else ""
    row = lines.row_of(row_id(request.GET.get("unit", "")) or 0)
    unit = row.unit if row else None
    rows = register(lines, shown=show, unit_id=unit.pk if unit else None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign, "rows": urged(page.object_list), "paging": page, "unit": unit,
        "shows": _shows(show, unit.pk if unit else None), "show": show,
    }  # fmt: skip
    return render(request, "indicators/urging_register.html", context)


def _shows(show: str, unit_id: int | None) -> list[dict[str, Any]]:
    names = {"": _("All"), "open": _("Still owing"), "settled": _("Settled")}
    of_unit = {"unit": unit_id} if unit_id else {}
    queries = {key: urlencode(of_unit | ({"show": key} if key else {})) for key in SHOWN}
    return [{"label": names[key], "url": f"?{queries[key]}", "is_current": key == show} for key in SHOWN]
