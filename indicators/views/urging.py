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
from common.faults import Fault, Faults
from common.filetypes import WORD
from indicators.choices import UrgingChannel
from indicators.domain.urging import urge
from indicators.exports.urging_letter import write_letter
from indicators.letters.messages import messages as texts_for
from indicators.permissions import urging_is_open
from indicators.queries.contacts import contacts
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import Table, late_tables
from indicators.queries.reports import Standing, late_reports
from indicators.queries.tracking import Board, tracking
from indicators.queries.urging import Debtor, Debtors, last_urged, late_providers, late_units, units_in
from units.choices import Role
from units.models import Membership, Unit
from units.queries.naming import unit_name

REPORTS, TABLES = "reports", "tables"
# Whom to ring at a unit that is late itself, and at a department that provides.
RUNG = {False: (Role.REPORTER, Role.HEAD), True: (Role.PROVIDER, Role.HEAD)}
People = dict[int, list[Membership]]
Before = dict[int, dict[str, date]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is urged about: all that is late (``every``: the periods of one kind), or one period, the reports or the
    tables alone (``period``)."""

    every: Board
    reports: dict[int, list[Standing]]
    tables: dict[Unit, list[Table]]
    period: str = ""

    @property
    def late(self) -> list[Debtors]:
        return self.about(self.period)

    def about(self, period: str) -> list[Debtors]:
        """Cluster by cluster, the departments last."""
        if period == TABLES:
            return late_providers(self.tables)
        if period == REPORTS:
            return late_units(self.every.without_figures(), self.reports)
        if period:
            return late_units(self.every.of_period(period))
        return [*late_units(self.every, self.reports), *late_providers(self.tables)]

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
    late = chosen.late if open_now else []
    context = {
        "campaign": campaign, "chosen": chosen, "choices": _choices(chosen),
        "late": units_in(late),
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
    late = chosen.late
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
    wanted = set(request.POST.getlist("unit"))
    rows = [debtor for debtors in chosen.late for debtor in debtors.rows if debtor.key in wanted]
    if channel not in (UrgingChannel.MESSAGE, UrgingChannel.CALL):
        return _told(request, campaign, chosen, [Fault(_("Say whether the units were sent a message or rung."))])
    actor, moment = request.acting.actor(), now()
    try:
        made = urge(actor=actor, campaign=campaign, channel=UrgingChannel(channel), debtors=rows, at=moment)
    except Faults as faults:
        return _told(request, campaign, chosen, faults.faults)
    messages.success(request, _noted(rows) if made else _("The same was noted today already; it was not noted twice."))
    return redirect(f"{_page(campaign, chosen)}#unit-{rows[0].key}")


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
    lines, today = CampaignLines(campaign), localdate()
    every = tracking(lines, today=today, kind=asked.get("kind", ""))
    codes = {REPORTS, TABLES, *(period.code for period in every.periods)}
    period = asked.get("period", "")
    found = late_reports(lines, today=today), late_tables(lines, today=today)
    return Chosen(every, *found, period=period if period in codes else "")


def _clusters(request: HttpRequest, campaign: Campaign, late: list[Debtors]) -> list[dict[str, Any]]:
    """Each cluster with its texts, and its units with whom to ring and when they were urged last. Two queries."""
    units = [debtor.unit for debtors in late for debtor in debtors.rows]
    roles = [Role.REPORTER, Role.HEAD, Role.PROVIDER]
    people, before = contacts(units, roles), last_urged(campaign, units)
    link = request.build_absolute_uri(reverse("short_address", args=[campaign.code]))
    today = localdate()
    return [
        {
            "name": debtors.name,
            "is_providers": debtors.is_providers,
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
        "people": [held for held in people.get(debtor.unit.pk, []) if held.role in RUNG[bool(debtor.provider)]],
        "urged": [(UrgingChannel(channel).label, day) for channel, day in days],
    }


def _choices(chosen: Chosen) -> list[dict[str, object]]:
    """All, one of the periods in which somebody is late, reports, tables: each with how many units that makes."""
    address, names = f"?kind={chosen.every.kind}", {"": _("Everything late")}
    names |= {period.code: period_name(period.code) for period in chosen.every.periods}
    names |= {REPORTS: _("Reports"), TABLES: _("Tables of departments")}
    counts = {code: units_in(chosen.about(code)) for code in names}
    return [
        {
            "label": name,
            "count": counts[code],
            "url": f"{address}&period={code}" if code else address,
            "is_current": code == chosen.period,
        }
        for code, name in names.items()
        if counts[code] or code == chosen.period
    ]
