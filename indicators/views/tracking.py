"""Theo dõi nộp báo cáo, and the letter that urges those who owe."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from campaigns.models import Block, Campaign
from campaigns.period_names import period_name
from campaigns.permissions import may_manage
from common.permissions import Answer, require
from indicators.audience import audience_of
from indicators.queries.contacts import contacts
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import late_tables
from indicators.queries.tracking import Board, TrackRow, tracking
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
        "providers": _late_providers(lines, today, may_ring=may_urge),
    }
    return render(request, "indicators/tracking.html", context)


@require_safe
@campaign_page
def urging_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """A draft: who owes what today, the text for the message group, the telephone list; ``?period=`` counts one."""
    require(may_manage(request.acting, campaign))
    today, asked = localdate(), request.GET.get("period", "")
    every = tracking(CampaignLines(campaign), today=today, kind=request.GET.get("kind", ""))
    found = every.of_period(asked)
    context = {
        "campaign": campaign,
        "blocks": _late_by_block(found),
        "late": len(found.late_rows),
        "periods": [period.code for period in found.periods if found.of_period(period.code).late_rows],
        "choices": _choices(every, found),
        "today": today,
        "recipients": RECIPIENTS,
        "right": SIGNATURE,
    }
    return render(request, "indicators/urging.html", context)


def _line(found: Board, row: TrackRow) -> dict[str, object]:
    tracks = [row.tracks[period.code] for period in found.periods]
    return {"unit": row.participation.unit, "marks": [(track, track.mark) for track in tracks]}


def _late_by_block(found: Board) -> list[tuple[Block | None, list[dict[str, object]]]]:
    """Units with something past its due day under their cluster, the most first; numbered through."""
    people = contacts([row.participation.unit for row in found.late_rows], [Role.REPORTER, Role.HEAD])
    blocks = [(block, sorted(filter(_is_late, rows), key=_most_first)) for block, rows in found.by_block()]
    numbers = count(1)
    return [
        (block, [{"number": next(numbers), **_debtor(row, people)} for row in rows]) for block, rows in blocks if rows
    ]


def _is_late(row: TrackRow) -> bool:
    return bool(row.overdue)


def _most_first(row: TrackRow) -> tuple[int, str]:
    return -row.overdue, row.participation.unit.sort_key


def _debtor(row: TrackRow, people: Mapping[int, object]) -> dict[str, object]:
    unit = row.participation.unit
    return {"unit": unit, "periods": row.late_periods, "people": people.get(unit.pk, [])}


def _choices(every: Board, found: Board) -> list[dict[str, object]]:
    """All periods, or one of those in which somebody is late, each with how many units that makes."""
    address = f"?kind={every.kind}"
    boards = [("", every), *((period.code, every.of_period(period.code)) for period in every.periods)]
    return [
        {
            "label": period_name(code) if code else _("All periods"),
            "count": len(board.late_rows),
            "url": f"{address}&period={code}" if code else address,
            "is_current": board.periods == found.periods,
        }
        for code, board in boards
        if board.late_rows
    ]


def _late_providers(lines: CampaignLines, today: date, *, may_ring: bool) -> list[dict[str, object]]:
    """Departments with tables past their day, and for those who urge also whom to ring there."""
    found = late_tables(lines, today=today)
    people = contacts(found, [Role.PROVIDER, Role.HEAD]) if may_ring else {}
    return [{"unit": unit, "tables": tables, "people": people.get(unit.pk, [])} for unit, tables in found.items()]


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
