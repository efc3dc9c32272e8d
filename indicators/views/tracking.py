"""Theo dõi nộp báo cáo, and the letter that urges those who owe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from common.permissions import Answer, require
from indicators.audience import audience_of
from indicators.queries.lines import CampaignLines
from indicators.queries.tracking import Tracking, UnitRow, contacts, tracking
from indicators.views.opening import campaign_page
from units.choices import Role

# The letter is a Vietnamese document whatever the language of the page.
RECIPIENTS = ("Như trên;", "Lãnh đạo cơ quan (để báo cáo);", "Lưu: VT.")
SIGNATURE = {"title": "THỦ TRƯỞNG CƠ QUAN", "note": "(Ký tên, đóng dấu)"}


@require_safe
@campaign_page
def tracking_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    is_staff = audience_of(request.acting, campaign).is_staff
    require(Answer(is_staff, _("Only those who run the campaign follow all units.")))
    found = tracking(CampaignLines(campaign), localdate(), request.GET.get("kind", ""))
    context = {
        "campaign": campaign,
        "tracking": found,
        "kinds": _kinds(found),
        "late": len(found.late_rows()),
        "as_of": now(),
        "may_urge": may_manage(request.acting, campaign).allowed,
    }
    return render(request, "indicators/tracking.html", context)


@require_safe
@campaign_page
def urging_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """A draft: who owes what today, the text for the message group, the telephone list."""
    require(may_manage(request.acting, campaign))
    found = tracking(CampaignLines(campaign), localdate(), request.GET.get("kind", ""))
    late = found.late_rows()
    people = contacts([row.unit for row in late], [Role.REPORTER, Role.HEAD])
    rows = [{"unit": row.unit, "periods": _overdue(found, row), "people": people.get(row.unit.pk, [])} for row in late]
    context = {"campaign": campaign, "rows": rows, "today": localdate(), "recipients": RECIPIENTS, "right": SIGNATURE}
    return render(request, "indicators/urging.html", context)


def _overdue(found: Tracking, row: UnitRow) -> list[str]:
    """Codes of the periods in which something that was due is absent."""
    pairs = zip(found.columns, row.marks, strict=True)
    return [code for (code, _due), mark in pairs if mark.state == "overdue"]


def _kinds(found: Tracking) -> list[dict[str, object]]:
    names = {
        "once": pgettext("period kind", "Once"),
        "daily": pgettext("period kind", "Daily"),
        "weekly": pgettext("period kind", "Weekly"),
        "monthly": pgettext("period kind", "Monthly"),
        "quarterly": pgettext("period kind", "Quarterly"),
        "half_yearly": pgettext("period kind", "Half-yearly"),
    }
    return [{"label": names[kind], "url": f"?kind={kind}", "is_current": kind == found.kind} for kind in found.kinds]
