"""A list of figures that wait: which one it is, its head with what can be done at once, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from indicators.choices import Oddity
from indicators.gauges import Texts, gauge_of
from indicators.models import Criterion, Evidence
from indicators.queries.papers_of_cells import documents_of_cells
from indicators.queries.queue import Case, Queue
from indicators.queries.queue import queue as waiting
from indicators.queries.verdicts import acts_of
from indicators.showing import computed, highest, line_title, shown, typed_back
from indicators.views.bench import Bench, case_name
from units.models import Unit
from units.queries.naming import unit_name


@dataclass(frozen=True)
class Listing:
    """One line down all units, or one unit down its lines; ``show`` narrows it, ``here`` is its address."""

    here: str
    show: str = ""
    line: Criterion | None = None
    unit: Unit | None = None

    @property
    def title(self) -> str:
        return line_title(self.line) if self.line else unit_name(self.unit) if self.unit else ""

    def read(self, bench: Bench) -> Queue:
        return waiting(bench.lines, bench.unit.pk, line=self.line, unit=self.unit, not_of=bench.own)


def listing_at(bench: Bench, address: str) -> Listing | None:
    """The list of that address, where an act says it came from; None for every other page."""
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
        line, unit = found.kwargs.get("line_id"), found.kwargs.get("unit_id")
        about = {"line": bench.line(line) if line else None, "unit": bench.participant(unit) if unit else None}
    except (Resolver404, Http404):
        return None
    if found.url_name not in ("queue_line", "queue_unit") or found.kwargs.get("code") != bench.campaign.code:
        return None
    return Listing(address, parse_qs(parts.query).get("show", [""])[0], **about)


def head_of(bench: Bench, listing: Listing, found: Queue) -> dict[str, Any]:
    """What stands over the rows and follows every act: counts, accept-all, today's acts to undo. One query."""
    usual = [case for case in found.usual if bench.may_act(case.unit)]
    acts = acts_of(bench.lines, bench.actor.user_id or 0, bench.unit.pk, line=listing.line, unit=listing.unit)
    return {
        "campaign": bench.campaign,
        "title": listing.title,
        "here": listing.here,
        "by_line": listing.line is not None,
        "tabs": _tabs(found, listing.show),
        "usual_names": [name_of(case) for case in usual],
        "acts": [act for act in acts if act.day == bench.today],
    }


def _tabs(found: Queue, show: str) -> list[dict[str, Any]]:
    tabs = [("", _("All"), found.cases), ("unusual", _("Unusual"), found.unusual), ("usual", _("Usual"), found.usual)]
    return [
        {"url": f"?show={name}" if name else "?", "label": label, "count": len(cases), "is_current": name == show}
        for name, label, cases in tabs
    ]


def rows_of(bench: Bench, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """The cases as a table shows them. One query."""
    keys = [(case.unit.pk, case.cell.series_id, case.cell.period) for case in cases]
    papers = documents_of_cells(keys)
    return [row_of(bench, case, papers[key]) for case, key in zip(cases, keys, strict=True)]


def row_of(bench: Bench, case: Case, papers: list[Evidence]) -> dict[str, Any]:
    leading, measure = bench.lines.leading_verifier(case.line), gauge_of(case.line.spec).measure
    return {
        "case": case,
        "name": name_of(case),
        "figure": shown(case.line, case.entry),
        "computed": computed(case.line, case.entry),
        "before": shown(case.line, case.previous) if case.previous else "",
        "computed_before": computed(case.line, case.previous),
        "papers": papers,
        "oddities": [oddity_text(case.line, oddity) for oddity in case.oddities],
        "in_place_of": leading if leading and leading.pk != bench.unit.pk else None,
        "is_open": bool(bench.may_act(case.unit)),
        "measure": measure,
        "has_parts": measure.has_parts,
        "texts": as_typed(case),
        "place": f"-{case.entry.pk}-{case.line.pk}",
    }


def as_typed(case: Case) -> Texts:
    """The figure as the fields of an adjustment begin with it."""
    back = typed_back(case.line, case.entry)
    return Texts(back["value"], back["numerator"], back["denominator"], na=bool(back["na"]))


def oddity_text(line: Criterion, oddity: Oddity) -> str:
    """Why a figure is worth a second look, with the limit it stands at."""
    if oddity == Oddity.LIMIT and (limit := highest(line)):
        return _("exactly the highest possible, %(limit)s: please look again") % {"limit": limit}
    return str(oddity.label)


def name_of(case: Case) -> str:
    return case_name(case.line, case.unit, case.period.code, case.entry.pk)
