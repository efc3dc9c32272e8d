"""A figure that was sent back and stays as it is: offered once more where its evidence or answer was added."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.views.opening import done
from common.addresses import row_id
from common.permissions import require
from indicators.choices import CellState
from indicators.domain.submission import submit
from indicators.models import Cell, Criterion
from indicators.views.desk import Desk, reporting
from indicators.views.grid_cell import asked_cell, cell_url, may_submit


@require_POST
@reporting
def grid_again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """POST ``line``, ``period``, ``entry``: the figure that was on the screen waits for appraisal again."""
    line, period = asked_cell(desk, request.POST)
    require(may_submit(desk))
    shown = row_id(request.POST.get("entry", ""))
    if not _sent_back(desk, [(line, period.code)]).filter(latest=shown).exists():
        messages.error(request, _("The figure was changed or submitted meanwhile. Nothing was submitted: look again."))
        return redirect(cell_url(desk, line, period.code))
    told = {"actor": desk.actor, "lines": desk.lines, "unit": desk.unit, "cells": [(line, period.code)], "at": desk.at}
    done(request, _("The figure was submitted again and waits for appraisal."), lambda: submit(**told))
    return redirect(cell_url(desk, line, period.code))


def sent_back_url(desk: Desk, supported: Sequence[tuple[Criterion, str]]) -> str:
    """The page of the first figure sent back among what a document supports ("": the whole line); empty without one."""
    by_series = {line.series_id: line for line, _period in supported}
    found = _sent_back(desk, supported).order_by("period", "pk").first()
    return cell_url(desk, by_series[found.series_id], found.period) if found else ""


def _sent_back(desk: Desk, supported: Sequence[tuple[Criterion, str]]) -> QuerySet[Cell]:
    wanted = Q(pk__in=[])
    for line, period in supported:
        wanted |= Q(series=line.series_id, period=period) if period else Q(series=line.series_id)
    return Cell.objects.filter(wanted, unit=desk.unit, state=CellState.RETURNED)
