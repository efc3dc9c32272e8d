"""Bảng tổng hợp: the stored order, cluster by cluster, as this reader may see it."""

from collections.abc import Hashable, Iterator
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from common.formats import day_text
from common.kept import Kept
from common.rereading import rereadable
from indicators.audience import Audience, Kind, audience_of, sees_points
from indicators.queries.board import BlockBoard, BoardView, Row, Source, board_view, reading
from indicators.queries.board_choice import ALL, OVERALL, Choice, narrowed, order_in_words, overall_allowed
from indicators.queries.board_lines import BoardLine, board_line
from indicators.queries.trend import weekly_points
from indicators.showing import finite
from indicators.views.board_rows import RowWriter, red_mark
from indicators.views.keeping import LONGEST_QUERY, SETTINGS, kept_for_visitors
from indicators.views.opening import campaign_page

# A board's inside for one kind of reader; the frame around it is everybody's own.
PARTS: Kept[dict[str, str]] = Kept(most=120, seconds=60)


@require_safe
@rereadable
@kept_for_visitors
@campaign_page
def board(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    audience = audience_of(request.acting, campaign)
    source = reading(campaign, audience)
    query = request.META.get("QUERY_STRING", "")
    if source is None or len(query) > LONGEST_QUERY:
        parts = _parts(request, campaign, audience, source)
    else:
        key = (_settings(campaign), audience, _version(source), query, get_language())
        parts = PARTS.get(key, lambda: _parts(request, campaign, audience, source))
    return render(request, "indicators/board.html", {"campaign": campaign, **parts})


def _settings(campaign: Campaign) -> Hashable:
    return campaign.pk, campaign.definition_id, campaign.status, *(getattr(campaign, name) for name in SETTINGS)


def _version(source: Source) -> Hashable:
    board, snapshot = source
    return board.pk, board.version, board.updated_at, snapshot and (snapshot.pk, snapshot.published_at)


def _parts(request: HttpRequest, campaign: Campaign, audience: Audience, source: Source | None) -> dict[str, str]:
    """Banner and body as text."""
    view = board_view(campaign, audience, source=source) if source else None
    context = {"campaign": campaign, "audience": audience, "view": view}
    if view is not None:
        context |= _context(request, view, audience)
    names = {"banner": "indicators/board_banner.html", "body": "indicators/board_body.html"}
    return {part: render_to_string(name, context, request) for part, name in names.items()}


def _context(request: HttpRequest, view: BoardView, audience: Audience) -> dict[str, object]:
    chosen = request.GET.get("block", "") or _first_block(view, audience)
    blocks = narrowed(view, audience, Choice(chosen, request.GET.get("q", ""))).blocks
    mark = red_mark(view, audience)
    is_bare = audience.kind is Kind.PUBLIC and not sees_points(audience, view.campaign)
    return {
        "sections": list(_sections(request, view, blocks, None if is_bare else RowWriter(view, audience))),
        "pills": _pills(request, view, audience, chosen),
        "chosen": chosen,
        "may_see_overall": overall_allowed(view, audience),
        "threshold": mark,
        "threshold_percent": finite(mark.at_least) if mark else None,
        "subtitle": order_in_words(view),
        "final_text": _final(view),
        "is_bare": is_bare,
        "search": request.GET.get("q", ""),
        "sort": request.GET.get("sort", ""),
    }


def _sections(
    request: HttpRequest, view: BoardView, blocks: list[BlockBoard], writer: RowWriter | None
) -> Iterator[tuple[BlockBoard, list[BoardLine], str]]:
    """Without a writer the lines alone: the public's short table is a template."""
    trend = _trend(view, blocks)
    for block in blocks:
        lines = [board_line(view, row, trend) for row in _sorted(block.rows, request)]
        yield block, lines, writer.rows(lines) if writer else ""


def _final(view: BoardView) -> str:
    if view.snapshot is None or view.snapshot.published_at is None:
        return ""
    words = {"number": view.snapshot.number, "when": day_text(localdate(view.snapshot.published_at))}
    return _("snapshot number %(number)s, published on %(when)s") % words


def _first_block(view: BoardView, audience: Audience) -> str:
    """One's own cluster first; where there are none, everybody."""
    for found in view.blocks:
        if found.block and any(row.is_own for row in found.rows):
            return found.block.code
    first = view.blocks[0].block if view.blocks else None
    return first.code if first and len(view.blocks) > 1 else ALL


def _pills(request: HttpRequest, view: BoardView, audience: Audience, chosen: str) -> list[dict[str, object]]:
    pills = [(block.block.code, str(block.block), len(block.rows)) for block in view.blocks if block.block]
    if len(pills) < 2:
        return []
    pills.append((ALL, _("All clusters"), 0))
    if overall_allowed(view, audience):
        pills.append((OVERALL, _("Overall order"), 0))
    return [
        {"label": name, "url": f"?block={code}", "is_current": code == chosen, "count": n} for code, name, n in pills
    ]


def _sorted(rows: list[Row], request: HttpRequest) -> list[Row]:
    return sorted(rows, key=_by_name) if request.GET.get("sort") == "name" else rows


def _by_name(row: Row) -> str:
    return row.unit.sort_key if row.unit else "\uffff"


def _trend(view: BoardView, blocks: list[BlockBoard]) -> dict[int, list[Decimal | None]]:
    rows = {row.sheet.unit_id: row for block in blocks for row in block.rows if row.shows_points}
    until = localdate(view.as_of) if view.as_of else localdate()
    found = weekly_points(view.campaign.pk, view.basis, list(rows), until)
    if view.is_final:  # the day of the freeze may have gone on moving
        return {unit: [*points[:-1], rows[unit].points] for unit, points in found.items()}
    return found
