"""What comes back to the list after an act by htmx: the row as it is now, and the head with its counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.faults import Fault
from indicators.choices import VerdictKind
from indicators.domain.verification import Case
from indicators.gauges import Texts
from indicators.models import Entry, Verdict
from indicators.queries.queue import Case as Waiting
from indicators.queries.queue import queue as waiting
from indicators.showing import shown
from indicators.views.bench import Bench
from indicators.views.queue_rows import Listing, head_of, listing_at, rows_of

REFUSED, CONFLICT = 422, 409
Faulty = list[Fault]


def judged(
    request: HttpRequest, bench: Bench, case: Case, *, faults: Faulty | None = None, is_late: bool = False
) -> HttpResponse:
    """The row of a figure that has its verdict, which may be undone from it; open again where undoing was refused.

    ``is_late``: it waited no more when the act came; what was typed for it is shown back."""
    verdict = standing(bench, case)
    is_late = is_late or verdict is None
    more = {
        "verdict": verdict,
        "is_late": is_late,
        "figure": shown(case.line, Entry.objects.get(pk=case.entry_id)),
        "appraised": shown(case.line, verdict) if verdict and verdict.kind == VerdictKind.ADJUSTED else "",
        "faults": faults or [],
        "reason": request.POST.get("reason", "") if faults or is_late else "",
    }
    return _answer(request, bench, case, more, CONFLICT if is_late else REFUSED if faults else 200)


def waits_again(
    request: HttpRequest,
    bench: Bench,
    case: Case,
    *,
    box: str = "",
    faults: Faulty | None = None,
    texts: Texts | None = None,
) -> HttpResponse:
    """The row of a figure that waits; after a refusal its box ("return", "adjust") is open with what was typed."""
    found = _found(bench, case)
    if found is None:
        return judged(request, bench, case, is_late=True)
    [row] = rows_of(bench, [found])
    typed = {"box": box, "faults": faults, "reason": request.POST.get("reason", "")} if faults else {}
    more = {"row": row | ({"texts": texts} if texts else {}) | typed}
    return _answer(request, bench, case, more, REFUSED if faults else 200)


def standing(bench: Bench, case: Case) -> Verdict | None:
    """The reader's own verdict on the figure that was shown, while it stands."""
    rows = Verdict.objects.filter(entry=case.entry_id, made_by=bench.actor.user_id, acting_unit=bench.unit)
    return rows.exclude(kind=VerdictKind.REVOKED).filter(revoked_by__isnull=True).order_by("-pk").first()


def _found(bench: Bench, case: Case) -> Waiting | None:
    cases = waiting(bench.lines, bench.unit.pk, line=case.line, unit=case.unit, not_of=bench.own).cases
    return next((one for one in cases if (one.period.code, one.entry.pk) == (case.period, case.entry_id)), None)


def _answer(request: HttpRequest, bench: Bench, case: Case, more: dict[str, Any], status: int) -> HttpResponse:
    here = request.POST.get("next", "")
    listing = listing_at(bench, here) or Listing(here, line=case.line)
    context = head_of(bench, listing, listing.read(bench)) | {"case": case} | more
    return render(request, "verify/_answer.html", context, status=status)
