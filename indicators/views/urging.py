"""Đôn đốc: the letter, the texts for Zalo and the call list for those who are late, each use noted in the register."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from campaigns.period_names import period_name
from campaigns.permissions import may_manage
from campaigns.views.opening import for_those, names_spared
from common.addresses import row_id
from common.faults import Fault, Faults
from common.filetypes import WORD
from indicators.choices import UrgingChannel
from indicators.domain.urging import urge
from indicators.exports.urging_letter import write_letter
from indicators.letters.messages import messages as texts_for
from indicators.permissions import urging_is_open
from indicators.queries.contacts import contacts
from indicators.queries.lines import CampaignLines
from indicators.queries.tracking import Board, tracking
from indicators.queries.urging import Debtor, Debtors, last_urged, late_units
from units.choices import Role
from units.models import Membership
from units.queries.naming import unit_name

People = dict[int, list[Membership]]
Before = dict[int, dict[str, date]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is urged about: all periods of one kind (``every``), or the one asked for (``found``)."""

    every: Board
    found: Board

    @property
    def period(self) -> str:
        return self.found.periods[0].code if self.found is not self.every else ""

    @property
    def query(self) -> str:
        return f"?kind={self.every.kind}" + (f"&period={self.period}" if self.period else "")


@require_safe
@for_those(may_manage)
@names_spared
def urging(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Everything to urge with, from one choice of periods."""
    chosen = _chosen(request.GET, campaign)
    open_now = urging_is_open(campaign)
    late = late_units(chosen.found) if open_now else []
    context = {
        "campaign": campaign, "chosen": chosen, "choices": _choices(chosen),
        "late": sum(len(debtors.rows) for debtors in late),
        "clusters": _clusters(request, campaign, late), "today": localdate(),
        "is_open": open_now.allowed, "closed": open_now.reason,
    }  # fmt: skip
    return render(request, "indicators/urging.html", context)


@require_POST
@for_those(may_manage)
@names_spared
def urging_letter(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The letter as .docx; taking it is noted once a day."""
    chosen, moment = _chosen(request.POST, campaign), now()
    late = late_units(chosen.found)
    rows = [debtor for debtors in late for debtor in debtors.rows]
    actor = request.acting.actor()
    try:
        content = write_letter(campaign, late, today=localdate(moment)) if rows else None
        urge(actor=actor, campaign=campaign, channel=UrgingChannel.LETTER, debtors=rows, at=moment)
    except Faults as faults:
        return _told(request, campaign, chosen, faults.faults)
    name = f"cong-van-don-doc-{localdate(moment):%Y-%m-%d}.docx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=WORD)


@require_POST
@for_those(may_manage)
@names_spared
def urging_note(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Notes that the units ticked were sent the message or rung, about what they owe at this moment."""
    chosen, channel = _chosen(request.POST, campaign), request.POST.get("channel", "")
    wanted = {row_id(each) for each in request.POST.getlist("unit")}
    rows = [debtor for debtors in late_units(chosen.found) for debtor in debtors.rows if debtor.unit.pk in wanted]
    if channel not in (UrgingChannel.MESSAGE, UrgingChannel.CALL):
        return _told(request, campaign, chosen, [Fault(_("Say whether the units were sent a message or rung."))])
    actor, moment = request.acting.actor(), now()
    try:
        made = urge(actor=actor, campaign=campaign, channel=UrgingChannel(channel), debtors=rows, at=moment)
    except Faults as faults:
        return _told(request, campaign, chosen, faults.faults)
    messages.success(request, _noted(rows) if made else _("The same was noted today already; it was not noted twice."))
    return redirect(f"{_page(campaign, chosen)}#unit-{rows[0].unit.pk}")


def _noted(rows: list[Debtor]) -> str:
    if len(rows) == 1:
        return _("Noted in the register: %(unit)s.") % {"unit": unit_name(rows[0].unit)}
    return _("Noted in the register: %(n)s units.") % {"n": len(rows)}


def _told(request: HttpRequest, campaign: Campaign, chosen: Chosen, faults: list[Fault]) -> HttpResponse:
    for fault in faults:
        messages.error(request, fault.message)
    return redirect(_page(campaign, chosen))


def _page(campaign: Campaign, chosen: Chosen) -> str:
    return reverse("urging", args=[campaign.code]) + chosen.query


def _chosen(asked: Any, campaign: Campaign) -> Chosen:
    every = tracking(CampaignLines(campaign), today=localdate(), kind=asked.get("kind", ""))
    return Chosen(every, every.of_period(asked.get("period", "")))


def _clusters(request: HttpRequest, campaign: Campaign, late: list[Debtors]) -> list[dict[str, Any]]:
    """Each cluster with its texts, and its units with whom to ring and when they were urged last. Two queries."""
    units = [debtor.unit for debtors in late for debtor in debtors.rows]
    people, before = contacts(units, [Role.REPORTER, Role.HEAD]), last_urged(campaign, units)
    link = request.build_absolute_uri(reverse("short_address", args=[campaign.code]))
    today = localdate()
    return [
        {
            "name": debtors.name,
            "texts": texts_for(campaign, debtors, today=today, link=link),
            "rows": [_row(debtor, people, before, today) for debtor in debtors.rows],
        }
        for debtors in late
    ]


def _row(debtor: Debtor, people: People, before: Before, today: date) -> dict[str, Any]:
    days = sorted(before.get(debtor.unit.pk, {}).items(), key=lambda pair: pair[1])
    return {
        "unit": debtor.unit,
        "debtor": debtor,
        "days": debtor.days_late(today),
        "people": people.get(debtor.unit.pk, []),
        "urged": [(UrgingChannel(channel).label, day) for channel, day in days],
    }


def _choices(chosen: Chosen) -> list[dict[str, object]]:
    """All periods, or one of those in which somebody is late, each with how many units that makes."""
    every, address = chosen.every, f"?kind={chosen.every.kind}"
    boards = [("", every), *((period.code, every.of_period(period.code)) for period in every.periods)]
    return [
        {
            "label": period_name(code) if code else _("All periods"),
            "count": len(board.late_rows),
            "url": f"{address}&period={code}" if code else address,
            "is_current": code == chosen.period,
        }
        for code, board in boards
        if board.late_rows
    ]
