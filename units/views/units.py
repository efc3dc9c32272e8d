"""Finding a unit, and its page: what it is, where it stands, who came before and who follows."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from common.formats import day_text
from units.forms.people import SearchForm
from units.models import Unit
from units.permissions import may_see_people
from units.queries.lineage import predecessors, successors
from units.queries.naming import kind_name
from units.queries.people import people_of
from units.queries.search import LIMIT, search_units
from units.queries.tree import ancestors
from units.queries.validity import holds_on


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = search_units(text) if text else []
    context = {"form": form, "text": text, "found": found, "is_cut": len(found) >= LIMIT}
    return render(request, "units/unit_search.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    day = _day_of(unit)
    may_see = bool(may_see_people(request.acting, unit)) if request.user.is_authenticated else False
    context = {
        "unit": unit,
        "facts": _facts(unit),
        "ancestors": ancestors(unit, day)[::-1],
        "predecessors": predecessors(unit),
        "successors": successors(unit),
        "has_ended": bool(unit.valid_to and unit.valid_to < timezone.localdate()),
        "may_see": may_see,
        "people": people_of(unit, timezone.localdate()) if may_see else (),
    }
    return render(request, "units/unit_detail.html", context)


def _day_of(unit: Unit) -> date:
    """Today, or the day on which the unit was last (or will first be) alive."""
    today = timezone.localdate()
    if holds_on(unit, today):
        return today
    return unit.valid_to if unit.valid_to and unit.valid_to < today else unit.valid_from or today


def _facts(unit: Unit) -> list[dict[str, object]]:
    return [
        {"label": pgettext("unit", "Code"), "value": unit.code},
        {"label": pgettext("unit", "Kind"), "value": kind_name(unit.kind)},
        {"label": _("Short name"), "value": unit.short_name},
        {"label": _("English name"), "value": unit.name_en},
        {"label": _("Valid from"), "value": day_text(unit.valid_from) if unit.valid_from else _("not stated")},
        {"label": _("Valid until"), "value": day_text(unit.valid_to) if unit.valid_to else _("until further notice")},
    ]


@login_required
@require_safe
def own_unit(request: HttpRequest) -> HttpResponse:
    unit = request.acting.unit
    return detail(request, unit.pk) if unit else redirect("units:search")
