"""A cluster at work: its members on a day, who leads it, who stands in for a member that was merged away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.timezone import localdate

from campaigns.choices import RESULT, BlockPost
from campaigns.models import Block, BlockOffice, Campaign, Participation
from campaigns.queries.stages import StageBook, stage_book
from units.models import Unit
from units.queries.lineage import stand_ins
from units.queries.naming import display_names


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of the cluster, and members of before in whose place it stands now."""

    unit: Unit
    name: str
    instead_of: list[Unit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Office:
    """A post as held on a day. ``unit`` is the one that acts: the successor of ``row.unit`` once that has ceased."""

    row: BlockOffice
    unit: Unit

    @property
    def is_successor(self) -> bool:
        return self.unit.pk != self.row.unit_id


@dataclass(frozen=True)
class Cluster:
    """One block on one day, as its pages and its rights see it."""

    campaign: Campaign
    block: Block
    day: date
    members: list[Member]
    offices: dict[str, Office]

    @cached_property
    def stages(self) -> StageBook:
        return stage_book(self.campaign)

    @property
    def lead(self) -> Office | None:
        return self.offices.get(BlockPost.LEAD)

    @property
    def deputy(self) -> Office | None:
        return self.offices.get(BlockPost.DEPUTY)

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(member.unit.pk for member in self.members)

    @property
    def leading(self) -> frozenset[int]:
        """The units whose people act as lead: those of lead and deputy."""
        return frozenset(office.unit.pk for office in self.offices.values())

    def member(self, unit_id: int | None) -> Member | None:
        return next((member for member in self.members if member.unit.pk == unit_id), None)

    def standing(self, unit_id: int) -> Member | None:
        """The member itself, or the one that stands in its place."""
        return self.member(unit_id) or next(
            (each for each in self.members if any(old.pk == unit_id for old in each.instead_of)), None
        )


def day_of(campaign: Campaign, today: date | None = None) -> date:
    """The day whose members count: today; of a campaign whose results are out its last day."""
    today = today or localdate()
    return min(today, campaign.end) if campaign.status in RESULT else today


def cluster_of(block: Block, day: date) -> Cluster:
    """Members, lead and deputy of one block on a day: two queries, and one a generation of mergers."""
    return clusters_of(block.campaign, day, only=block)[0]


def clusters_of(campaign: Campaign, day: date, *, only: Block | None = None) -> list[Cluster]:
    """Every block of the campaign in the plan's order; as many queries however many there are."""
    blocks = [only] if only else list(campaign.blocks.all())
    rows = Participation.objects.filter(campaign=campaign, block__in=blocks, is_active=True).select_related("unit")
    taking_part: dict[int, list[Unit]] = {block.pk: [] for block in blocks}
    for row in rows.order_by("position", "unit__sort_key", "unit_id"):
        taking_part[row.block_id or 0].append(row.unit)
    held = newest_offices(campaign, day, only)
    units = [*(unit for each in taking_part.values() for unit in each), *(row.unit for row in held.values())]
    followed = stand_ins(units, day)
    return [
        Cluster(
            campaign, block, day, _members(taking_part[block.pk], followed, day), _offices(block, held, followed, day)
        )
        for block in blocks
    ]


def newest_offices(campaign: Campaign, day: date, only: Block | None = None) -> dict[tuple[str, str], BlockOffice]:
    """By block code and post: the newest that has begun by the day, unless its own last day has passed."""
    rows = BlockOffice.objects.filter(campaign=campaign, first__lte=day).select_related("unit")
    rows = rows.filter(block_code=only.code) if only else rows
    newest = {(row.block_code, row.post): row for row in rows.order_by("first", "pk")}
    return {key: row for key, row in newest.items() if row.last is None or row.last >= day}


def _members(units: Iterable[Unit], followed: dict[int, Unit], day: date) -> list[Member]:
    units = list(units)
    alive = [unit for unit in units if unit.is_valid_on(day)]
    names = display_names(alive)
    before: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.pk in followed:
            before.setdefault(followed[unit.pk].pk, []).append(unit)
    return [Member(unit, names[unit.pk], before.get(unit.pk, [])) for unit in alive]


def _offices(
    block: Block, held: dict[tuple[str, str], BlockOffice], followed: dict[int, Unit], day: date
) -> dict[str, Office]:
    found = {}
    for post in BlockPost.values:
        row = held.get((block.code, post))
        unit = row and (row.unit if row.unit.is_valid_on(day) else followed.get(row.unit_id))
        if row and unit:
            found[post] = Office(row, unit)
    return found


def terms_of(block: Block) -> list[BlockOffice]:
    """Everybody who led the cluster or was deputy, the newest first."""
    rows = BlockOffice.objects.filter(campaign=block.campaign_id, block_code=block.code)
    return list(rows.select_related("unit", "made_by").order_by("-first", "-pk"))


def leading_units(campaign: Campaign, day: date) -> dict[str, frozenset[int]]:
    """By block code the units that lead it on the day: one query where nothing was merged."""
    held = newest_offices(campaign, day)
    followed = stand_ins([row.unit for row in held.values()], day)
    found: dict[str, set[int]] = {}
    for (code, _post), row in held.items():
        unit = row.unit if row.unit.is_valid_on(day) else followed.get(row.unit_id)
        if unit:
            found.setdefault(code, set()).add(unit.pk)
    return {code: frozenset(units) for code, units in found.items()}
