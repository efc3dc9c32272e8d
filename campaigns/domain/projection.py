"""From a definition to rows: phases, blocks and participants follow the document, and nothing else writes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from campaigns.choices import ActKind, Status
from campaigns.files.report import Report
from campaigns.models import Block, Campaign, Definition, Participation, ParticipationAct, Phase
from campaigns.queries.roster import Place
from campaigns.queries.unit_book import UnitBook
from common.actors import Actor

from .notes import note_of

BATCH = 500


@dataclass(frozen=True, slots=True)
class Projection:
    """A definition on its way into tables; whoever finds a fault adds it to ``report``, and nothing stays."""

    campaign: Campaign
    definition: Definition
    document: Mapping[str, Any]
    book: UnitBook
    report: Report
    actor: Actor
    at: datetime
    # The document of the definition before; None for a new campaign.
    previous: Mapping[str, Any] | None = None
    reason: str = ""
    # The number of the decision on which a change of the participants rests.
    decision: str = ""


def project_phases(projection: Projection) -> None:
    campaign = projection.campaign
    phases = projection.document.get("phases") or []
    campaign.phases.exclude(code__in=[phase["code"] for phase in phases]).delete()
    Phase.objects.bulk_create(
        [
            Phase(campaign=campaign, code=phase["code"], name=phase["name"], position=place, **_dates(phase))
            for place, phase in enumerate(phases)
        ],
        update_conflicts=True,
        unique_fields=["campaign", "code"],
        update_fields=["name", "position", "start", "end", "due"],
    )


def _dates(phase: Mapping[str, Any]) -> dict[str, date | None]:
    return {key: date.fromisoformat(phase[key]) if key in phase else None for key in ("start", "end", "due")}


def project_blocks(projection: Projection) -> dict[str, Block]:
    """The campaign's blocks by code; a block that left the definition is gone, its units have none."""
    campaign = projection.campaign
    blocks = projection.document.get("blocks") or []
    campaign.blocks.exclude(code__in=[block["code"] for block in blocks]).delete()
    Block.objects.bulk_create(
        [
            Block(campaign=campaign, code=block["code"], name=block["name"], position=place)
            for place, block in enumerate(blocks)
        ],
        update_conflicts=True,
        unique_fields=["campaign", "code"],
        update_fields=["name", "position"],
    )
    return {block.code: block for block in campaign.blocks.all()}


def project_participants(projection: Projection, places: Iterable[Place], blocks: Mapping[str, Block]) -> None:
    """Enrol who is new, move who changed block, take out who left. Before launch the list is a plan and is
    simply replaced; after it each change is a dated act."""
    rows = {row.unit_id: row for row in projection.campaign.participations.prefetch_related("acts")}
    wanted = {place.unit.pk: place for place in places}
    new = [place for pk, place in wanted.items() if pk not in rows]
    _enrol(projection, new, blocks)
    for pk, row in rows.items():
        if pk in wanted:
            _follow(projection, row, wanted[pk], blocks)
        else:
            _take_out(projection, row)


def _enrol(projection: Projection, places: list[Place], blocks: Mapping[str, Block]) -> None:
    rows = Participation.objects.bulk_create(
        [
            Participation(
                campaign=projection.campaign,
                unit=place.unit,
                block=blocks.get(place.block or ""),
                position=place.position,
            )
            for place in places
        ],
        batch_size=BATCH,
    )
    if projection.campaign.status != Status.DRAFT:
        enrolled_acts(rows, projection.actor, projection.at, reason=projection.reason)


def enrolled_acts(rows: Iterable[Participation], actor: Actor, at: datetime, *, reason: str = "") -> None:
    """One act a participant, effective on the first day the unit could take part."""
    ParticipationAct.objects.bulk_create(
        [
            ParticipationAct(
                participation=row,
                kind=ActKind.ENROLLED,
                effective=max(row.campaign.start, row.unit.valid_from or date.min),
                reason=reason,
                made_by_id=actor.user_id,
                made_at=at,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def _follow(projection: Projection, row: Participation, place: Place, blocks: Mapping[str, Block]) -> None:
    block = blocks.get(place.block or "")
    is_moved = row.block_id != (block.pk if block else None)
    is_back = left_with_the_definition(row)
    if is_moved and projection.campaign.status != Status.DRAFT:
        add_act(projection, row, ActKind.MOVED)
    if is_back:
        add_act(projection, row, ActKind.READMITTED)
        row.is_active, row.note = True, None
    if is_moved or is_back or row.position != place.position:
        row.block, row.position = block, place.position
        row.save(update_fields=["block", "position", "is_active", "note"])


def left_with_the_definition(row: Participation) -> bool:
    """Whether the row is out because a definition no longer named it, not by a numbered decision."""
    last = max(row.acts.all(), key=lambda act: act.pk, default=None)
    return not row.is_active and last is not None and last.kind == ActKind.WITHDRAWN and not last.decision


def _take_out(projection: Projection, row: Participation) -> None:
    if projection.campaign.status == Status.DRAFT and not row.acts.all() and not row.flags.exists():
        row.delete()
    elif row.is_active:
        add_act(projection, row, ActKind.WITHDRAWN)
        row.is_active = False
        row.note = note_of(
            ActKind.WITHDRAWN,
            localdate(projection.at),
            reason=projection.reason,
            decision=projection.decision,
        )
        row.save(update_fields=["is_active", "note"])


def add_act(projection: Projection, row: Participation, kind: ActKind) -> None:
    ParticipationAct.objects.create(
        participation=row,
        kind=kind,
        effective=localdate(projection.at),
        reason=projection.reason,
        decision=projection.decision,
        made_by_id=projection.actor.user_id,
        made_at=projection.at,
    )
