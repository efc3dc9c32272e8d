"""Nộp lưu: the campaign's folder as a ZIP that opens without this product: an index in HTML, the list of documents as
a workbook, the documents, signed reports, frozen results, minutes; evidence by reference.

How long each kind is kept is data (``indicators/data/retention.csv``); what has no confirmed source says so."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import override

from campaigns.models import Campaign, CampaignDocument
from common.domain.vault import path_of
from common.formats import day_text, localised_text
from common.models import StoredFile
from common.spreadsheets import Heading, SheetSpec, write_workbook
from common.vietnamese import search_key
from indicators.audience import Audience, Kind
from indicators.choices import BundleKind
from indicators.exports.board_book import Exported, write_board
from indicators.making import Making, Part, makers
from indicators.models import Bundle, Evidence, Inspection, ReportSubmission, Snapshot
from indicators.queries.board import board_view
from units.queries.naming import unit_name

RETENTION = Path(__file__).resolve().parent.parent / "data" / "retention.csv"
HEADS = (("TT", 6), ("Số, ký hiệu", 22), ("Ngày", 12), ("Loại", 20), ("Trích yếu nội dung", 60), ("Cơ quan", 30),
         ("Tệp hoặc nơi lưu", 50), ("Thời hạn bảo quản", 28))  # fmt: skip
LOST = "tệp không còn trên máy chủ"
PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{}</title></head>
<body><h1>{}</h1><p>{}</p>
<table border="1" cellpadding="4"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></body></html>
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the list of documents; ``name``: its file in the archive, empty where there is none."""

    kind: str
    label: str
    number: str
    day: date | None
    about: str
    body: str
    name: str = ""
    kept_at: str = ""
    file: StoredFile | None = None
    snapshot: Snapshot | None = None

    @property
    def place(self) -> str:
        return self.name or self.kept_at or LOST

    @property
    def kept_for(self) -> str:
        period, source = retention()[self.kind]
        return f"{period} ({source})"


@cache
def retention() -> dict[str, tuple[str, str]]:
    """By kind of paper how long it is kept, and on what that rests."""
    with RETENTION.open(encoding="utf-8", newline="") as stream:
        return {row["kind"]: (row["period"], row["source"]) for row in csv.DictReader(stream)}


def archive_of(bundle: Bundle) -> Making:
    campaign = bundle.campaign
    with override("vi"):
        pieces = list(_pieces(campaign))
    parts = [
        Part("index.html", lambda target: target.write(index_page(campaign, pieces).encode())),
        Part("muc-luc-van-ban.xlsx", lambda target: _write_list(target, campaign, pieces)),
        *(_part(campaign, piece) for piece in pieces if piece.name),
    ]
    return Making(f"{campaign.code}-ho-so-nop-luu.zip", parts)


def _pieces(campaign: Campaign) -> Iterator[Piece]:
    yield from _documents(campaign)
    yield from _snapshots(campaign)
    yield from _reports(campaign)
    yield from _minutes(campaign)
    yield from _evidence(campaign)


def _named(folder: str, number: int, name: str, file: StoredFile | None, file_name: str) -> str:
    """A safe name in a folder; empty where the bytes are not here."""
    if file is None or path_of(file) is None:
        return ""
    suffix = Path(file_name).suffix.lower()
    ending = suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 7 else ""
    return f"{folder}/{number:03d}-{slugify(search_key(name))[:60] or 'van-ban'}{ending}"


def _documents(campaign: Campaign) -> Iterator[Piece]:
    body = unit_name(campaign.organiser_unit) if campaign.organiser_unit else localised_text(campaign.organiser)
    rows = CampaignDocument.objects.filter(campaign=campaign).select_related("file").order_by("dated_on", "pk")
    for number, row in enumerate(rows, 1):
        name = _named("van-ban", number, row.title, row.file, row.file_name)
        label, kept = row.get_kind_display(), row.kept_at
        yield Piece("document", label, row.number, row.dated_on, row.title, body, name, kept, row.file)


def _snapshots(campaign: Campaign) -> Iterator[Piece]:
    for row in Snapshot.objects.filter(campaign=campaign).select_related("scoreboard__run").order_by("number"):
        about = f"Bảng tổng hợp, bản chốt số {row.number}" + (f": {row.name}" if row.name else "")
        name = f"ban-chot/{row.number:03d}-bang-tong-hop.xlsx" if row.scoreboard.run else ""
        yield Piece("snapshot", "Bản chốt", str(row.number), row.made_at.date(), about, "", name, snapshot=row)


