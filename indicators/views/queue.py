"""Thẩm định: what waits on which line, one line down all units, one unit down all lines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.queries.provision import appraised_lines, tables
from indicators.queries.queue import counts, recused
from indicators.views.bench import Bench, appraising
from indicators.views.queue_rows import Listing, head_of, rows_of
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
    listing = Listing(request.get_full_path(), request.GET.get("show", ""), line=bench.line(line_id))
    return _page(request, bench, listing)


@require_safe
@appraising
def queue_unit(request: HttpRequest, bench: Bench, unit_id: int) -> HttpResponse:
    """One unit, all its lines downward."""
    listing = Listing(request.get_full_path(), request.GET.get("show", ""), unit=bench.participant(unit_id))
    return _page(request, bench, listing)


def _recused(bench: Bench) -> list[dict[str, Any]]:
    """Who appraises the own unit instead, each with the groups it does that for."""
    groups: dict[Unit | None, list[str]] = {}
    for group, other in recused(bench.lines, bench.unit.pk):
        groups.setdefault(other, []).append(group.number)
    return [{"other": other, "groups": ", ".join(codes)} for other, codes in groups.items()]


def _page(request: HttpRequest, bench: Bench, listing: Listing) -> HttpResponse:
    found = listing.read(bench)
    chosen = {"unusual": found.unusual, "usual": found.usual}.get(listing.show, found.cases)
    context = head_of(bench, listing, found) | {
        "rows": rows_of(bench, chosen[:SHOWN]),
        "hidden": max(len(chosen) - SHOWN, 0),
        "closed": next((bench.may_act(case.unit).reason for case in chosen if not bench.may_act(case.unit)), ""),
    }
    return render(request, "verify/queue_cases.html", context)
