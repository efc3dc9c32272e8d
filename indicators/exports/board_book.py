"""The workbook of a board: the table to be signed, the lines, the cover, how it was computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from campaigns.models import Block, Campaign
from common.choices import Basis
from common.exports import Column, headings, sheet
from common.formats import day_text, localised_text, moment_text, provisional_words
from common.spreadsheets import Group, NoteSheet, Sheet, SheetSpec, Signature, SignedTable, write_workbook
from indicators.exports.board_columns import board_columns
from indicators.models import Criterion
from indicators.models import Sheet as StoredSheet
from indicators.packing import PackedLine, unpack_lines
from indicators.queries.board import BoardView, Row
from indicators.queries.board_choice import order_in_words
from indicators.queries.board_lines import BoardLine, board_line
from indicators.queries.sheet import in_language
from indicators.scoring import NOT_APPLICABLE, half_up_text, rule_sentence
from indicators.scoring.numbering import numbering
from units.queries.naming import unit_name

SIGNERS = (gettext_lazy("Prepared by"), gettext_lazy("Standing agency"), gettext_lazy("Authority"))


@dataclass(frozen=True, slots=True)
class Exported:
    """Who asked for the file, and when; it stands on the cover. ``sheets``: the units whose lines they may read."""

    by: str
    at: datetime
    sheets: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LineRow:
    """One unit and one line, both bases; names as the reader's language says them, made once for all rows."""

    stored: StoredSheet
    unit_name: str
    block_name: str
    number: str
    line_name: str
    verified: PackedLine | None
    reported: PackedLine | None


def write_board(target: BinaryIO, view: BoardView, exported: Exported) -> None:
    """Figures and rows are those of the view: what the reader sees on the screen is what leaves."""
    sheets: list[Sheet] = [_signed(view), _lines(view, exported), _cover(view, exported), _method(view)]
    write_workbook(target, sheets, title=localised_text(view.campaign.short_name), author=exported.by)


def _language() -> str:
    return get_language() or "vi"


def _signed(view: BoardView) -> SignedTable:
    columns = board_columns(view.scheme.decimals, by_percent=view.is_by_percent)
    ordinal = Column("ordinal", _("No."), lambda pair: pair[0], "number", 0, 5)
    return SignedTable(
        name=_("Summary table"),
        issuer=[localised_text(view.campaign.organiser)],
        title=[_("Summary of emulation scores"), localised_text(view.campaign.name)],
        headings=[*headings([ordinal], _language()), *headings(columns, _language())],
        groups=[_group(view, block.block, block.rows, columns) for block in view.blocks],
        signatures=[Signature(str(title).upper()) for title in SIGNERS],
        place_and_date=_("……, date …… month …… year ……"),
        notices=[_standing(view), *demo_notice(view.campaign)],
        legend=[
            order_in_words(view),
            _("Units stand in the order of their names; their rank has a column of its own."),
        ],
        notes=_notes(view),
    )


def _group(view: BoardView, block: Block | None, rows: list[Row], columns: list[Column]) -> Group:
    ordered = sorted((board_line(view, row) for row in rows), key=_by_unit)
    cells = [[place, *(column.cell(line) for column in columns)] for place, line in enumerate(ordered, 1)]
    return Group(localised_text(block.name) if block and len(view.blocks) > 1 else "", cells)


def _by_unit(line: BoardLine) -> tuple[int, str]:
    """The order of the decision is that of the units' names, Phường and Xã left out."""
    return (0, line.row.unit.sort_key) if line.row.unit else (1, "")


def _notes(view: BoardView) -> list[str]:
    """What a signer would ask: why a row has no name."""
    if all(row.unit for block in view.blocks for row in block.rows):
        return []
    if view.spares:
        return [_("“Not named”: a demonstration with drawn figures names only the upper half of each cluster.")]
    return [_("“Not named”: units whose names the rules of publication do not show to the reader of this file.")]


def demo_notice(campaign: Campaign) -> list[str]:
    """What a file of made-up figures bears, as the pages do."""
    return [_("Illustrative figures and scoring scale")] if campaign.is_demo else []


def _standing(view: BoardView) -> str:
    as_of = moment_text(view.as_of) if view.as_of else "—"
    if view.snapshot:
        return _("Final result, snapshot number %(n)s of %(when)s") % {"n": view.snapshot.number, "when": as_of}
    return provisional_text(as_of, view.waiting)


def provisional_text(as_of: str, waiting: int) -> str:
    """In the words of the banner on the pages."""
    return f"{provisional_words(waiting)} · {_('as of %(time)s') % {'time': as_of}}"


