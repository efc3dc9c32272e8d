"""One table for all units: pasted or uploaded, previewed with a fate for every row, mended, applied whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from campaigns.models import Campaign
from common.faults import Fault, Faults
from common.spreadsheets import Row, content_of
from indicators.forms.pasted import as_pasted, rows_of_file, rows_of_text
from indicators.queries.provision import table_rows
from indicators.views.opening import campaign_page
from indicators.views.provide import REFUSED, figure_of
from indicators.views.provide_apply import apply_table, read_again
from indicators.views.provide_desk import TableDesk, shared_context
from indicators.views.provide_preview import preview_page


@require_http_methods(["GET", "HEAD", "POST"])
@campaign_page
def provide_table(request: HttpRequest, campaign: Campaign, line_id: int, period: str) -> HttpResponse:
    """GET: the figures there are and the box to paste into. POST ``step``: preview, read (other columns), edit (back
    to the box), apply."""
    desk = TableDesk(request, campaign, line_id, period)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    kept = {"apply": apply_table, "read": read_again}.get(step)
    try:
        if kept:
            return kept(desk, desk.unseal())
        if step == "edit":
            return _box(desk, text=as_pasted(desk.unseal(), desk.page_notation))
        return preview_page(desk, _received(desk), {}) if step else _box(desk)
    except Faults as refused:
        return _box(desk, text=_kept_text(desk), faults=refused.faults)


def _received(desk: TableDesk) -> list[Row]:
    upload = desk.request.FILES.get("file")
    if upload is not None:
        return rows_of_file(content_of(upload), upload.name)
    return rows_of_text(desk.request.POST.get("table", ""))


def _kept_text(desk: TableDesk) -> str:
    """What was pasted comes back on every refusal."""
    if "payload" in desk.request.POST:
        try:
            return as_pasted(desk.unseal(), desk.page_notation)
        except Faults:
            return ""
    return desk.request.POST.get("table", "")


def _box(desk: TableDesk, *, text: str = "", faults: list[Fault] | None = None) -> HttpResponse:
    rows = table_rows(desk.lines, desk.line, desk.period, units=desk.units)
    known = [{"row": row, "figure": figure_of(desk.line, row.cell)} for row in rows]
    given = [each for each in known if each["figure"]["text"]]
    context = shared_context(desk) | {
        "text": text,
        "faults": faults or [],
        "known": given,
        "missing": [each["row"].unit for each in known if not each["figure"]["text"]],
        "due": desk.lines.due(desk.line, desk.period),
        "decimal": desk.request.POST.get("decimal", ""),
    }
    return render(desk.request, "provide/table.html", context, status=REFUSED if faults else 200)
