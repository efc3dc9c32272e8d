"""The grid's saving: one cell, a pasted block. The contract stands at the head of static/js/grid.js."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.addresses import row_id
from common.faults import Faults
from common.formats import clock_text
from indicators import permissions
from indicators.choices import CellState
from indicators.domain.progress import Conflict, Saved, Wanted, save_many
from indicators.gauges import Fact, Texts
from indicators.models import Cell, Criterion, Entry
from indicators.queries.grid import nothing_or_computed
from indicators.queries.progress import MOST_CELLS
from indicators.showing import shown, typed_back
from indicators.values import read_typed
from indicators.views.desk import Desk, refusal, reporting_json

Answer = tuple[int, dict[str, Any]]
FIELDS = ("value", "numerator", "denominator", "note")


@require_POST
@reporting_json
def grid_save(request: HttpRequest, desk: Desk) -> HttpResponse:
    [(status, answer)] = save_fields(desk, [request.POST])
    return JsonResponse(answer, status=status)


@require_POST
@reporting_json
def grid_paste(request: HttpRequest, desk: Desk) -> HttpResponse:
    cells = _cells_of(request)
    if cells is None:
        return refusal(_("The list of cells could not be read; nothing was saved. Load the page again."), 400)
    answers = save_fields(desk, cells)
    results = [
        {**answer, "line": _text(cell, "line"), "period": _text(cell, "period"), "status": status}
        for cell, (status, answer) in zip(cells, answers, strict=True)
    ]
    return JsonResponse({"saved_at": clock_text(desk.at), "results": results})


def _cells_of(request: HttpRequest) -> list[dict[str, Any]] | None:
    if request.content_type != "application/json":
        return None
    try:
        cells = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    is_sound = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    return cells if is_sound and 1 <= len(cells) <= MOST_CELLS else None


def save_fields(desk: Desk, cells: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """One answer for each cell, in order: what was refused does not hold up the others."""
    asked = [_Asked.read(desk, cell) for cell in cells]
    wanted = [one.wanted for one in asked if one.wanted]
    results = iter(_saved(desk, wanted))
    pairs = [(one, next(results) if one.wanted else None) for one in asked]
    after = _after(desk, [one.wanted for one, result in pairs if one.wanted and isinstance(result, Saved)])
    return [one.refused or _answer(desk, one.wanted, result, after) for one, result in pairs]


def _saved(desk: Desk, wanted: Sequence[Wanted]) -> list[Any]:
    if not wanted:
        return []
    return save_many(actor=desk.actor, lines=desk.lines, unit=desk.unit, wanted=wanted, at=desk.at)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A cell as it was sent: what is wanted, or why it cannot be."""

    wanted: Wanted | None = None
    refused: Answer | None = None

    @classmethod
    def read(cls, desk: Desk, cell: Mapping[str, Any]) -> "_Asked":
        try:
            line = desk.line(_text(cell, "line"))
            may = permissions.may_enter(desk.actor, desk.seat, desk.lines, line, desk.unit)
            if not may:
                return cls(refused=(403, {"message": str(may.reason)}))
            return cls(Wanted(line, _text(cell, "period"), _typed(line, cell), _base(cell)))
        except Http404 as gone:
            return cls(refused=(404, {"message": str(gone)}))
        except Faults as faults:
            return cls(refused=_refused(faults))


def _typed(line: Criterion, cell: Mapping[str, Any]) -> Any:
    texts = Texts(*(_text(cell, name) for name in FIELDS), na=_text(cell, "na") == "1")
    return read_typed(line, texts, language=get_language() or "vi")


def _base(cell: Mapping[str, Any]) -> int | None:
    return row_id(_text(cell, "base"))


def _text(cell: Mapping[str, Any], name: str) -> str:
    value = cell.get(name)
    return str(value).strip()[:5000] if isinstance(value, str | int) else ""


def _refused(faults: Faults) -> Answer:
    return 422, {
        "message": " ".join(fault.message for fault in faults.faults),
        "field": next((fault.field for fault in faults.faults if fault.field), "value"),
    }


CellsAfter = Mapping[tuple[int, str], Cell]


def _after(desk: Desk, saved: Sequence[Wanted]) -> CellsAfter:
    """The cells as they stand once all is written: a draft taken back shows the figure before it again."""
    if not saved:
        return {}
    series, periods = {one.line.series_id for one in saved}, {one.period for one in saved}
    cells = Cell.objects.filter(unit=desk.unit, series__in=series, period__in=periods).select_related("latest")
    return {(cell.series_id, cell.period): cell for cell in cells}


def _answer(desk: Desk, wanted: Wanted | None, result: Any, after: CellsAfter) -> Answer:
    assert wanted is not None
    if isinstance(result, Conflict):
        return 409, _conflict(wanted.line, result)
    if isinstance(result, Faults):
        return _refused(result)
    cell = after.get((wanted.line.series_id or 0, wanted.period))
    entry = cell.latest if cell else None
    state = cell.state if cell and cell.state != CellState.EMPTY else "none"
    message = nothing_or_computed(wanted.line, entry) if entry else ""
    return 200, {"state": state, "saved_at": clock_text(desk.at), "message": message, **_figure(wanted.line, entry)}


def _figure(line: Criterion, entry: Entry | None) -> dict[str, Any]:
    return {"entry": entry.pk if entry else "", "text": shown(line, entry), **_fields(line, entry)}


def _fields(line: Criterion, fact: Fact | None) -> dict[str, str]:
    return {**typed_back(line, fact), "note": getattr(fact, "note", "")}


def _conflict(line: Criterion, conflict: Conflict) -> dict[str, Any]:
    theirs, yours = conflict.theirs, conflict.yours
    who = {"by": str(theirs.made_by or "") if theirs else "", "at": clock_text(theirs.made_at) if theirs else ""}
    return {
        "message": str(conflict),
        "entry": theirs.pk if theirs else "",
        "yours": {"text": shown(line, yours), "by": "", "at": "", **_fields(line, yours)},
        "theirs": {"text": shown(line, theirs), **who, **_fields(line, theirs)},
    }