def _lines(view: BoardView, exported: Exported) -> SheetSpec:
    return sheet(_("Lines"), line_columns(view.scheme.decimals), line_rows(view, exported.sheets), _language())


def line_columns(decimals: int) -> list[Column]:
    """One row a unit and line."""
    return [
        Column("unit", gettext_lazy("Code"), lambda row: row.stored.unit.code, width=12),
        Column("name", gettext_lazy("Unit"), lambda row: row.unit_name, width=30),
        Column("block", gettext_lazy("Cluster"), lambda row: row.block_name, width=24),
        Column("line", gettext_lazy("Line"), lambda row: row.number, width=12),
        Column("line_name", gettext_lazy("Content"), lambda row: row.line_name, width=50),
        Column(
            "max_points",
            gettext_lazy("Maximum"),
            lambda row: _points(row.verified and row.verified.max_text, decimals),
            "number",
            decimals,
        ),
        Column(
            "self_scored",
            gettext_lazy("Self-scored"),
            lambda row: _points(row.reported and row.reported.points_text, decimals),
            "number",
            decimals,
        ),
        Column(
            "appraised",
            gettext_lazy("Appraised"),
            lambda row: _points(row.verified and row.verified.points_text, decimals),
            "number",
            decimals,
        ),
        Column("state", gettext_lazy("State"), _state, width=24),
    ]


def line_rows(view: BoardView, readable: frozenset[int]) -> Iterator[LineRow]:
    """Streamed: one unit's two sheets at a time; of the units on the board those whose sheet is ``readable``."""
    criteria = Criterion.objects.filter(campaign=view.campaign, is_active=True, is_line=True).order_by("position")
    names = [(criterion.code, criterion.number, localised_text(criterion.name)) for criterion in criteria]
    blocks = {block.code: localised_text(block.name) for block in Block.objects.filter(campaign=view.campaign)}
    shown = {row.sheet.unit_id for block in view.blocks for row in block.rows if row.shows_points and row.unit}
    stored = StoredSheet.objects.filter(scoreboard=view.board, unit__in=shown & readable).select_related("unit")
    pair: dict[str, StoredSheet] = {}
    for row in stored.order_by("unit__sort_key", "unit_id", "basis").iterator(chunk_size=500):
        if pair and next(iter(pair.values())).unit_id != row.unit_id:
            yield from _unit_rows(pair, names, blocks)
            pair = {}
        pair[row.basis] = row
    if pair:
        yield from _unit_rows(pair, names, blocks)


def _unit_rows(
    pair: dict[str, StoredSheet], names: list[tuple[str, str, str]], blocks: Mapping[str, str]
) -> Iterator[LineRow]:
    stored = next(iter(pair.values()))
    name, block = unit_name(stored.unit), blocks.get(stored.block_code, "")
    verified, reported = (
        unpack_lines(pair[basis].lines) if basis in pair else {} for basis in ("verified", "reported")
    )
    for code, number, line_name in names:
        yield LineRow(stored, name, block, number, line_name, verified.get(code), reported.get(code))


def _points(text: str | None, decimals: int) -> Decimal | None:
    return half_up_text(text, decimals) if text else None


def _state(row: LineRow) -> str:
    if row.verified is None or row.verified.state == NOT_APPLICABLE:
        return _("not applicable")
    if "waiting" in row.verified.flags:
        return _("waiting for appraisal")
    return "" if row.verified.points_text else _("no data")


def _cover(view: BoardView, exported: Exported) -> NoteSheet:
    campaign = view.campaign
    pairs = [
        (_("Campaign"), localised_text(campaign.name)),
        (_("Organiser"), localised_text(campaign.organiser)),
        (_("Dates"), f"{day_text(campaign.start)} – {day_text(campaign.end)}"),
        (_("Basis"), _("Appraised") if view.basis == Basis.VERIFIED else _("Self-scored")),
        (_("Standing"), _standing(view)),
        (_("Fingerprint of the rules, to compare"), view.board.run.rules_fingerprint if view.board.run else ""),
        (_("Exported by"), exported.by),
        (_("Exported at"), localtime(exported.at).replace(tzinfo=None)),
    ]
    return NoteSheet(_("Cover"), _("About this file"), pairs)


def _method(view: BoardView) -> NoteSheet:
    """Every rule in words, as the explanations use them."""
    pairs = [
        (f"{in_language(numbering(code))} {in_language(line.name)}", in_language(rule_sentence(line)))
        for code, line in view.scheme.lines.items()
    ]
    return NoteSheet(_("How it is computed"), _("How it is computed"), pairs)
