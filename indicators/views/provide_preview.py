"""The preview of a table: a fate for every row, those to be mended first, and the mends a person made of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.addresses import row_id
from common.spreadsheets import Row
from indicators.forms.provided_rows import Mend, Plan
from indicators.forms.provided_table import MOST_MENDED
from indicators.forms.shared_evidence import SharedEvidenceForm
from indicators.gauges import Texts, gauge_of
from indicators.models import Criterion
from indicators.showing import computed, shown
from indicators.views.provide import REFUSED
from indicators.views.provide_columns import columns_context
from indicators.views.provide_desk import TableDesk, shared_context

MENDED = ("value", "numerator", "denominator", "note")


def preview_page(
    desk: TableDesk,
    rows: list[Row],
    mends: dict[int, Mend],
    *,
    form: SharedEvidenceForm | None = None,
    faults: Any = (),
    is_reread: bool = False,
) -> HttpResponse:
    """``is_reread``: the rows are read otherwise than the page before showed them."""
    plan = desk.plan(rows, mends)
    measure = gauge_of(desk.line.spec).measure
    context = (
        shared_context(desk)
        | columns_context(plan, measure)
        | {
            "plan": plan,
            "faults": faults,
            "problems": plan.problems[:MOST_MENDED],
            "hidden_problems": max(len(plan.problems) - MOST_MENDED, 0),
            "ready": [_line_of(desk.line, row) for row in sorted(plan.ready, key=lambda row: not row.warning)],
            "is_reread": is_reread,
            "payload": desk.seal(rows),
            "decimal": desk.request.POST.get("decimal", ""),
            "carried": _carried(plan, mends),
            "evidence": form or SharedEvidenceForm(desk.request.acting.unit),
        }
    )
    is_refused = bool(faults) or desk.request.POST.get("step") == "apply"
    return render(desk.request, "provide/preview.html", context, status=REFUSED if is_refused else 200)


def _line_of(line: Criterion, row: Any) -> dict[str, Any]:
    is_new = row.before is None
    return {
        "row": row,
        "figure": shown(line, row.typed) if row.typed else "",
        "computed": computed(line, row.typed),
        "before": "" if is_new else shown(line, row.before),
        "state": "skip" if row.fate == "unchanged" else ("new" if is_new else "update"),
    }


def _carried(plan: Plan, mends: dict[int, Mend]) -> list[tuple[str, str]]:
    """Mends of rows that are in order now have no field on the page and would be forgotten."""
    still = {row.line: row for row in plan.problems[:MOST_MENDED]}
    found = []
    for line, mend in mends.items():
        row = still.get(line)
        if row is None and mend.unit:
            found.append((f"unit-{line}", mend.unit))
        if mend.texts and (row is None or row.fate != "faulty"):
            found += [(f"{name}-{line}", getattr(mend.texts, name)) for name in MENDED]
    return found


def mends_of(request: HttpRequest) -> dict[int, Mend]:
    lines = {key.rpartition("-")[2] for key in request.POST if key.startswith(("unit-", "value-", "numerator-"))}
    found = {}
    for line in lines:
        texts = {name: request.POST.get(f"{name}-{line}", "") for name in MENDED}
        is_typed = any(f"{name}-{line}" in request.POST for name in MENDED)
        number = row_id(line)
        if number is not None:
            found[number] = Mend(request.POST.get(f"unit-{line}", ""), Texts(**texts) if is_typed else None)
    return found
