"""Three wards whose figures wait for the verifier, and people at its pages."""

from datetime import timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from indicators.domain.evidence import Reference, add_evidence, link
from indicators.domain.progress import Wanted, save_many
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Cell
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

IN_TIME = NOON - timedelta(days=21)


def three_waiting() -> Season:
    made = make_season()
    for unit in ("P1", "P2", "P3"):
        report(made, unit, 2)
    return made


def report(season: Season, unit: str, number: int, *, line="I.2", period="2025-07", proof=True, at=IN_TIME) -> None:
    one, given = season.line(line), {"lines": season.lines, "unit": season.units[unit], "at": at}
    cell = Cell.objects.filter(unit=season.units[unit], series=one.series_id, period=period).first()
    wanted = Wanted(one, period, Typed(value=Decimal(number)), cell.latest_id if cell else None)
    save_many(actor=season.actor(unit), wanted=[wanted], **given)
    if proof:
        about = {"actor": season.actor(unit), "at": at}
        paper = add_evidence(unit=season.units[unit], reference=Reference("KH", number="15/BC"), **about)
        link(lines=season.lines, evidence=paper, targets=[(one, period)], **about)
    submit(actor=season.actor(unit, Role.HEAD), cells=[(one, period)], **given)


def client(season: Season, unit: str = "SNV", role: str = Role.VERIFIER) -> Client:
    found = Client()
    found.force_login(season.user(unit, role))
    found.cookies["django_language"] = "en"
    return found


def address(season: Season, name: str, *args: object) -> str:
    return reverse(name, args=[season.campaign.code, *args])


def cell(season: Season, unit: str = "P1", line: str = "I.2") -> Cell:
    return Cell.objects.get(unit=season.units[unit], series=season.line(line).series_id, period="2025-07")


def named(season: Season, unit: str = "P1", line: str = "I.2") -> str:
    found = cell(season, unit, line)
    return f"{season.line(line).pk}:{season.units[unit].pk}:2025-07:{found.reported_id}"


def line_page(season: Season, who: Client, **asked: str) -> str:
    answer = who.get(address(season, "queue_line", season.line("I.2").pk), asked)
    assert answer.status_code == 200
    return answer.content.decode()