def _reports(campaign: Campaign) -> Iterator[Piece]:
    rows = ReportSubmission.objects.filter(report__outline__campaign=campaign)
    rows = rows.select_related("report__unit", "report__outline", "file").order_by("report__outline__due", "pk")
    for number, row in enumerate(rows, 1):
        unit = unit_name(row.report.unit)
        name = _named("bao-cao", number, unit, row.file, row.file_name)
        about = row.report.outline.name
        yield Piece("report", "Báo cáo", row.number, row.dated_on, about, unit, name, row.sent_by, row.file)


def _minutes(campaign: Campaign) -> Iterator[Piece]:
    rows = Inspection.objects.filter(campaign=campaign).select_related("unit", "file").order_by("held_on", "pk")
    for number, row in enumerate(rows, 1):
        unit = unit_name(row.unit)
        name = _named("bien-ban", number, unit, row.file, row.file_name)
        about = f"Biên bản kiểm tra tại {unit}"
        yield Piece("minutes", "Biên bản", row.number, row.dated_on, about, unit, name, row.kept_at, row.file)


def _evidence(campaign: Campaign) -> Iterator[Piece]:
    """By reference alone: the files stay with the units they belong to."""
    series = campaign.criteria.filter(is_line=True).values("series")
    rows = Evidence.objects.filter(links__series__in=series, links__removed_at=None).select_related("unit").distinct()
    for row in rows.order_by("unit__sort_key", "pk"):
        kept = row.kept_at or (f"SHA-256 {row.file.sha256}" if row.file else "")
        yield Piece("evidence", "Minh chứng", row.number, row.dated_on, row.title, unit_name(row.unit), "", kept)


def _part(campaign: Campaign, piece: Piece) -> Part:
    if piece.snapshot is not None:
        return Part(piece.name, lambda target: _write_snapshot(target, campaign, piece.snapshot))
    return Part(piece.name, lambda target: _copy(target, piece.file))


def _copy(target: BinaryIO, file: StoredFile | None) -> None:
    path = path_of(file) if file else None
    if path is not None:
        with path.open("rb") as source:
            shutil.copyfileobj(source, target)


def _write_snapshot(target: BinaryIO, campaign: Campaign, snapshot: Snapshot | None) -> None:
    assert snapshot is not None, "a part of a snapshot names it"
    with override("vi"):
        source = snapshot.scoreboard, snapshot
        view = board_view(campaign, Audience(Kind.STAFF, is_published=True), source=source)
        if view is not None:
            write_board(target, view, Exported(by="Hồ sơ nộp lưu", at=snapshot.made_at))


def _write_list(target: BinaryIO, campaign: Campaign, pieces: list[Piece]) -> None:
    heads = [Heading(text, width) for text, width in HEADS]
    rows = [[number, *_cells(piece)] for number, piece in enumerate(pieces, 1)]
    write_workbook(target, [SheetSpec("Mục lục văn bản", heads, rows)], title=localised_text(campaign.name, "vi"))


def _cells(piece: Piece) -> list[str]:
    day = day_text(piece.day, language="vi") if piece.day else ""
    return [piece.number, day, piece.label, piece.about, piece.body, piece.place, piece.kept_for]


def index_page(campaign: Campaign, pieces: list[Piece]) -> str:
    """Opens in any browser from the unpacked folder; every text is escaped."""
    title = f"Hồ sơ nộp lưu: {localised_text(campaign.name, 'vi')}"
    days = f"{day_text(campaign.start, language='vi')} – {day_text(campaign.end, language='vi')}"
    note = f"{days}. Mục lục văn bản: muc-luc-van-ban.xlsx."
    heads = format_html_join("", "<th>{}</th>", ((text,) for text, _width in HEADS))
    rows = format_html_join("\n", "<tr><td>{}</td>{}</tr>", ((n, _row(piece)) for n, piece in enumerate(pieces, 1)))
    return format_html(PAGE, title, title, note, heads, rows)


def _row(piece: Piece) -> str:
    cells = _cells(piece)
    place = format_html('<a href="{}">{}</a>', piece.name, piece.name) if piece.name else cells[5]
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in [*cells[:5], place, cells[6]]))


makers[BundleKind.ARCHIVE] = archive_of
