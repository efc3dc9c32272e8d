"""Việc cần làm: one list over all campaigns and roles, nearest first; the registry of debts feeds it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.debts import Debt, debts_of, next_day_of
from common import formats
from common.calendar import working_days_between
from common.rereading import forget_pages_of

SHOWN = 10
# Every page's header shows the number; the list itself is always fresh and renews it.
COUNT_SECONDS = 30


@require_safe
@login_required
def todo(request: HttpRequest) -> HttpResponse:
    today = localdate()
    debts = sorted(debts_of(request.acting, today), key=lambda debt: (debt.due, debt.title))
    everything = "all" in request.GET
    if cache.get(_count_key(request)) != len(debts):
        forget_pages_of(request)
    cache.set(_count_key(request), len(debts), COUNT_SECONDS)
    context = {
        "today": today,
        "duties": [(debt, days_left(today, debt.due)) for debt in (debts if everything else debts[:SHOWN])],
        "more": 0 if everything else max(len(debts) - SHOWN, 0),
        "counts": _counts(debts, today),
        "next_text": "" if debts else _next_text(request, today),
    }
    return render(request, "pages/todo.html", context)


def count_debts(request: HttpRequest) -> int:
    """The number in the header: the same list, counted."""
    return cache.get_or_set(_count_key(request), lambda: len(debts_of(request.acting, localdate())), COUNT_SECONDS)


def _count_key(request: HttpRequest) -> str:
    held = request.acting.membership
    return f"todo-{request.user.pk}-{held.pk if held else 0}"


def _next_text(request: HttpRequest, today: date) -> str:
    found = next_day_of(request.acting, today)
    if found is None:
        return _("Nothing is planned in the campaigns you take part in.")
    return _("Next date: %(day)s, %(what)s") % {"day": formats.weekday_day_text(found[0], year=True), "what": found[1]}


def days_left(today: date, due: date) -> int:
    """Working days until ``due`` (negative: since)."""
    return working_days_between(today, due) if due >= today else -working_days_between(due, today)


def _counts(debts: Sequence[Debt], today: date) -> list[dict[str, object]]:
    week = today + timedelta(days=6 - today.weekday())
    overdue = sum(debt.due < today for debt in debts)
    soon = sum(today <= debt.due <= week for debt in debts)
    return [
        {"n": overdue, "label": _("overdue"), "tone": "bad" if overdue else ""},
        {"n": soon, "label": _("this week"), "tone": ""},
        {"n": len(debts) - overdue - soon, "label": _("later"), "tone": ""},
    ]
