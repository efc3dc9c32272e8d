"""One cell: what stood there before, what it would earn, its documents and its conversation.

A fragment beside the grid, and a page of its own for those without script and for links in duties."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.files import from_json
from campaigns.period_names import period_name
from campaigns.periods import Period
from campaigns.views.opening import done
from common.formats import localised_text
from common.permissions import Answer
from indicators import permissions
from indicators.choices import CellState
from indicators.domain.conversation import say
from indicators.domain.submission import withdraw
from indicators.gauges import Typed
from indicators.models import Cell, Criterion
from indicators.queries.evidence import documents_of
from indicators.queries.outlook import outlook
from indicators.queries.papers import paper_of
from indicators.queries.required import required_text, rule_text, rules_of
from indicators.queries.story import story
from indicators.showing import computed, shown
from indicators.views.desk import Desk, reporting


@require_safe
@reporting
def grid_cell(request: HttpRequest, desk: Desk) -> HttpResponse:
    """``?line=&period=``."""
    line, period = asked_cell(desk, request.GET)
    context = _context(desk, line, period)
    template = "indicators/grid_panel.html" if request.htmx else "indicators/grid_cell.html"
    return render(request, template, context)


def asked_cell(desk: Desk, asked: Any) -> tuple[Criterion, Period]:
    line = desk.line(asked.get("line", ""))
    period = next((each for each in desk.lines.periods(line) if each.code == asked.get("period")), None)
    if period is None:
        raise Http404(_("This line has no such period."))
    return line, period


def _context(desk: Desk, line: Criterion, period: Period) -> dict[str, Any]:
    every = list(desk.lines.periods(line))
    before = every[every.index(period) - 1] if every.index(period) else None
    codes = [period.code, *([before.code] if before else [])]
    found = Cell.objects.filter(unit=desk.unit, series=line.series_id, period__in=codes).select_related("latest")
    cells = {cell.period: cell for cell in found}
    rule, cell = rules_of(desk.campaign).get(line.code), cells.get(period.code)
    view = outlook(desk.lines, line, desk.unit)
    return {
        "desk": desk, "campaign": desk.campaign, "line": line, "period": period, "cell": cell,
        "name": period_name(period.code), "due": desk.lines.due(line, period),
        "required": required_text(rule), "rule": rule_text(rule), "hint": _hint(line),
        "figure": _figure(line, cell), "before": _figure(line, cells.get(before.code)) if before else "",
        "before_name": period_name(before.code) if before else "",
        "outlook": view, "lowest": _shown(line, view.lowest), "highest": _shown(line, view.highest),
        "documents": documents_of(desk.unit, line, period.code),
        "talk": story(line, desk.unit, period.code, reader_unit_id=desk.unit.pk),
        "may_withdraw": _is(cell, CellState.SUBMITTED) and bool(may_submit(desk)),
        "is_sent_back": _is(cell, CellState.RETURNED), "may_submit": may_submit(desk),
        "here": cell_url(desk, line, period.code),
        "is_own": desk.lines.entered_by(line) == "unit",
    }  # fmt: skip


def _hint(line: Criterion) -> str:
    """What the plan itself names as evidence."""
    return localised_text(from_json(line.spec).get("evidence_hint", "")) if line.evidence != "none" else ""


def _figure(line: Criterion, cell: Cell | None) -> str:
    if cell is None or cell.latest is None:
        return ""
    found = computed(line, cell.latest)
    return shown(line, cell.latest) + (f" = {found}" if found else "")


def _shown(line: Criterion, value: Any) -> str:
    return "" if value is None else shown(line, Typed(value=value))


def _is(cell: Cell | None, state: str) -> bool:
    return cell is not None and cell.state == state


def may_submit(desk: Desk) -> Answer:
    """Whether the person submits and withdraws the unit's figures."""
    paper = paper_of(desk.actor, desk.today)
    return permissions.may_submit(desk.actor, desk.seat, desk.unit, is_authorised=paper is not None)


def cell_url(desk: Desk, line: Criterion, period: str) -> str:
    return f"{reverse('grid_cell', args=[desk.campaign.code])}?line={line.pk}&period={period}"


@require_POST
@reporting
def grid_say(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A word in the conversation on the cell."""
    line, period = asked_cell(desk, request.POST)
    told = {"actor": desk.actor, "lines": desk.lines, "line": line, "unit": desk.unit, "period": period.code}
    done(request, _("Your comment has been added."), lambda: say(body=request.POST.get("body", ""), at=desk.at, **told))
    return redirect(cell_url(desk, line, period.code))


@require_POST
@reporting
def grid_withdraw(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a submitted figure back, as long as nobody has appraised it."""
    line, period = asked_cell(desk, request.POST)
    told = {"actor": desk.actor, "lines": desk.lines, "line": line, "unit": desk.unit, "period": period.code}
    reason = request.POST.get("reason", "").strip()[:1000]
    done(request, _("The figure is a draft again."), lambda: withdraw(reason=reason, at=desk.at, **told))
    return redirect(cell_url(desk, line, period.code))
