"""The sheet a reader may open, from the board this reader reads: page, print, file and API all come through here."""

from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.permissions import require
from indicators.audience import Audience, audience_of
from indicators.models import Snapshot
from indicators.permissions import sees_lines
from indicators.queries.board import standing_board
from indicators.queries.lines import CampaignLines
from indicators.queries.sheet import SheetView, sheet_view
from units.acting import Acting
from units.models import Unit


class OpenSheet(NamedTuple):
    """``snapshot`` is None while the figures still move."""

    view: SheetView
    audience: Audience
    snapshot: Snapshot | None


def open_sheet(acting: Acting, campaign: Campaign, unit: Unit) -> OpenSheet:
    """Raises ``PermissionDenied`` with the reason, ``Http404`` where nothing was scored yet."""
    require(sees_lines(acting.actor(), CampaignLines(campaign), unit))
    audience = audience_of(acting, campaign)
    # The order may be closed to a reader to whom the sheet is open.
    found = standing_board(campaign, audience)
    if found is None:
        raise Http404(_("Nothing has been scored yet."))
    board, snapshot = found
    return OpenSheet(sheet_view(campaign, board, unit), audience, snapshot)
