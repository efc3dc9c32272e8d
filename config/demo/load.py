"""Loads the whole demonstration: register of units, people, three campaigns and their seasons."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from campaigns.choices import Status
from campaigns.domain.lifecycle import advance, next_moves
from campaigns.models import Campaign
from common.actors import Actor, system_actor
from common.domain.audit import record
from config.demo import seed_of
from config.demo.clusters import Clusters
from config.demo.duties import write_duties
from config.demo.papers import Papers
from config.demo.people import actor_for, ensure_accounts, staff
from config.demo.plans import LIVE, ORGANISERS, Plan, build, plans
from config.demo.registrations import Registrations
from config.demo.reports import Reports
from config.demo.season import Season
from config.demo.stages import write_stages
from indicators.domain import scores
from units.choices import Role
from units.models import Unit, User

DATA = Path(settings.BASE_DIR) / "units" / "data"
Say = Callable[[str], object]


def load(now: datetime, say: Say) -> bool:
    """Idempotent: what is there stays. False where there was nothing to do."""
    wanted = [plan for plan in plans(now) if not Campaign.objects.filter(code=plan.code).exists()]
    if not wanted:
        return False
    if not Unit.objects.filter(code="HCM-SNV").exists():
        say("…")
        load_register()
    people = ensure_accounts()
    for plan in wanted:
        with transaction.atomic():
            _tell_story(plan, people, now)
        say(plan.code)
    return True


def load_register() -> None:
    """The units before July 2025, those since, the city's agencies, and who follows whom."""
    for name, succession in (
        ("vietnam-until-2025-06.csv", None),
        ("vietnam-2025.csv", "succession-2025.csv"),
        ("hcmc-agencies.csv", "hcmc-agencies-succession.csv"),
    ):
        extra = ["--succession", str(DATA / succession)] if succession else []
        call_command("load_units", str(DATA / name), *extra, verbosity=0, stdout=io.StringIO())


def _tell_story(plan: Plan, people: dict[str, User], now: datetime) -> None:
    manager = _manager(plan, people)
    campaign = build(plan, manager)
    seed = seed_of(plan.code)
    units = Unit.objects.filter(participations__campaign=campaign)
    reporters = staff(units.order_by("pk"), Random(seed))
    season = Season(plan, campaign, reporters, people["thamdinh"], seed)
    season.write()
    told = (campaign, manager, reporters, season.now, seed)
    Papers(*told).write()
    Registrations(*told).write()
    Reports(*told).write()
    scores.recompute(campaign=campaign, at=season.now)
    if plan.code == LIVE:
        write_stages(campaign, manager, season.now)
        write_duties(campaign, manager, reporters, season.now, seed)
    if plan.is_over:
        _finish(campaign, manager, season.now)
    else:
        Clusters(campaign, manager, people["chutich"], season.now, seed).write()
    detail = {"seed": seed, "campaign": plan.code}
    record(actor=system_actor("load_demo"), verb="load_demo", subject=campaign, campaign=campaign.code, detail=detail)


def _manager(plan: Plan, people: dict[str, User]) -> Actor:
    unit = Unit.objects.filter(code=ORGANISERS[plan.code]).order_by("valid_from").first()
    assert unit is not None
    person = people["quan11" if unit.code == "772" else "quanly"]
    return actor_for(person, unit, Role.MANAGER)


def _finish(campaign: Campaign, manager: Actor, at: datetime) -> None:
    """Through its stages to publication, a day each."""
    while campaign.status != Status.PUBLISHED:
        advance(actor=manager, campaign=campaign, to=next_moves(campaign)[0], at=at, reason="minh họa")
        at += timedelta(minutes=1)
