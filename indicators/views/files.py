"""Workbooks of what the screen shows: the same view objects, written instead of rendered."""

import io
from collections.abc import Callable
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from common.vietnamese import search_key
from indicators.audience import audience_of
from indicators.exports.board_book import Exported, write_board
from indicators.exports.sheet_book import write_sheet
from indicators.permissions import sheets_seen
from indicators.queries.board import BoardView, board_view
from indicators.queries.board_choice import ALL, OVERALL, Choice, narrowed
from indicators.queries.lines import CampaignLines
from indicators.views.opening import campaign_page
from indicators.views.sheet import read_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@campaign_page
def board_file(request: HttpRequest, campaign: Campaign) -> FileResponse:
    answer = board_download(request, campaign, Choice(request.GET.get("block", ALL), request.GET.get("q", "")))
    if answer is None:
        raise Http404
    return answer


def board_download(request: HttpRequest, campaign: Campaign, choice: Choice) -> FileResponse | None:
    """The workbook of what this reader sees of the board; None where that is nothing."""
    audience = audience_of(request.acting, campaign)
    view = board_view(campaign, audience)
    if view is None:
        return None
    shown = narrowed(view, audience, choice)
    sheets = sheets_seen(request.acting.actor(), CampaignLines(campaign))
    exported = Exported(by=_reader(request), at=timezone.now(), sheets=sheets)
    name = f"{campaign.code}{_chosen(shown, choice)}.xlsx"
    return workbook(name, lambda target: write_board(target, shown, exported))


def _chosen(view: BoardView, choice: Choice) -> str:
    """What tells the files of one campaign apart: ``-cum-phuong-7``, ``-overall``; nothing for all clusters."""
    if len(view.blocks) != 1 or choice.block == ALL:
        return ""
    block = view.blocks[0].block
    return f"-{slugify(search_key(block.name['vi']))}" if block else f"-{OVERALL}"


@require_safe
@campaign_page
def sheet_file(request: HttpRequest, campaign: Campaign, unit_id: int) -> FileResponse:
    view, _audience, snapshot = read_sheet(request, campaign, unit_id)
    name = f"{campaign.code}-{view.unit.code}.xlsx"
    return workbook(name, lambda target: write_sheet(target, view, is_final=snapshot is not None, by=_reader(request)))


def _reader(request: HttpRequest) -> str:
    return str(request.user) if request.user.is_authenticated else _("a visitor")


def workbook(name: str, write: Callable[[BinaryIO], None]) -> FileResponse:
    """A finished workbook as a download."""
    content = io.BytesIO()
    write(content)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
