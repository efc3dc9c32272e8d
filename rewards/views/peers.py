"""Cross-scoring: the lead hands it out, a member fills its sheets, the lead gives one back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.queries.clusters import Cluster
from campaigns.views.opening import done
from common.faults import Faults
from common.formats import editable_text
from common.permissions import require
from indicators.domain.peers import Asked, give_back, give_points, hand_out
from indicators.models import Criterion, PeerMark
from indicators.peer_permissions import may_score, may_see_peer_sheet
from indicators.queries.lines import CampaignLines
from indicators.queries.peers import Pairing, PeerBoard, newest_marks, peer_board, peer_lines
from indicators.queries.scoreboard import live_board
from indicators.queries.sheet import SheetRow, sheet_view
from indicators.rotation import Pair, rotation
from rewards.forms.clusters import RoundForm, Typed, given_points, posted_pairs, posted_points
from rewards.forms.fields import say_faults
from rewards.views.desk import REFUSED, Desk, cluster_page, leading

USUAL_EACH = 2


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def peer_hand_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """``?each=`` proposes a rotation; POST hands out what stands in the form, as it was changed by hand."""
    board = peer_board(desk.cluster)
    if request.method != "POST":
        return _hand_out_page(request, desk, board, _first_form(request, board, desk.cluster), None)
    form, pairs = RoundForm(request.POST), posted_pairs(request.POST, desk.cluster.members)
    if form.is_valid():
        try:
            hand_out(asked=Asked(pairs=pairs, **form.cleaned_data), **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("Cross-scoring is handed out; the members find it among their duties."))
            return redirect("cluster", desk.campaign.code, desk.block.pk)
    return _hand_out_page(request, desk, board, form, pairs)


def _first_form(request: HttpRequest, board: PeerBoard | None, cluster: Cluster) -> RoundForm:
    found = board.round if board else None
    asked = request.GET.get("each", "")
    each = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else None
    usual = min(USUAL_EACH, max(len(cluster.members) - 1, 1))
    initial = {"opens": cluster.day, "each": each or usual}
    return RoundForm(
        initial={"opens": found.opens, "closes": found.closes, "each": each or found.each} if found else initial
    )


def _hand_out_page(
    request: HttpRequest, desk: Desk, board: PeerBoard | None, form: RoundForm, pairs: Sequence[Pair] | None
) -> HttpResponse:
    each = form["each"].value()
    each = int(each) if str(each).isdigit() else 1
    kept = [(one.scorer.unit.pk, one.target.unit.pk) for one in board.pairings] if board else []
    is_kept = board is not None and pairs is None and each == board.round.each and not board.short
    proposed = kept if is_kept else rotation([member.unit.pk for member in desk.cluster.members], each)
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "peers": board,
        "form": form,
        "rows": _choices(desk.cluster, proposed if pairs is None else pairs, each),
        "is_proposal": pairs is None and not is_kept,
    }
    return render(request, "rewards/peer_hand_out.html", context, status=REFUSED if form.errors else 200)


def _choices(cluster: Cluster, pairs: Sequence[Pair], each: int) -> list[tuple[Any, list[int | None]]]:
    """For every member the ones it scores, blanks where there are fewer."""
    rows = []
    for member in cluster.members:
        targets: list[int | None] = [other for one, other in pairs if one == member.unit.pk]
        rows.append((member, targets + [None] * (min(each, len(cluster.members) - 1) - len(targets))))
    return rows


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet to fill: what the member says of itself, what was typed or stands."""

    criterion: Criterion
    own: SheetRow | None
    points: str
    remark: str
    seen: int | None
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@cluster_page
def peer_sheet(request: HttpRequest, desk: Desk, sheet_id: int) -> HttpResponse:
    """POST saves the draft; ``then=send`` makes it final."""
    board, pairing = _pairing(desk, sheet_id)
    require(may_see_peer_sheet(desk.actor, pairing))
    lines = peer_lines(CampaignLines(desk.campaign), pairing.target.unit)
    if request.method != "POST":
        return _sheet_page(request, desk, board, pairing, lines)
    typed, sends = posted_points(request.POST, lines), request.POST.get("then") == "send"
    try:
        given = given_points(typed, lines)
        told = {"actor": desk.actor, "board": board, "pairing": pairing, "at": desk.at}
        changed = give_points(given=given, lines=lines, send=sends, **told)
    except Faults as refused:
        return _sheet_page(request, desk, board, pairing, lines, typed, refused)
    _tell(request, pairing, changed, sends=sends)
    to = "cluster" if sends else "peer_sheet"
    return redirect(to, desk.campaign.code, desk.block.pk, *([] if sends else [sheet_id]))


def _pairing(desk: Desk, sheet_id: int) -> tuple[PeerBoard, Pairing]:
    board = peer_board(desk.cluster)
    found = next((one for one in board.pairings if one.sheet.pk == sheet_id), None) if board else None
    if board is None or found is None:
        raise Http404(_("This sheet is not asked for any more. Go back to your cluster's page."))
    return board, found


def _tell(request: HttpRequest, pairing: Pairing, changed: int, *, sends: bool) -> None:
    if sends:
        text = _("The sheet about %(unit)s has been sent.") % {"unit": pairing.target.name}
    else:
        text = ngettext("Points of %(n)s line saved.", "Points of %(n)s lines saved.", changed) % {"n": changed}
    messages.success(request, text)


def _sheet_page(
    request: HttpRequest,
    desk: Desk,
    board: PeerBoard,
    pairing: Pairing,
    lines: Sequence[Criterion],
    typed: Mapping[int, Typed] | None = None,
    refused: Faults | None = None,
) -> HttpResponse:
    found = live_board(desk.campaign)
    rows = sheet_view(desk.campaign, found, pairing.target.unit).rows if found and found.run else []
    own = {row.criterion.pk: row for row in rows}
    marks = newest_marks([pairing.sheet]).get(pairing.sheet.pk, {})
    errors = {fault.field: fault.message for fault in refused.faults} if refused else {}
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "peers": board,
        "pairing": pairing,
        "lines": [_line(one, own.get(one.pk), marks.get(one.pk), (typed or {}).get(one.pk), errors) for one in lines],
        "may": may_score(desk.actor, board, pairing),
        "faults": refused.faults if refused else [],
    }
    return render(request, "rewards/peer_sheet.html", context, status=REFUSED if refused else 200)


def _line(
    criterion: Criterion, own: SheetRow | None, mark: PeerMark | None, typed: Typed | None, errors: Mapping[str, str]
) -> Line:
    error = errors.get(f"p{criterion.pk}", "")
    if typed is not None:
        return Line(criterion, own, typed.points, typed.remark, typed.seen, error)
    points = editable_text(mark.points) if mark and mark.points is not None else ""
    return Line(criterion, own, points, mark.remark if mark else "", mark.pk if mark else None, error)


@require_POST
@leading
def peer_give_back(request: HttpRequest, desk: Desk, sheet_id: int) -> HttpResponse:
    """POST a reason: the member may change the sheet it sent."""
    board, pairing = _pairing(desk, sheet_id)
    told = {"actor": desk.actor, "board": board, "pairing": pairing, "at": desk.at}
    reason = request.POST.get("reason", "")
    sentence = _("%(unit)s may change its sheet again.") % {"unit": pairing.scorer.name}
    done(request, sentence, lambda: give_back(reason=reason, **told))
    return redirect("cluster", desk.campaign.code, desk.block.pk)
