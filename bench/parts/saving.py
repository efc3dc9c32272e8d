"""Saving one cell in fifty browsers at once, each person for a unit of its own, against the empty view."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

from django.urls import reverse

from bench.load import Request, load, tool
from bench.parts.pages import person_of, signed_in
from bench.rows import Row, ratios
from bench.server import serving
from bench.timing import middle
from bench.world import World, make_campaign
from indicators.models import Entry
from indicators.queries.lines import CampaignLines
from units.models import Unit

TOKEN = "a" * 32
ENTERED = ("count", "number")
MOST_A_SECOND = 1500


def rows(world: World) -> Iterator[Row]:
    """Every POST writes a cell that was empty, so none is a repetition and none a conflict."""
    cells = _cells(world)
    rates: dict[str, list[float]] = {"empty": [], "save": []}
    refused = 0
    with serving(world.database) as origin:
        empty = [Request(reverse("bench_empty"))]
        for number in range(world.options.rounds):
            portion = cells[number :: world.options.rounds]
            for name, requests in (("save", portion), ("empty", empty))[:: 1 if number % 2 else -1]:
                found = load(origin, requests, connections=world.options.browsers, seconds=world.options.seconds)
                rates[name].append(found.per_second)
                refused += found.refused
    detail = {"per second": middle(rates), "browsers": world.options.browsers, "load by": tool(), "refused": refused}
    detail |= {"saved": Entry.objects.filter(origin="grid").count()}
    yield Row(world.name("save-cell"), ">=", 0.07, ratios(rates["save"], rates["empty"]), detail=detail)
    yield Row(world.name("save-cell-errors"), "<=", 0, [float(refused)], unit="", detail=detail)


def _cells(world: World) -> list[Request]:
    """One POST a cell, units changing fastest, so that two browsers seldom meet in one unit."""
    browsers = min(world.options.browsers, world.options.units)
    campaign = make_campaign("saving", browsers, world.options.lines, 52, full=False)
    lines = CampaignLines(campaign)
    entered = [line for line in lines.lines if line.measure_kind in ENTERED]
    periods = lines.periods(entered[0])
    people = [_cookies(unit) for unit in Unit.objects.filter(participations__campaign=campaign)]
    wanted = world.options.rounds * world.options.seconds * MOST_A_SECOND
    places = [(line.pk, period.code) for period, line in product(periods, entered)]
    posts = ((place, cookies) for place in places for cookies in people)
    return [_post(line, period, cookies) for (line, period), cookies in list(posts)[:wanted]]


def _cookies(unit: Unit) -> dict[str, str]:
    session = signed_in(person_of(unit))["Cookie"]
    return {"Cookie": f"{session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "HX-Request": "true"}


def _post(line: int, period: str, cookies: dict[str, str]) -> Request:
    fields = {"line": line, "period": period, "value": "12", "numerator": "", "denominator": "", "note": "", "na": ""}
    return Request(reverse("grid_save", args=["saving"]), cookies, urlencode(fields | {"base": ""}))
