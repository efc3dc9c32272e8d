"""manage.py receipt CODE UNIT: why a unit has its points, line by line."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Participation
from campaigns.sparing import naming
from common.choices import Basis
from common.faults import Faults
from common.management.commanding import faults_end_the_command
from indicators.choices import CellState
from indicators.domain import scores
from indicators.queries.campaigns import campaign_by_code
from indicators.queries.receipt import Receipt, ReceiptInput, ReceiptLine, receipt
from indicators.queries.scoreboard import live_board
from units.models import Unit
from units.queries.naming import unit_name
from units.queries.references import BrokenReference, split_reference
from units.queries.validity import one_valid_in, one_valid_on


class Command(BaseCommand):
    help = "Prints the detailed points of one unit: values, rules, points, lost points and what would earn them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("unit", help="CODE or CODE@DATE")
        parser.add_argument("--basis", choices=Basis.values, default=Basis.VERIFIED.value)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, code: str, unit: str, basis: str, **options: Any) -> None:
        with faults_end_the_command(self):
            campaign = campaign_by_code(code)
            found = _participant(campaign, unit)
            scores.recompute(campaign=campaign, at=timezone.now())
            board = live_board(campaign)
            assert board is not None
            result = receipt(campaign, board, found, basis)
        with naming(campaign):
            if options["format"] == "json":
                self.stdout.write(json.dumps(result.as_document(), ensure_ascii=False, indent=1))
            else:
                self.stdout.write("\n".join(_text(result)))


def _participant(campaign: Campaign, reference: str) -> Unit:
    """As everywhere: the unit valid on the reference's date; of a bare code the one valid on the campaign's start,
    else the first to follow. Where only one participant bears the code, there is nothing to choose."""
    try:
        code, day = split_reference(reference)
    except BrokenReference:
        raise Faults(_("“%(code)s” is no unit; write CODE or CODE@2025-07-01.") % {"code": reference})
    rows = Participation.objects.filter(campaign=campaign, unit__code=code).select_related("unit")
    units = [row.unit for row in rows]
    found = one_valid_on(units, day) if day else one_valid_in(units, campaign.start, campaign.end)
    if found is None and not day and len(units) == 1:
        found = units[0]
    if found is None:
        raise Faults(_("No unit “%(code)s” takes part in this campaign.") % {"code": reference})
    return found


def _text(result: Receipt) -> Iterator[str]:
    basis = Basis(result.basis).label
    yield f"{unit_name(result.unit)} ({result.unit.code}) · {result.campaign.code} · {basis}"
    yield _("Points %(points)s of %(maximum)s · %(percent)s %% · rank %(rank)s · in its block %(block_rank)s") % {
        "points": result.points or "—",
        "maximum": result.max_points or "—",
        "percent": result.percent or "—",
        "rank": result.rank or "—",
        "block_rank": result.block_rank or "—",
    }
    if result.note:
        yield result.note
    for line in result.lines:
        yield from _line_text(line, unit_name(result.unit))


def _line_text(line: ReceiptLine, own: str) -> Iterator[str]:
    yield ""
    yield f"{line.code} {line.name}: {line.points or '—'} / {line.max_points or '—'}"
    for sentence in line.sentences:
        yield f"  {sentence}"
    for entry in line.inputs:
        state = CellState(entry.state).label
        parts = (entry.period, entry.shown, state, _whose(entry, own), entry.note, entry.people)
        yield "  " + " · ".join(str(part) for part in parts if part)


def _whose(entry: ReceiptInput, own: str) -> str:
    """The former unit a figure is inherited from, with the share of it that passed."""
    if entry.unit == own:
        return ""
    if not entry.share:
        return _("%(unit)s, not apportioned") % {"unit": entry.unit}
    return entry.unit if entry.share == "1" else f"{entry.unit} × {entry.share}"
