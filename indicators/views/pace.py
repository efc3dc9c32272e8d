"""Tiến độ so với yêu cầu: what the unit's dated lines ask, where they stand today, what is still to be won."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from common.calendar import working_days_between
from indicators.audience import audience_of
from indicators.queries.board import standing_board
from indicators.queries.sheet import SheetRow, sheet_view
from indicators.views.opening import campaign_page

SOON = 5  # working days


@dataclass(frozen=True, slots=True)
class Pace:
    """A line, its day, the working days left (negative: past), and the points still open."""

    row: SheetRow
    due: date
    days_left: int
    lost: Fraction
    state: str


@require_safe
@campaign_page
def pace(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    unit = request.acting.unit
    if unit is None or not campaign.participations.filter(unit=unit).exists():
        return redirect("board", campaign.code)
    board, snapshot = standing_board(campaign, audience_of(request.acting, campaign)) or (None, None)
    view = sheet_view(campaign, board, unit) if board else None
    lines = [row for row in view.rows if row.criterion.is_line and row.applies and row.value] if view else []
    rows = [_pace(campaign, row) for row in lines]
    context = {
        "campaign": campaign,
        "unit": unit,
        "decimals": view.scheme.decimals if view else 2,
        "open_lines": sorted((row for row in rows if row.lost), key=lambda row: (row.due, -row.lost)),
        "won_lines": [row for row in rows if not row.lost],
        "as_of": board.updated_at if board else None,
        "is_final": snapshot is not None,
    }
    return render(request, "indicators/pace.html", context)


def _pace(campaign: Campaign, row: SheetRow) -> Pace:
    today = localdate()
    due = row.criterion.due or campaign.end
    days = working_days_between(today, due) if due >= today else -working_days_between(due, today)
    lost = row.value.lost if row.value and row.value.lost is not None else (row.max_points or Fraction(0))
    return Pace(row, due, days, lost, _state(lost, days, row))


def _state(lost: Fraction, days: int, row: SheetRow) -> str:
    if not lost:
        return "done"
    if days < 0:
        return "behind"
    return "partial" if row.verified else "due" if days <= SOON else "not_due"
