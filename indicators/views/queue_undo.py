"""Verdicts taken back with a reason: one's own mistaken one, or all that one act accepted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.addresses import row_id
from common.faults import Faults
from common.formats import number_text
from common.permissions import require
from indicators import permissions
from indicators.domain.undoing import Undone, revoke_act
from indicators.domain.verification import Case, revoke
from indicators.models import Criterion, Entry
from indicators.views.bench import Bench, appraising
from indicators.views.queue_answers import judged, waits_again
from units.models import Unit
from units.views.addresses import back_to_next


@require_POST
@appraising
def queue_revoke(request: HttpRequest, bench: Bench, verdict_id: int) -> HttpResponse:
    """POST ``line``, ``unit``, ``reason``. With htmx the row of the figure comes back."""
    line, unit = (row_id(request.POST.get(name, "")) for name in ("line", "unit"))
    if line is None or unit is None:
        raise Http404
    about = {"line": bench.line(line), "unit": bench.participant(unit)}
    require(permissions.is_verifier_of(bench.actor, bench.lines, **about, own_units=bench.own))
    act = {"actor": bench.actor, "lines": bench.lines, "at": bench.at, "verdict_id": verdict_id}
    try:
        revoke(reason=request.POST.get("reason", ""), **about, **act)
    except Faults as refused:
        return _told(request, bench, _case(verdict_id, **about), refused)
    return _told(request, bench, _case(verdict_id, **about), None)


def _case(verdict_id: int, line: Criterion, unit: Unit) -> Case | None:
    """The figure of a verdict on this line of this unit."""
    rows = Entry.objects.filter(verdicts=verdict_id, unit=unit, series=line.series_id)
    entry = rows.first()
    return Case(line, unit, entry.period, entry.pk) if entry else None


def _told(request: HttpRequest, bench: Bench, case: Case | None, refused: Faults | None) -> HttpResponse:
    if request.htmx and case:  # type: ignore[attr-defined]  # set by its middleware
        faults = refused.faults if refused else []
        return judged(request, bench, case, faults=faults) if refused else waits_again(request, bench, case)
    for fault in refused.faults if refused else ():
        messages.error(request, fault.message)
    if not refused:
        messages.success(request, _("Your verdict was taken back; the figure waits again."))
    return back_to_next(request, "queue", bench.campaign.code)


@require_POST
@appraising
def queue_undo_act(request: HttpRequest, bench: Bench, verdict_id: int) -> HttpResponse:
    """POST ``reason``: all that was accepted by the act of this verdict waits again."""
    given = {"verdict_id": verdict_id, "reason": request.POST.get("reason", "")}
    try:
        done = revoke_act(actor=bench.actor, lines=bench.lines, at=bench.at, **given)
        messages.success(request, _waiting_again(done))
        left = done.refused
    except Faults as refused:
        left = [fault.message for fault in refused.faults]
    for text in left:
        messages.warning(request, text)
    return back_to_next(request, "queue", bench.campaign.code)


def _waiting_again(done: Undone) -> str:
    text = ngettext("Taken back: %(count)s figure waits again.", "Taken back: %(count)s figures wait again.", done.now)
    return text % {"count": number_text(done.now)}
