"""Entries carried into a campaign by the administrator, as ``load_entries`` does."""

import hashlib
from typing import Any

from django.utils import timezone
from import_export.resources import ModelResource

from campaigns.models import Campaign
from common.faults import Faults
from common.imports import RowFate, ThroughVerb, fate_of
from indicators.domain.cells import key_of, within
from indicators.domain.loading import load
from indicators.domain.staging import Staged, stage
from indicators.files.entries import COLUMNS, scan_entries
from indicators.gauges import same_figure
from indicators.models import Cell, Entry
from indicators.queries.lines import CampaignLines
from units.acting import Acting


class EntryResource(ThroughVerb, ModelResource):
    """Figures of many units for one campaign; they are submitted, not appraised."""

    columns = COLUMNS

    class Meta:
        model = Entry
        name = "entries"

    def __init__(self, acting: Acting | None = None, campaign: Campaign | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.acting, self.campaign = acting, campaign

    def take(self, content: bytes, *, name: str, dry_run: bool) -> list[RowFate]:
        assert self.campaign is not None
        assert self.acting is not None
        lines = CampaignLines(self.campaign)
        read, faults = scan_entries(content, name=name)
        staging = stage(lines=lines, rows=read.rows, name=name)
        if faults or staging.faults:
            raise Faults(sorted([*faults, *staging.faults], key=lambda fault: fault.line))
        fates = _fates(staging.rows)
        if not dry_run:
            act = {"actor": self.acting.actor(), "at": timezone.now(), "sha256": hashlib.sha256(content).hexdigest()}
            load(lines=lines, staged=staging.rows, is_verified=False, title="admin", **act)
        return fates


def _fates(rows: list[Staged]) -> list[RowFate]:
    cells = within(Cell.objects.filter(latest__isnull=False).select_related("latest"), {row.key for row in rows})
    latest = {key_of(cell): cell.latest for cell in cells}
    return [
        RowFate(row.number, fate_of(before, lambda row=row, before=before: same_figure(row.typed, before)))
        for row in rows
        for before in [latest.get(row.key)]
    ]
