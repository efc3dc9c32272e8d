"""Stages by date, reviews and tasks of a season."""

from datetime import date, datetime

from campaigns.choices import Status
from campaigns.domain.stages import Granted, extend_stage, set_stage_dates
from campaigns.models import StageDates, StageExtension
from indicators.choices import ReviewKind, SnapshotKind
from indicators.domain.reviews import Assigned, Praised, assign_task, commend, hold_review, review_of
from indicators.models import Commendation, Review, Scoreboard, Snapshot, Task
from tests.factories.season import NOON, Season
from units.choices import Role

FIRST, LAST = date(2025, 8, 11), date(2025, 8, 19)  # NOON is the day after
DOCUMENT = "45/UBND-VP ngày 18/8/2025"


def shut(
    season: Season,
    stage: Status,
    *,
    opens: date | None = FIRST,
    closes: date | None = LAST,
    reason: str = "lùi",
    at: datetime = NOON,
) -> StageDates:
    told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": at}
    return set_stage_dates(stage=stage, opens=opens, closes=closes, reason=reason, **told)


def longer(season: Season, stage: Status, unit: str, until: date = date(2025, 8, 29)) -> StageExtension:
    told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": NOON}
    return extend_stage(stage=stage, unit=season.units[unit], granted=Granted(until, "Mưa bão", DOCUMENT), **told)


def held(season: Season, name: str = "Sơ kết tháng 8") -> Review:
    return hold_review(actor=season.actor("VP", Role.MANAGER), campaign=season.campaign, name=name, at=NOON)


def stored_review(season: Season) -> Review:
    """In whatever state the campaign is, and without scoring anything."""
    told = {"campaign": season.campaign, "number": 1, "kind": SnapshotKind.INTERIM, "name": "Sơ kết tháng 7"}
    board = Scoreboard.objects.create(campaign=season.campaign, is_live=False)
    frozen = Snapshot.objects.create(scoreboard=board, watermark="{}", made_at=NOON, **told)
    return review_of(actor=season.actor("VP", Role.MANAGER), snapshot=frozen, kind=ReviewKind.MIDTERM, at=NOON)


def praised(season: Season, review: Review, unit: str = "P1", **more: str) -> Commendation:
    told = {"actor": season.actor("VP", Role.MANAGER), "review": review, "at": NOON}
    return commend(unit=season.units[unit], praised=Praised(**{"reason": "Dẫn đầu cụm", **more}), **told)


def given(season: Season, unit: str = "P1", review: Review | None = None, due: date = date(2025, 9, 10)) -> Task:
    told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": NOON}
    return assign_task(unit=season.units[unit], assigned=Assigned("Bổ sung hồ sơ", due), review=review, **told)
