"""The campaigns of the demonstration, made from the ready files the product ships."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from campaigns.choices import Status
from campaigns.domain.blocks import propose, set_blocks
from campaigns.domain.definition import define
from campaigns.domain.lifecycle import advance, confirm_inference
from campaigns.files import read
from campaigns.models import Campaign, Participation
from campaigns.queries.documents import document_of
from campaigns.queries.inference import inferred
from common.actors import Actor
from config.demo import seed_of
from units.models import Unit

LIBRARY = Path(settings.BASE_DIR) / "campaigns" / "library"
DAY = 62
LIVE, PAST, DISTRICT = "hcmc-100-days-demo", "hcmc-100-days-2025", "q11-par-2022"
ORGANISERS = {PAST: "HCM-SNV", LIVE: "HCM-SNV", DISTRICT: "772"}
# Who appraises what in the demonstration; groups not named here are appraised by the organiser.
VERIFIERS = {"II": "HCM-STC", "IV": "HCM-TTTP"}
CLUSTERED = (("PHUONG", "CP", "Cụm phường", "Ward cluster"), ("XA", "CX", "Cụm xã", "Commune cluster"))
ALTERNATE = "HCM-VPUB"


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign to build, and the day its story has reached."""

    code: str
    document: dict[str, Any]
    today: date
    now: datetime

    @property
    def is_over(self) -> bool:
        return self.today > date.fromisoformat(self.document["campaign"]["end"])


def plans(now: datetime) -> list[Plan]:
    """The finished season of 2025, the same re-dated so that today is day 62, and District 11 in 2022."""
    today = localdate(now)
    city = _prepared(_ready("hcmc-100-days-2025.yaml"), PAST, VERIFIERS)
    shift = today - timedelta(days=DAY - 1) - date.fromisoformat(city["campaign"]["start"])
    live = _renamed(_moved(city, shift), LIVE, "Thi đua cao điểm 100 ngày – đang diễn ra", "100-day drive – under way")
    district = _prepared(_ready("q11-par-2022.yaml"), DISTRICT, {})
    return [
        Plan(DISTRICT, district, date(2022, 12, 20), now),
        Plan(PAST, city, date(2025, 11, 5), now),
        Plan(LIVE, live, today, now),
    ]


def build(plan: Plan, manager: Actor) -> Campaign:
    """Defined, in clusters of neighbours, confirmed and launched on its first day."""
    start = date.fromisoformat(plan.document["campaign"]["start"])
    at = datetime.combine(start, datetime.min.time()).astimezone().replace(hour=8)
    campaign = define(actor=manager, document=plan.document, at=at, born={"demo_seed": seed_of(plan.code)})
    _cluster(campaign, manager, at)
    _name_alternates(campaign)
    campaign.refresh_from_db()
    subjects = [each.subject for each in inferred(document_of(campaign))]
    if subjects:
        confirm_inference(actor=manager, campaign=campaign, subjects=subjects, at=at, note="minh họa")
    advance(actor=manager, campaign=campaign, to=Status.LAUNCHED, at=at)
    return campaign


def _ready(name: str) -> dict[str, Any]:
    path = LIBRARY / name
    return dict(read(path, name=name).document)


def _prepared(document: dict[str, Any], code: str, verifiers: Mapping[str, str]) -> dict[str, Any]:
    section = document["campaign"] | {"organiser_unit": ORGANISERS[code], "missing_at_close": "zero"}
    criteria = [
        node | {"verified_by": verifiers[node["code"]]} if node["code"] in verifiers else node
        for node in document["criteria"]
    ]
    return document | {"campaign": section, "criteria": criteria}


def _renamed(document: dict[str, Any], code: str, vi: str, en: str) -> dict[str, Any]:
    section = document["campaign"] | {"code": code, "short_name": {"vi": vi, "en": en}}
    return document | {"campaign": section, "phases": [_phase(phase) for phase in document["phases"]]}


def _phase(phase: dict[str, Any]) -> dict[str, Any]:
    """A report is called by the day its month of report ends: the plan's own months have moved."""
    if not phase["code"].startswith("report"):
        return phase
    end = date.fromisoformat(phase["end"])
    name = {"vi": f"Báo cáo đến ngày {end:%d/%m/%Y}", "en": f"Report up to {end:%d/%m/%Y}"}
    return phase | {"name": name}


def _moved(value: Any, shift: timedelta) -> Any:
    """Every date of the plan moved; references keep the dates of their documents."""
    if isinstance(value, dict):
        return {key: item if key == "legal_basis" else _moved(item, shift) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, shift) for item in value]
    return _later(value, shift) if isinstance(value, str) and len(value) == 10 else value


def _later(text: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + shift).isoformat()
    except ValueError:
        return text


def _cluster(campaign: Campaign, manager: Actor, at: datetime) -> None:
    """Wards and communes in illustrative clusters of 8–20 neighbours; agencies keep their blocks."""
    mapping: dict[int, str | None] = {}
    names: dict[str, Mapping[str, str]] = {}
    for block, prefix, vi, en in (
        ("PHUONG", "CP", "Cụm phường", "Ward cluster"),
        ("XA", "CX", "Cụm xã", "Commune cluster"),
    ):
        rows = _members(campaign, block)
        if len(rows) > 20:
            found, called = propose(rows, prefix=prefix, name={"vi": vi, "en": en})
            mapping |= found
            names |= called
    if mapping:
        rest = Participation.objects.filter(campaign=campaign).exclude(unit__in=mapping).select_related("block")
        mapping |= {row.unit_id: row.block.code if row.block else None for row in rest}
        set_blocks(actor=manager, campaign=campaign, mapping=mapping, names=names, at=at, reason="cụm minh họa")
        _drop_empty_blocks(campaign, manager, at)


def _drop_empty_blocks(campaign: Campaign, manager: Actor, at: datetime) -> None:
    campaign.refresh_from_db()
    used = set(campaign.participations.values_list("block__code", flat=True))
    document = document_of(campaign)
    blocks = [block for block in document["blocks"] if block["code"] in used]
    define(actor=manager, document={**document, "blocks": blocks}, at=at, reason="cụm minh họa")


def _members(campaign: Campaign, block: str) -> list[Participation]:
    rows = Participation.objects.filter(campaign=campaign, block__code=block)
    return list(rows.select_related("unit", "campaign"))


def _name_alternates(campaign: Campaign) -> None:
    """Rule 7: lines of units that manage or lead the appraisal are appraised by another named unit."""
    other = Unit.objects.filter(code=ALTERNATE).first()
    marked = {ORGANISERS[campaign.code], *VERIFIERS.values()}
    Participation.objects.filter(campaign=campaign, unit__code__in=marked).update(alternate_verifier=other)
