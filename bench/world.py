"""What is measured on: units, people, and campaigns full of facts, written by the product's own verbs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bench import plan
from bench.options import Options
from campaigns.choices import Status
from campaigns.domain.definition import define
from campaigns.models import Campaign
from common.actors import system_actor
from common.bulk import insert_rows
from common.vietnamese import search_key, sort_key
from indicators.domain import scores
from indicators.domain.loading import load
from indicators.domain.staging import Staged
from indicators.gauges import gauge_of
from indicators.queries.lines import CampaignLines
from units.choices import UnitKind
from units.models import Unit

SEED = 20251120
PRESENT = 0.95
ACTOR = system_actor("bench")


@dataclass(slots=True)
class World:
    """The database's name, the sizes, and the city campaign, scored once."""

    database: str
    options: Options
    city: Campaign

    def name(self, row: str) -> str:
        return f"{row}/{self.database}"


def build(database: str, options: Options) -> World:
    make_units("BENCH-ORG", 0, kind=UnitKind.AGENCY)
    make_units("W", options.units)
    city = make_campaign("city", options.units, options.lines, options.periods)
    scores.recompute(campaign=city, at=after(city))
    return World(database, options, city)


def make_units(prefix: str, count: int, kind: str = UnitKind.WARD) -> None:
    """``count`` units named by number; with 0 one unit whose code is the prefix itself."""
    codes = [f"{prefix}{number:05}" for number in range(1, count + 1)] or [prefix]
    names = [(code, f"Phường {code}") for code in codes]
    insert_rows(
        Unit,
        ("code", "name", "sort_key", "search_key"),
        [(code, name, sort_key(name), search_key(name)) for code, name in names],
        constants={"kind": kind, "name_en": "", "short_name": ""} | _without_values(),
    )


def _without_values() -> dict[str, None]:
    return dict.fromkeys(("parent", "valid_from", "valid_to", "latitude", "longitude", "area_km2"))


def make_campaign(code: str, units: int, lines: int, periods: int, *, full: bool = True) -> Campaign:
    """A running campaign; ``full``: with every figure submitted and appraised, else empty."""
    codes = [f"W{number:05}" for number in range(1, units + 1)]
    at = plan.noon(plan.START)
    campaign = define(actor=ACTOR, document=plan.document(code, codes, lines, periods), at=at)
    Campaign.objects.filter(pk=campaign.pk).update(status=Status.RUNNING)
    campaign.status = Status.RUNNING
    if full:
        book = CampaignLines(Campaign.objects.select_related("organiser_unit").get(pk=campaign.pk))
        staged = list(_figures(book, Random(SEED)))
        load(actor=ACTOR, lines=book, staged=staged, is_verified=True, at=after(campaign), title=code)
    return campaign


def after(campaign: Campaign) -> plan.datetime:
    """A moment when every period is over and due."""
    return plan.noon(campaign.end + timedelta(days=10))


def _figures(lines: CampaignLines, random: Random) -> Iterator[Staged]:
    for row in lines.participations:
        for line in lines.lines:
            has_parts = gauge_of(line.spec).measure.has_parts
            for period in lines.periods(line):
                if random.random() < PRESENT:
                    typed = plan.draw(line.measure_kind, has_parts, random)
                    yield Staged(0, row.unit, line, period.code, typed)
