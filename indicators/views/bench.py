"""What every page of a verifier stands on: the campaign, the unit acted for, and whose figures are not theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from campaigns.choices import Status
from campaigns.models import Campaign
from campaigns.periods import Period
from common.actors import Actor
from common.addresses import row_id
from common.permissions import Answer, require
from indicators import permissions
from indicators.domain.verification import Case
from indicators.models import Criterion
from indicators.queries.lines import CampaignLines
from indicators.queries.papers import units_of
from indicators.queries.seats import Seat, seats
from indicators.views.opening import campaign_page, names_spared
from units.models import Unit

View = Callable[..., HttpResponse]
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Bench:
    """One verifier's work in one campaign, as the request began. ``own``: units the person also acts for."""

    campaign: Campaign
    unit: Unit
    lines: CampaignLines
    actor: Actor
    at: datetime
    own: frozenset[int]
    seats: dict[int, Seat]

    @property
    def today(self) -> date:
        return localdate(self.at)

    def may_act(self, unit: Unit) -> Answer:
        """Whether figures of the unit are open for verdicts."""
        answer, stages = permissions.is_open(self.seats.get(unit.pk)), self.lines.stages
        if answer and stages.is_over(Status.APPRAISAL, self.today, unit.pk):
            return stages.answer(Status.APPRAISAL, self.today, unit.pk)
        return answer

    def line(self, pk: int) -> Criterion:
        found = self.lines.by_id(pk)
        if found is None or not found.is_line:
            raise Http404(_("There is no such line here. Load the page again."))
        return found

    def participant(self, pk: int) -> Unit:
        row = self.lines.row_of(pk)
        if row is None:
            raise Http404(_("There is no such unit here. Load the page again."))
        return row.unit

    def period(self, line: Criterion, code: str) -> Period:
        found = next((each for each in self.lines.periods(line) if each.code == code), None)
        if found is None:
            raise Http404(_("This line has no such period."))
        return found

    def place(self, line_id: int, unit_id: int, code: str) -> tuple[Criterion, Unit, Period]:
        """The cell of an address, for who appraises it; 404 and 403 otherwise."""
        line, unit = self.line(line_id), self.participant(unit_id)
        period = self.period(line, code)
        require(permissions.is_verifier_of(self.actor, self.lines, line, unit, own_units=self.own))
        return line, unit, period

    def cases(self, names: list[str]) -> list[Case]:
        """The figures a page named, as ``case_name`` wrote them."""
        if len(names) > MOST_AT_ONCE:
            raise Http404
        return [self._case(name) for name in names]

    def _case(self, name: str) -> Case:
        parts = (name.split(":") + [""] * 4)[:4]
        line, unit, entry = (row_id(parts[place]) for place in (0, 1, 3))
        if line is None or unit is None or entry is None:
            raise Http404
        found = self.line(line)
        return Case(found, self.participant(unit), self.period(found, parts[2]).code, entry)


def case_name(line: Criterion, unit: Unit, period: str, entry_id: int) -> str:
    """How a form names the figure it shows."""
    return f"{line.pk}:{unit.pk}:{period}:{entry_id}"


def appraising(view: View) -> View:
    """Passes the bench of those who appraise something in the campaign; others read why not."""

    @wraps(view)
    @names_spared
    def opened(request: HttpRequest, campaign: Campaign, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, _bench(request, campaign), *args, **kwargs)

    return login_required(campaign_page(opened))


def _bench(request: HttpRequest, campaign: Campaign) -> Bench:
    acting, at = request.acting, now()  # type: ignore[attr-defined]  # set by the middleware
    lines, actor = CampaignLines(campaign), acting.actor()
    if acting.unit is None:
        raise PermissionDenied(_("Figures are appraised by the units that the plan names for it."))
    require(permissions.appraises(actor, lines))
    places = seats(campaign.pk, [row.unit_id for row in lines.participations])
    return Bench(campaign, acting.unit, lines, actor, at, frozenset(units_of(actor, localdate(at))), places)
