"""Cung cấp số liệu: which tables a department owes, and what became of each; contested figures are answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Campaign
from campaigns.periods import Period
from common.calendar import working_days_between
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import CellState
from indicators.domain.deductions import enter_table
from indicators.domain.provided import Provided, uphold
from indicators.domain.provided import provide as keep_figures
from indicators.gauges import Texts, gauge_of
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import ProvidedRow, Table, provided_lines, table_rows, tables, units_given
from indicators.queries.story import story
from indicators.showing import computed, line_title, shown, typed_back
from indicators.values import read_typed
from indicators.views.opening import campaign_page
from units.choices import Role

PROVIDING = (Role.PROVIDER, Role.HEAD)
REFUSED = 422


@require_safe
@campaign_page
def provide(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The tables of the department acted for, nearest day first."""
    lines, unit_id = CampaignLines(campaign), provider_of(request)
    today = localdate()
    found = [_owed(table, today) for table in tables(lines, unit_id, today=today)]
    context = {
        "campaign": campaign,
        "provides_any": bool(provided_lines(lines, unit_id)),
        "open": [row for row in found if not row["table"].is_complete],
        "done": [row for row in reversed(found) if row["table"].is_complete],
        "contested": sum(row["table"].contested for row in found),
        "overdue": sum(row["state"] == "overdue" for row in found),
    }
    return render(request, "provide/tables.html", context)


def provider_of(request: HttpRequest) -> int:
    """The unit acted for; 403 for those who hold no such role there."""
    acting = request.acting  # type: ignore[attr-defined]  # set by the middleware
    is_provider = acting.unit is not None and acting.actor().holds(*PROVIDING)
    require(
        permissions.allowed_when(
            is_provider, _("Figures for all units are provided by the departments that hold them.")
        )
    )
    return acting.unit.pk


def _owed(table: Table, today: Any) -> dict[str, Any]:
    days = working_days_between(today, table.due)
    return {"table": table, "days_left": days, "state": _state(table, days), "missing": table.expected - table.given}


def _state(table: Table, days: int) -> str:
    if table.is_complete:
        return "contested" if table.contested else "done"
    if days < 0:
        return "overdue"
    return "partial" if table.given else ("soon" if days <= 3 else "due")


@require_safe
@campaign_page
def provide_contested(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Figures that units say are wrong, with their words."""
    lines, unit_id = CampaignLines(campaign), provider_of(request)
    found = [
        {"line": table.line, "period": table.period, "row": row, "figure": figure_of(table.line, row.cell)}
        for table in tables(lines, unit_id, today=localdate())
        if table.contested
        for row in table_rows(lines, table.line, table.period)
        if row.cell is not None and row.cell.state == CellState.CONTESTED
    ]
    return render(request, "provide/contested.html", {"campaign": campaign, "found": found})


def opened(
    request: HttpRequest, campaign: Campaign, line_id: int, period: str
) -> tuple[CampaignLines, Criterion, Period]:
    """The line and period of an address, for whoever gives its figures; 404 and 403 otherwise."""
    lines = CampaignLines(campaign)
    line = next((each for each in lines.lines if each.pk == line_id), None)
    found = next((each for each in lines.periods(line) if each.code == period), None) if line else None
    if line is None or found is None:
        raise Http404
    require(permissions.may_give(request.acting.actor(), lines, line))  # type: ignore[attr-defined]  # ours
    return lines, line, found


def figure_of(line: Criterion, cell: Any) -> dict[str, str]:
    entry = cell.latest if cell else None
    return {"text": shown(line, entry) if entry else "", "computed": computed(line, entry)}


@require_http_methods(["GET", "HEAD", "POST"])
@campaign_page
def provide_one(request: HttpRequest, campaign: Campaign, line_id: int, period: str, unit_id: int) -> HttpResponse:
    """One figure: given again as a new one, or upheld where the unit contests it."""
    lines, line, found = opened(request, campaign, line_id, period)
    units = [unit for unit in units_given(lines, line, request.acting.unit.pk) if unit.pk == unit_id]
    row = next(iter(table_rows(lines, line, found, units=units)), None)
    if row is None:
        raise Http404
    texts, faults = _texts(request), []
    if request.method == "POST":
        try:
            _answer(request, lines, line, found, row, texts)
            return redirect("provide_table", campaign.code, line.pk, found.code)
        except Faults as refused:
            faults = refused.faults
    return _one_page(request, lines, line, found, row, texts, faults)


def _texts(request: HttpRequest) -> Texts:
    given = {name: request.POST.get(name, "") for name in ("value", "numerator", "denominator", "note")}
    return Texts(**given, na=bool(request.POST.get("na")))


def _answer(
    request: HttpRequest, lines: CampaignLines, line: Criterion, period: Period, row: ProvidedRow, texts: Texts
) -> None:
    unit, newest = row.unit, row.cell.latest_id if row.cell else None
    if request.POST.get("seen", "") != str(newest or ""):
        raise Faults(_("Somebody entered another figure here meanwhile; it stands below. Nothing of yours was saved."))
    act = {"actor": request.acting.actor(), "lines": lines, "line": line, "period": period.code, "at": timezone.now()}
    if request.POST.get("act") == "uphold":
        uphold(unit=unit, reason=request.POST.get("reason", ""), **act)
        messages.success(request, _("The figure stands; the unit reads your reason."))
        return
    typed = read_typed(line, texts, language=get_language() or "vi")
    if typed is None:
        raise Faults(_("A figure is missing."))
    if not keeper(lines, line)(rows=[(unit, typed)], seen={unit.pk: newest}, **act).written:
        raise Faults(_("This is the figure that stands already. Nothing was changed."))
    messages.success(request, _("The new figure was saved. The unit sees it."))


def keeper(lines: CampaignLines, line: Criterion) -> Callable[..., Provided]:
    """The verb that keeps a table: of a provider, or of the verifier who enters what it appraises."""
    return enter_table if lines.entered_by(line) == "verifier" else keep_figures


def way_up(lines: CampaignLines, line: Criterion) -> dict[str, str]:
    """Where a table was opened from."""
    if lines.entered_by(line) == "verifier":
        return {"up": reverse("queue", args=[lines.campaign.code]), "crumb": pgettext("page", "Appraise")}
    return {"up": reverse("provide", args=[lines.campaign.code]), "crumb": pgettext("page", "Provide figures")}


def _one_page(
    request: HttpRequest,
    lines: CampaignLines,
    line: Criterion,
    period: Period,
    row: ProvidedRow,
    texts: Texts,
    faults: list[Any],
) -> HttpResponse:
    entry = row.cell.latest if row.cell else None
    typed = texts if request.method == "POST" and request.POST.get("act") != "uphold" else None
    back = typed_back(line, entry)
    context = {
        "campaign": lines.campaign,
        "line": line,
        "period": period,
        "row": row,
        "figure": figure_of(line, row.cell),
        "state": row.cell.state if row.cell and entry else "missing",
        "has_parts": gauge_of(line.spec).measure.has_parts,
        "measure": gauge_of(line.spec).measure,
        "texts": typed or Texts(back["value"], back["numerator"], back["denominator"], "", bool(back["na"])),
        "title": line_title(line, period.code),
        "seen": entry.pk if entry else "",
        "reason": request.POST.get("reason", ""),
        "talk": story(line, row.unit, period.code, reader_unit_id=request.acting.unit.pk),
        "faults": faults,
    }
    return render(request, "provide/one.html", context, status=REFUSED if faults else 200)
