"""One figure before its verifier, and the verdicts a person gave lately."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.period_names import period_name
from campaigns.periods import Period
from common.addresses import row_id
from common.faults import Fault
from indicators.choices import CellState, VerdictKind
from indicators.domain.verification import Case
from indicators.gauges import Texts, gauge_of
from indicators.models import Cell, Criterion, Entry, Finding, Verdict
from indicators.queries.papers_of_cells import documents_of_cells
from indicators.queries.queue import queue as waiting
from indicators.queries.required import rule_text, rules_of
from indicators.queries.story import story
from indicators.queries.verdicts import Given, acts_of, given_by
from indicators.showing import computed, line_title, shown, typed_back
from indicators.views.bench import Bench, appraising, case_name
from indicators.views.queue_rows import row_of
from units.models import Unit
from units.queries.naming import unit_name

REFUSED = 422
FIGURES = ("value", "numerator", "denominator")


@require_safe
@appraising
def queue_case(request: HttpRequest, bench: Bench, line_id: int, unit_id: int, period: str) -> HttpResponse:
    """Everything about one figure, and every act on it."""
    return _page(request, bench, bench.place(line_id, unit_id, period), [])


def case_page(request: HttpRequest, bench: Bench, case: Case, faults: list[Fault]) -> HttpResponse:
    """The same after a refused act: what was typed stays."""
    return _page(request, bench, bench.place(case.line.pk, case.unit.pk, case.period), faults)


def _page(
    request: HttpRequest, bench: Bench, place: tuple[Criterion, Unit, Period], faults: list[Fault]
) -> HttpResponse:
    line, unit, period = place
    cells = Cell.objects.filter(unit=unit, series=line.series_id, period=period.code)
    cell = cells.select_related("latest__made_by", "reported__made_by", "verdict").first()
    context = {
        "campaign": bench.campaign, "line": line, "unit": unit, "period": period, "cell": cell, "faults": faults,
        "due": bench.lines.due(line, period), "rule": rule_text(rules_of(bench.campaign).get(line.code)),
        "papers": documents_of_cells([(unit.pk, line.series_id or 0, period.code)]).popitem()[1],
        "talk": story(line, unit, period.code, reader_unit_id=bench.unit.pk),
        "title": f"{unit_name(unit)} · {period_name(period.code)}", "line_name": line_title(line),
        "measure": gauge_of(line.spec).measure, "has_parts": gauge_of(line.spec).measure.has_parts,
        "next": _next(request, bench, line), "is_open": bool(bench.may_act(unit)),
        "closed": bench.may_act(unit).reason,
    }  # fmt: skip
    context |= _waiting(request, bench, place, cell) | _standing(bench, line, cell)
    return render(request, "verify/case.html", context, status=REFUSED if faults else 200)


def _waiting(
    request: HttpRequest, bench: Bench, place: tuple[Criterion, Unit, Period], cell: Cell | None
) -> dict[str, Any]:
    """The row of the queue, while the figure waits: what it is compared with, and the fields as they were typed."""
    line, unit, period = place
    if cell is None or not cell.is_waiting or cell.reported is None:
        return {"row": None}
    cases = waiting(bench.lines, bench.unit.pk, line=line, unit=unit).cases
    case = next((one for one in cases if one.period.code == period.code), None)
    if case is None:
        return {"row": None}
    back = typed_back(line, case.entry)
    posted = request.POST if any(name in request.POST for name in FIGURES) else back
    texts = Texts(**{name: posted.get(name, "") for name in FIGURES}, na=bool(posted.get("na")))
    reason = request.POST.get("reason", "") or _cited(request, line, unit)
    is_return = bool(request.POST) and posted is back
    return {
        "row": row_of(bench, case, []),
        "texts": texts,
        "name": case_name(line, unit, period.code, case.entry.pk),
        "wanted": reason if is_return else "",
        "reason": "" if is_return else reason,
    }


def _cited(request: HttpRequest, line: Criterion, unit: Unit) -> str:
    """``?finding=``: the reason begins with the number and date of the minutes it rests on."""
    pk = row_id(request.GET.get("finding", ""))
    rows = Finding.objects.filter(pk=pk, line__series=line.series_id, inspection__unit=unit)
    found = rows.select_related("inspection").first() if pk else None
    return f"{found.inspection.cited}: {found.text}" if found else ""


def _standing(bench: Bench, line: Criterion, cell: Cell | None) -> dict[str, Any]:
    """The figure that counts now and the verdict that may be taken back."""
    entry, state = _known(cell)
    verdict = cell.verdict if cell and entry else None
    return {
        "entry": entry,
        "state": state,
        "figure": shown(line, entry),
        "computed": computed(line, entry),
        "appraised": _appraised(line, verdict),
        "mine": verdict if verdict and (verdict.is_automatic or verdict.made_by_id == bench.actor.user_id) else None,
    }


def _known(cell: Cell | None) -> tuple[Entry | None, str]:
    """The figure that others than the unit know of, and its state: never a draft over what was submitted."""
    if cell is None or cell.state == CellState.EMPTY:
        return None, "none"
    if cell.state != CellState.DRAFT:
        return cell.latest, cell.state
    if cell.reported is None:
        return None, "none"
    return cell.reported, CellState.SUBMITTED if cell.is_waiting else CellState.ACCEPTED


def _appraised(line: Criterion, verdict: Verdict | None) -> str:
    return shown(line, verdict) if verdict and verdict.kind == VerdictKind.ADJUSTED else ""


def _next(request: HttpRequest, bench: Bench, line: Criterion) -> str:
    return request.POST.get("next", "") or reverse("queue_line", args=[bench.campaign.code, line.pk])


@require_safe
@appraising
def queue_verdicts(request: HttpRequest, bench: Bench) -> HttpResponse:
    """One's own newest verdicts, each of which may be taken back with a reason."""
    given = given_by(bench.lines, bench.actor.user_id or 0, bench.unit.pk)
    context = {
        "campaign": bench.campaign,
        "here": request.get_full_path(),
        "rows": [{"given": one, "state": one.verdict.kind, **_figures(one)} for one in given],
        "acts": acts_of(bench.lines, bench.actor.user_id or 0, bench.unit.pk),
    }
    return render(request, "verify/verdicts.html", context)


def _figures(one: Given) -> dict[str, str]:
    return {"figure": shown(one.line, one.verdict.entry), "appraised": _appraised(one.line, one.verdict)}
