"""Thẩm định: what waits on which line, one line down all units, one unit down all lines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import Evidence
from indicators.queries.papers_of_cells import documents_of_cells
from indicators.queries.provision import appraised_lines, tables
from indicators.queries.queue import Case, Queue, counts, recused
from indicators.queries.queue import queue as waiting
from indicators.showing import computed, line_title, shown
from indicators.views.bench import Bench, appraising, case_name
from units.models import Unit

SHOWN = 300


@require_safe
@appraising
def queue(request: HttpRequest, bench: Bench) -> HttpResponse:
    """The lines with something waiting, the units, the deductions entered here, and who appraises the own unit."""
    found, mine = counts(bench.lines, bench.unit.pk, not_of=bench.own), appraised_lines(bench.lines, bench.unit.pk)
    context = {
        "campaign": bench.campaign,
        "by_line": found.lines,
        "by_unit": sorted(found.units, key=lambda one: -one[1].waiting),
        "waiting": sum(count.waiting for _line, count in found.lines),
        "deductions": tables(bench.lines, bench.unit.pk, today=bench.today, of=mine),
        "recused": _recused(bench),
        "acting_unit": bench.unit,
    }
    return render(request, "verify/queue.html", context)


@require_safe
@appraising
def queue_line(request: HttpRequest, bench: Bench, line_id: int) -> HttpResponse:
    """One line, all units downward; ``?show=unusual`` or ``usual``."""
    line = bench.line(line_id)
    found = waiting(bench.lines, bench.unit.pk, line=line, not_of=bench.own)
    return _page(request, bench, found, {"line": line})


@require_safe
@appraising
def queue_unit(request: HttpRequest, bench: Bench, unit_id: int) -> HttpResponse:
    """One unit, all its lines downward."""
    unit = bench.participant(unit_id)
    found = waiting(bench.lines, bench.unit.pk, unit=unit, not_of=bench.own)
    return _page(request, bench, found, {"unit": unit})


def _recused(bench: Bench) -> list[dict[str, Any]]:
    """Who appraises the own unit instead, each with the groups it does that for."""
    groups: dict[Unit | None, list[str]] = {}
    for group, other in recused(bench.lines, bench.unit.pk):
        groups.setdefault(other, []).append(group.number)
    return [{"other": other, "groups": ", ".join(codes)} for other, codes in groups.items()]


def _page(request: HttpRequest, bench: Bench, found: Queue, about: dict[str, Any]) -> HttpResponse:
    show = request.GET.get("show", "")
    chosen = {"unusual": found.unusual, "usual": found.usual}.get(show, found.cases)
    usual = [case for case in found.usual if bench.may_act(case.unit)]
    context = about | {
        "title": line_title(about["line"]) if "line" in about else about["unit"].name,
        "campaign": bench.campaign,
        "here": request.get_full_path(),
        "tabs": _tabs(found, show),
        "rows": rows_of(bench, chosen[:SHOWN]),
        "hidden": max(len(chosen) - SHOWN, 0),
        "usual_names": [name_of(case) for case in usual],
        "closed": next((bench.may_act(case.unit).reason for case in chosen if not bench.may_act(case.unit)), ""),
    }
    return render(request, "verify/queue_cases.html", context)


def _tabs(found: Queue, show: str) -> list[dict[str, Any]]:
    tabs = [("", _("All"), found.cases), ("unusual", _("Unusual"), found.unusual), ("usual", _("Usual"), found.usual)]
    return [
        {"url": f"?show={name}" if name else "?", "label": label, "count": len(cases), "is_current": name == show}
        for name, label, cases in tabs
    ]


def rows_of(bench: Bench, cases: list[Case]) -> list[dict[str, Any]]:
    """The cases as a table shows them. One query."""
    keys = [(case.unit.pk, case.cell.series_id, case.cell.period) for case in cases]
    papers = documents_of_cells(keys)
    return [row_of(bench, case, papers[key]) for case, key in zip(cases, keys, strict=True)]


def row_of(bench: Bench, case: Case, papers: list[Evidence]) -> dict[str, Any]:
    leading = bench.lines.leading_verifier(case.line)
    return {
        "case": case,
        "name": name_of(case),
        "figure": shown(case.line, case.entry),
        "computed": computed(case.line, case.entry),
        "before": shown(case.line, case.previous) if case.previous else "",
        "computed_before": computed(case.line, case.previous),
        "papers": papers,
        "oddities": [oddity.label for oddity in case.oddities],
        "in_place_of": leading if leading and leading.pk != bench.unit.pk else None,
        "is_open": bool(bench.may_act(case.unit)),
    }


def name_of(case: Case) -> str:
    return case_name(case.line, case.unit, case.period.code, case.entry.pk)
