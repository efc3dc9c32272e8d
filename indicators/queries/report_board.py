"""Which order a consolidated report prints: of the freeze it is about, else as the figures stand."""

from campaigns.choices import RESULT
from campaigns.models import Campaign
from indicators.audience import Audience, Kind
from indicators.choices import ReportKind, SnapshotKind
from indicators.models import Outline, Snapshot
from indicators.queries.board import BoardView, Source, board_view
from indicators.queries.scoreboard import live_board, published_snapshot


def board_about(campaign: Campaign, outline: Outline) -> BoardView | None:
    """As those who run the campaign read it; None where nothing has been scored yet."""
    source = _source(campaign, outline)
    audience = Audience(Kind.STAFF, is_published=campaign.status in RESULT)
    return board_view(campaign, audience, source=source) if source else None


def _source(campaign: Campaign, outline: Outline) -> Source | None:
    snapshot = _frozen(campaign, outline)
    if snapshot is not None:
        return snapshot.scoreboard, snapshot
    live = live_board(campaign)
    return (live, None) if live is not None and live.run is not None else None


def _frozen(campaign: Campaign, outline: Outline) -> Snapshot | None:
    """The newest interim freeze for a sơ kết, the published result for a tổng kết."""
    if outline.kind == ReportKind.FINAL:
        return published_snapshot(campaign)
    if outline.kind != ReportKind.INTERIM:
        return None
    frozen = Snapshot.objects.filter(campaign=campaign, kind=SnapshotKind.INTERIM)
    return frozen.select_related("scoreboard__run").order_by("-number").first()
