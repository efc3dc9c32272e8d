"""Nhập số liệu: the unit's grid, and the plain form of one period for those without script."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.period_names import period_name
from indicators import permissions
from indicators.forms.period import PeriodForm
from indicators.queries.grid import GridPage, grid_page
from indicators.queries.papers import paper_of
from indicators.queries.progress import period_form
from indicators.views.desk import Desk, reporting
from indicators.views.grid_save import save_fields

REFUSED = 422
PILLS = 12


@require_safe
@reporting
def grid(request: HttpRequest, desk: Desk) -> HttpResponse:
    """``?period=`` puts another period in hand."""
    wanted = request.GET.get("period", "")
    page = grid_page(desk.lines, desk.unit, today=desk.today, wanted=wanted, is_open=desk.is_open)
    context = {
        "desk": desk,
        "campaign": desk.campaign,
        "page_of": page,
        "key": f"u{desk.unit.pk}-{desk.campaign.code}-p{request.user.pk}",
        "pills": {table.kind: _pills(desk, table) for table in page.tables},
        **_submitting(desk, page),
    }
    return render(request, "indicators/grid.html", context)


def _submitting(desk: Desk, page: GridPage) -> dict[str, Any]:
    """The one main act: the head and the authorised submit, others see what will be submitted."""
    periods = [table.now.period.code for table in page.tables]
    asked = "&".join(f"period={code}" for code in periods)
    may = permissions.may_submit(
        desk.actor, desk.seat, desk.unit, is_authorised=paper_of(desk.actor, desk.today) is not None
    )
    return {
        "may_submit": bool(may),
        "submit_url": f"{reverse('grid_submit', args=[desk.campaign.code])}?{asked}",
        "in_hand": ", ".join(period_name(code) for code in periods[:1]),
    }


def _pills(desk: Desk, table: Any) -> list[dict[str, Any]]:
    """Periods begun of one kind, the newest last; of many only those around the one in hand."""
    begun = sorted([*table.others, table.now.period], key=lambda period: period.first)
    place = begun.index(table.now.period)
    start = max(min(place - PILLS // 2, len(begun) - PILLS), 0)
    address = reverse("grid", args=[desk.campaign.code])
    return [
        {"label": period_name(each.code), "url": f"{address}?period={each.code}", "is_current": each.code == code}
        for code in [table.now.period.code]
        for each in begun[start : start + PILLS]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def grid_form(request: HttpRequest, desk: Desk, period: str) -> HttpResponse:
    """One period as a plain form; a field that is refused keeps what was typed, the sound ones are saved."""
    found = period_form(desk.lines, desk.unit, period, today=desk.today)
    if not found.rows:
        raise Http404(_("The lines of your unit have no such period."))
    form = PeriodForm(found.rows, data=request.POST if request.method == "POST" else None, language=get_language())
    if request.method == "POST" and _saved(request, desk, form):
        return redirect(f"{request.path}?saved")
    context = {"desk": desk, "campaign": desk.campaign, "form": form, "period": period, "name": period_name(period)}
    return render(request, "indicators/grid_form.html", context, status=REFUSED if form.has_faults else 200)


def _saved(request: HttpRequest, desk: Desk, form: PeriodForm) -> bool:
    """Saves what was changed and can be; whether nothing was refused."""
    answers = save_fields(desk, form.changed())
    for row, (status, answer) in zip(form.changed_rows(), answers, strict=True):
        row.take(status, answer)
    return not form.has_faults
