"""The participants of a campaign as pages list them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns.clusters import LARGEST, SMALLEST
from campaigns.models import Block, Campaign, Participation
from units.queries.naming import display_names


@dataclass(frozen=True, slots=True)
class Section:
    """A block with its participants; without a block: those who stand in none."""

    block: Block | None
    rows: list["Named"]

    @property
    def is_odd_size(self) -> bool:
        """Outside the size in which a cluster can meet and compare."""
        return not SMALLEST <= len(self.rows) <= LARGEST


@dataclass(frozen=True, slots=True)
class Named:
    """A participant and the name that tells it from its namesakes on the same page."""

    row: Participation
    name: str


def participants_of(campaign: Campaign) -> QuerySet[Participation]:
    rows = campaign.participations.select_related("unit", "block", "alternate_verifier")
    return rows.order_by("position", "unit__sort_key", "unit_id")


def sections(
    campaign: Campaign, *, only_active: bool = False, chosen: Mapping[int, str | None] | None = None
) -> list[Section]:
    """Blocks in the order of the plan, those without a block last (and only if there are any or no blocks).
    ``chosen`` (unit id → block code) shows units where a form that was refused had put them."""
    rows = [row for row in participants_of(campaign) if row.is_active or not only_active]
    blocks = list(campaign.blocks.all())
    by_code = {block.code: block for block in blocks}
    for row in rows:
        if chosen and row.unit_id in chosen:
            row.block = by_code.get(chosen[row.unit_id] or "")
    named = _named(rows)
    found = [Section(block, named.pop(block.pk, [])) for block in blocks]
    rest = named.get(None, [])
    return [*found, Section(None, rest)] if rest or not found else found


def _named(rows: Iterable[Participation]) -> dict[int | None, list[Named]]:
    rows = list(rows)
    names = display_names(row.unit for row in rows)
    by_block: dict[int | None, list[Named]] = {}
    for row in rows:
        by_block.setdefault(row.block_id, []).append(Named(row, names[row.unit_id]))
    return by_block
