"""Báo cáo: which reports a campaign asks for, how many came, where one's own stands."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign, Phase
from campaigns.permissions import may_manage, plan_is_open
from common.calendar import working_days_between
from common.permissions import Answer, require
from indicators.models import Outline
from indicators.permissions import ENTERING
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import Register, Standing, outlines_of, registers
from indicators.report_permissions import may_read_register
from indicators.views.opening import campaign_page
from units.acting import Acting
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Listed:
    """One report that is asked for: its register for those who read all, the own unit's standing."""

    outline: Outline
    days_left: int
    register: Register | None
    own: Standing | None


@require_safe
@campaign_page
def reports(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    lines = CampaignLines(campaign)
    reads_all, own = bool(may_read_register(request.acting.actor(), lines)), _own(request.acting, lines)
    message = _("Reports are written by the units that take part and read by those who run the campaign.")
    require(Answer(reads_all or own is not None, message))
    manages = may_manage(request.acting, campaign).allowed and plan_is_open(campaign).allowed
    outlines = outlines_of(lines)
    context = {
        "campaign": campaign,
        "rows": _rows(lines, outlines, own, reads_all=reads_all),
        "reads_all": reads_all,
        "can_manage": may_manage(request.acting, campaign).allowed,
        "manages": manages,
        "own": own,
        "phases": _phases(campaign, outlines) if manages else [],
    }
    return render(request, "reports/reports.html", context)


def _own(acting: Acting, lines: CampaignLines) -> Unit | None:
    """The unit acted for, where it takes part and the person writes its reports."""
    row = lines.row_of(acting.unit.pk) if acting.unit and acting.actor().holds(*ENTERING) else None
    return row.unit if row else None


def _rows(lines: CampaignLines, outlines: list[Outline], own: Unit | None, *, reads_all: bool) -> list[Listed]:
    today = localdate()
    found = registers(lines, outlines, today=today, only=None if reads_all else own)
    return [_listed(register, own, today, reads_all=reads_all) for register in found]


def _listed(register: Register, own: Unit | None, today: date, *, reads_all: bool) -> Listed:
    outline = register.outline
    standing = next((row for row in register.rows if own and row.unit.pk == own.pk), None)
    days = working_days_between(today, standing.due if standing else outline.due)
    return Listed(outline, days, register if reads_all else None, standing)


def _phases(campaign: Campaign, outlines: list[Outline]) -> list[Phase]:
    """Those of the plan that ask for no report yet."""
    asked = {outline.phase for outline in outlines}
    return [phase for phase in campaign.phases.all() if phase.code not in asked]
