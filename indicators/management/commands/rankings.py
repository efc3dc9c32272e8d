"""manage.py rankings CODE: the stored order as CSV, JSON or the workbook that is signed."""

import csv
import json
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Block, Campaign
from campaigns.sparing import naming
from common.actors import system_actor
from common.choices import Basis
from common.faults import Faults
from common.management.commanding import faults_end_the_command, output_bytes, output_to
from indicators.audience import Audience, Kind
from indicators.domain import scores
from indicators.exports.board_book import Exported, write_board
from indicators.models import Scoreboard
from indicators.permissions import sheets_seen
from indicators.queries.board import Source, board_view
from indicators.queries.board_choice import ALL, Choice, narrowed
from indicators.queries.campaigns import campaign_by_code
from indicators.queries.lines import CampaignLines
from indicators.queries.rankings import COLUMNS, Ranking, as_text, ranking
from indicators.queries.schemes import scheme_of
from indicators.queries.scoreboard import live_board, snapshot_of


class Command(BaseCommand):
    help = "Prints the ranking of a campaign, best first, unranked units last with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--basis", choices=Basis.values, default=Basis.VERIFIED.value)
        parser.add_argument("--block", default="", help="only this block or cluster")
        parser.add_argument("--snapshot", type=int, help="a frozen result instead of the running one")
        parser.add_argument("--format", choices=("csv", "json", "xlsx"), default="csv")
        parser.add_argument("--output", help="write to this file instead of standard output")

    def handle(self, *, code: str, basis: str, block: str, snapshot: int | None, **options: Any) -> None:
        with faults_end_the_command(self):
            campaign = campaign_by_code(code)
            _check_block(campaign, block)
            board, frozen = _source(campaign, snapshot)
            if options["format"] == "xlsx":
                choice = Choice(block or ALL)
                _write_book(campaign, basis, choice, options["output"], (board, frozen))
            else:
                with naming(campaign):
                    rows = ranking(board, basis, _scheme(board, campaign), block=block)
                with output_to(self, options["output"]) as stream:
                    WRITERS[options["format"]](rows, stream)


def _check_block(campaign: Campaign, block: str) -> None:
    codes = list(Block.objects.filter(campaign=campaign).values_list("code", flat=True))
    if block and block not in codes:
        raise Faults(
            _("The campaign has no block “%(code)s”; it has: %(codes)s")
            % {"code": block, "codes": ", ".join(codes) or "—"}
        )


def _source(campaign: Campaign, number: int | None) -> Source:
    """Marks nobody has read yet are read first, so that a command after a load never prints yesterday's order."""
    if number is not None:
        snapshot = snapshot_of(campaign, number)
        return snapshot.scoreboard, snapshot
    scores.recompute(campaign=campaign, at=timezone.now())
    board = live_board(campaign)
    assert board is not None
    return board, None


def _scheme(board: Scoreboard, campaign: Campaign) -> Any:
    return scheme_of(board.run.definition_id if board.run else campaign.definition_id)


def _write_csv(rows: Ranking, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(as_text(rows.rows))


def _write_json(rows: Ranking, stream: TextIO) -> None:
    json.dump(rows.rows, stream, ensure_ascii=False, indent=1, default=str)
    stream.write("\n")


def _write_book(campaign: Campaign, basis: str, choice: Choice, path: str | None, source: Source) -> None:
    audience = Audience(Kind.STAFF)
    view = board_view(campaign, audience, basis=basis, source=source)
    if path is None:
        raise Faults(_("A workbook needs --output FILE.xlsx."))
    assert view is not None  # there is a board: it was read
    sheets = sheets_seen(system_actor("rankings"), CampaignLines(campaign))
    with output_bytes(path) as target:
        write_board(target, narrowed(view, audience, choice), Exported("manage.py", timezone.now(), sheets))


WRITERS = {"csv": _write_csv, "json": _write_json}
