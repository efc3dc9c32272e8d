"""Theo dõi nộp báo cáo, and the letter that urges those who owe."""

from datetime import date

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
from indicators.queries.contacts import contacts
from indicators.queries.lines import CampaignLines
from indicators.queries.tracking import Board, TrackRow, tracking
from indicators.views.opening import campaign_page
from units.choices import Role

# The letter is a Vietnamese document whatever the language of the page.
RECIPIENTS = ("Như trên;", "Lãnh đạo cơ quan (để báo cáo);", "Lưu: VT.")
OVERDUE = ("missing", "partial")
SIGNATURE = {"title": "THỦ TRƯỞNG CƠ QUAN", "note": "(Ký tên, đóng dấu)"}


@require_safe
@campaign_page
def tracking_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    is_staff = audience_of(request.acting, campaign).is_staff
    require(Answer(is_staff, _("Only those who run the campaign follow all units.")))
    today = localdate()
    found = tracking(CampaignLines(campaign), today=today, kind=request.GET.get("kind", ""))
    context = {
        "campaign": campaign,
        "tracking": found,
        "blocks": [(block, [_line(found, row, today) for row in rows]) for block, rows in found.by_block()],
        "kinds": _kinds(found),
        "late": len(_late(found, today)),
        "as_of": now(),
        "may_urge": may_manage(request.acting, campaign).allowed,
    }
    return render(request, "indicators/tracking.html", context)


@require_safe
@campaign_page
def urging_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """A draft: who owes what today, the text for the message group, the telephone list."""
    require(may_manage(request.acting, campaign))
    today = localdate()
    found = tracking(CampaignLines(campaign), today=today, kind=request.GET.get("kind", ""))
    late = _late(found, today)
    people = contacts([row.participation.unit for row in late], [Role.REPORTER, Role.HEAD])
    rows = [
        {
            "unit": row.participation.unit,
            "periods": [code for code, track in row.tracks.items() if track.mark(today) in OVERDUE],
            "people": people.get(row.participation.unit_id, []),
        }
        for row in late
    ]
    context = {"campaign": campaign, "rows": rows, "today": today, "recipients": RECIPIENTS, "right": SIGNATURE}
    return render(request, "indicators/urging.html", context)


def _line(found: Board, row: TrackRow, today: date) -> dict[str, object]:
    tracks = [row.tracks[period.code] for period in found.periods]
    return {"unit": row.participation.unit, "marks": [(track, track.mark(today)) for track in tracks]}


def _late(found: Board, today: date) -> list[TrackRow]:
    """Units with something past its due day, the most first."""
    rows = [row for row in found.rows if row.debts(today)]
    return sorted(rows, key=lambda row: (-row.debts(today), row.participation.unit.sort_key))


def _kinds(found: Board) -> list[dict[str, object]]:
    names = {
        "once": pgettext("period kind", "Once"),
        "daily": pgettext("period kind", "Daily"),
        "weekly": pgettext("period kind", "Weekly"),
        "monthly": pgettext("period kind", "Monthly"),
        "quarterly": pgettext("period kind", "Quarterly"),
        "half_yearly": pgettext("period kind", "Half-yearly"),
    }
    return [{"label": names[kind], "url": f"?kind={kind}", "is_current": kind == found.kind} for kind in found.kinds]
