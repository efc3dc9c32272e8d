"""Theo dõi nộp báo cáo."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from common.permissions import Answer, require
from common.rereading import rereadable
from indicators.audience import audience_of
from indicators.permissions import urging_is_open
from indicators.queries.contacts import contacts
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import late_tables
from indicators.queries.reports import Register, outlines_of, registers
from indicators.queries.tracking import Board, TrackRow, tracking
from indicators.views.opening import campaign_page, names_spared
from units.choices import Role


@require_safe
@rereadable
@campaign_page
@names_spared
def tracking_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    is_staff = audience_of(request.acting, campaign).is_staff
    require(Answer(is_staff, _("Only those who run the campaign follow all units.")))
    today = localdate()
    lines, show = CampaignLines(campaign), request.GET.get("show", "")
    found = tracking(lines, today=today, kind=request.GET.get("kind", ""))
    may_urge = may_manage(request.acting, campaign).allowed
    context = {
        "campaign": campaign,
        "tracking": found,
        "blocks": [(block, [_line(found, row) for row in rows]) for block, rows in found.showing(show).by_block()],
        "kinds": _kinds(found, show),
        "shows": _shows(found, show),
        "late": len(found.late_rows),
        "as_of": now(),
        "may_urge": may_urge,
        "urging_open": urging_is_open(campaign).allowed,
        "providers": _late_providers(lines, today, may_ring=may_urge),
        "reports": _late_reports(lines, today),
    }
    return render(request, "indicators/tracking.html", context)


def _line(found: Board, row: TrackRow) -> dict[str, object]:
    tracks = [row.tracks[period.code] for period in found.periods]
    return {"unit": row.participation.unit, "marks": [(track, track.mark) for track in tracks]}


def _late_providers(lines: CampaignLines, today: date, *, may_ring: bool) -> list[dict[str, object]]:
    """Departments with tables past their day, and for those who urge also whom to ring there."""
    found = late_tables(lines, today=today)
    people = contacts(found, [Role.PROVIDER, Role.HEAD]) if may_ring else {}
    return [{"unit": unit, "tables": tables, "people": people.get(unit.pk, [])} for unit, tables in found.items()]


def _late_reports(lines: CampaignLines, today: date) -> list[Register]:
    """Reports past their day that some units have not submitted, or in which some were given more time."""
    past = [outline for outline in outlines_of(lines) if outline.due < today]
    found = registers(lines, past, today=today) if past else []
    return [register for register in found if register.missing or register.extended]


def _shows(found: Board, chosen: str) -> list[dict[str, object]]:
    names = {"": _("All units"), "overdue": _("Not complete past the day"), "late": _("Submitted late")}
    counted = [(key, name, len(found.showing(key).rows)) for key, name in names.items()]
    return [
        {"label": name, "count": number, "url": _address(found.kind, key), "is_current": key == chosen}
        for key, name, number in counted
        if number or key == chosen
    ]


def _address(kind: str, show: str) -> str:
    return "?" + urlencode({"kind": kind} | ({"show": show} if show else {}))


def _kinds(found: Board, show: str) -> list[dict[str, object]]:
    names = {
        "once": pgettext("period kind", "Once"),
        "daily": pgettext("period kind", "Daily"),
        "weekly": pgettext("period kind", "Weekly"),
        "monthly": pgettext("period kind", "Monthly"),
        "quarterly": pgettext("period kind", "Quarterly"),
        "half_yearly": pgettext("period kind", "Half-yearly"),
    }
    return [
        {"label": names[kind], "url": _address(kind, show), "is_current": kind == found.kind} for kind in found.kinds
    ]
