"""Who enters a unit's figures in the tests of its pages, and how a page is asked and a cell written."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from indicators.domain.progress import save_draft
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Cell, Entry
from tests.factories.season import Season
from units.choices import Role

# Every period of the season has begun: the pages are asked long after it.
LATE = datetime(2025, 10, 12, 5, 0, tzinfo=UTC)


def client(season: Season, unit: str = "P1", role: str = Role.REPORTER, language: str = "") -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    if language:
        found.cookies["django_language"] = language
    return found


def url(season: Season, name: str, *args: object) -> str:
    return reverse(name, args=[season.campaign.code, *args])


def text_of(answer: HttpResponseBase) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.content[:500])
    return answer.content.decode()


def cell_fields(season: Season, line: str = "I.2", period: str = "2025-07", **typed: str) -> dict[str, Any]:
    """What the grid's script posts for one cell."""
    empty = {"value": "", "numerator": "", "denominator": "", "note": "", "na": "", "base": ""}
    return {**empty, "line": str(season.line(line).pk), "period": period, **typed}


def draft(season: Season, number: int, *, line: str = "I.2", period: str = "2025-07", unit: str = "P1") -> Entry:
    found = cell(season, line=line, period=period, unit=unit)
    saved = save_draft(
        actor=season.actor(unit), lines=season.lines, line=season.line(line), unit=season.units[unit], period=period,
        typed=Typed(value=Decimal(number)), based_on_id=found.latest_id if found else None, at=LATE,
    )  # fmt: skip
    assert saved.entry
    return saved.entry


def hand_in(season: Season, *periods: str, line: str = "I.2", unit: str = "P1") -> None:
    cells = [(season.line(line), period) for period in periods or ("2025-07",)]
    submit(actor=season.actor(unit, Role.HEAD), lines=season.lines, unit=season.units[unit], cells=cells, at=LATE)


def cell(season: Season, *, line: str = "I.2", period: str = "2025-07", unit: str = "P1") -> Cell | None:
    found = Cell.objects.filter(unit=season.units[unit], series=season.line(line).series_id, period=period)
    return found.select_related("latest").first()
