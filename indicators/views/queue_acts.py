"""The verifier's acts: accept one or many, ask for more, adjust, say a word."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.period_names import period_name
from common.faults import Faults
from common.formats import number_text
from indicators.choices import CellState
from indicators.domain.conversation import say
from indicators.domain.verification import Accepted, Case, accept, adjust, ask_more
from indicators.gauges import Texts
from indicators.values import read_typed
from indicators.views.bench import Bench, appraising
from indicators.views.queue_answers import judged, waits_again
from indicators.views.queue_case import case_page
from units.queries.naming import unit_name
from units.views.addresses import back_to_next

# Figures named one by one in a message; of more it says how many.
NAMED = 5


@require_POST
@appraising
def queue_accept(request: HttpRequest, bench: Bench) -> HttpResponse:
    """POST ``case`` (one) or ``cases`` (many, by spaces). With htmx the row of the one case comes back."""
    one = request.POST.get("case", "")
    cases = bench.cases([one] if one else request.POST.get("cases", "").split())
    done = accept(actor=bench.actor, lines=bench.lines, cases=cases, at=bench.at)
    if request.htmx and one:  # type: ignore[attr-defined]  # set by its middleware
        return judged(request, bench, cases[0], is_late=not done.now)
    messages.add_message(request, messages.SUCCESS if done.now else messages.WARNING, _told(done))
    return _back(request, bench)


def _told(done: Accepted) -> str:
    text = ngettext("%(count)s figure was accepted.", "%(count)s figures were accepted.", done.now)
    told = [text % {"count": number_text(done.now)}] if done.now else []
    if done.passed_over:
        told.append(_passed_over(done.passed_over))
    return " ".join(told) or _("There was nothing to accept.")


def _passed_over(some: Sequence[tuple[Case, str]]) -> str:
    """Which they were, and why each was left as it is."""
    text = ngettext(
        "%(count)s figure was left as it is: %(which)s.",
        "%(count)s figures were left as they are: %(which)s.",
        len(some),
    )
    named = "; ".join(_left(case, state) for case, state in some[:NAMED])
    more = " …" if len(some) > NAMED else ""
    return text % {"count": number_text(len(some)), "which": named + more}


def _left(case: Case, state: str) -> str:
    names = {"unit": unit_name(case.unit), "line": case.line.number, "period": period_name(case.period)}
    return f"{_('%(unit)s, %(line)s %(period)s') % names} ({_why_left(state)})"


def _why_left(state: str) -> str:
    return {
        CellState.RETURNED: _("you or a colleague asked the unit for more"),
        CellState.ACCEPTED: _("it was appraised meanwhile"),
        CellState.ADJUSTED: _("it was appraised meanwhile"),
        CellState.DRAFT: _("the unit withdrew it or is changing it"),
        CellState.SUBMITTED: _("the unit has sent a newer figure, which waits"),
    }.get(CellState(state), _("it no longer waits"))


@require_POST
@appraising
def queue_return(request: HttpRequest, bench: Bench) -> HttpResponse:
    """POST ``case``, ``reason``: what is wanted, read by the person who entered the figure."""
    [case] = bench.cases([request.POST.get("case", "")])
    try:
        reason = request.POST.get("reason", "")
        ask_more(actor=bench.actor, lines=bench.lines, case=case, reason=reason, at=bench.at)
    except Faults as refused:
        return _refused(request, bench, case, "return", refused)
    if request.htmx:  # type: ignore[attr-defined]  # set by its middleware
        return judged(request, bench, case)
    messages.success(request, _("The unit was asked for more."))
    return _back(request, bench)


@require_POST
@appraising
def queue_adjust(request: HttpRequest, bench: Bench) -> HttpResponse:
    """POST ``case``, the figure, ``reason``."""
    [case] = bench.cases([request.POST.get("case", "")])
    try:
        _adjust(request, bench, case)
    except Faults as refused:
        return _refused(request, bench, case, "adjust", refused)
    if request.htmx:  # type: ignore[attr-defined]  # set by its middleware
        return judged(request, bench, case)
    messages.success(request, _("The figure was appraised with your value; the unit reads the reason."))
    return _back(request, bench)


def _refused(request: HttpRequest, bench: Bench, case: Case, box: str, refused: Faults) -> HttpResponse:
    """What was typed comes back with what is wrong: in the row's box, or without script on the figure's page."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by its middleware
        return case_page(request, bench, case, refused.faults)
    texts = texts_of(request) if box == "adjust" else None
    return waits_again(request, bench, case, box=box, faults=refused.faults, texts=texts)


def _adjust(request: HttpRequest, bench: Bench, case: Case) -> None:
    texts, reason = texts_of(request), request.POST.get("reason", "")
    typed = read_typed(case.line, texts, language=get_language() or "vi")
    if typed is None:
        raise Faults(_("A figure is missing."))
    adjust(actor=bench.actor, lines=bench.lines, case=case, typed=typed, reason=reason, at=bench.at)


def texts_of(request: HttpRequest) -> Texts:
    """The figure typed; the reason of the verdict is also why a line does not apply."""
    given = {name: request.POST.get(name, "") for name in ("value", "numerator", "denominator")}
    return Texts(**given, note=request.POST.get("reason", ""), na=bool(request.POST.get("na")))


@require_POST
@appraising
def queue_say(request: HttpRequest, bench: Bench, line_id: int, unit_id: int, period: str) -> HttpResponse:
    """A word in the conversation on the cell."""
    line, unit, found = bench.place(line_id, unit_id, period)
    about = {"actor": bench.actor, "lines": bench.lines, "line": line, "unit": unit, "period": found.code}
    try:
        say(body=request.POST.get("body", ""), at=bench.at, **about)
        messages.success(request, _("Your comment has been added."))
    except Faults as refused:
        for fault in refused.faults:
            messages.error(request, fault.message)
    return redirect("queue_case", bench.campaign.code, line.pk, unit.pk, found.code)


def _back(request: HttpRequest, bench: Bench) -> HttpResponse:
    """To the list the act came from."""
    return back_to_next(request, "queue", bench.campaign.code)
