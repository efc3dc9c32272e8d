"""Clusters at work: all of them for those who run the campaign, one's own for a member; naming lead and deputy."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.cluster_permissions import cluster_is_open
from campaigns.domain.offices import appoint
from campaigns.models import BlockOffice, Campaign
from campaigns.permissions import OVERSEEING, may_change_plan, may_manage
from campaigns.queries.clusters import clusters_of, day_of, terms_of
from campaigns.views.opening import campaign_page
from common.actors import Actor
from common.faults import Faults
from common.permissions import require
from indicators.queries.peers import peer_board
from rewards.forms.clusters import TermForm
from rewards.forms.fields import say_faults
from rewards.models import Meeting
from rewards.queries.overview import differing, mark_of, meetings_of, submissions_of, summaries
from rewards.views.desk import REFUSED, Desk, cluster_page


@require_safe
@campaign_page
def clusters(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """All clusters for those who oversee the campaign; a member is led to its own."""
    actor = request.acting.actor()
    found = clusters_of(campaign, day_of(campaign))
    if not _oversees(actor, campaign):
        own = next((each for each in found if actor.unit_id in each.unit_ids), None)
        if own is None:
            raise PermissionDenied(_("The unit you act for stands in no cluster of this campaign."))
        return redirect("cluster", campaign.code, own.block.pk)
    rows = summaries(campaign, found)
    counts = [{"n": sum(row.mark in marks for row in rows), "label": label} for label, marks in _tally()]
    counts.append({"n": sum(row.differs for row in rows), "label": _("with an order other than that of the points")})
    context = {"campaign": campaign, "rows": rows, "counts": counts, "manages": may_manage(request.acting, campaign)}
    return render(request, "rewards/clusters.html", context)


def _oversees(actor: Actor, campaign: Campaign) -> bool:
    own = campaign.organiser_unit_id == actor.unit_id is not None
    return actor.is_it or (own and actor.holds(*OVERSEEING))


def _tally() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (_("not held"), ("not_held", "planned", "running")),
        (_("held, not sent"), ("held",)),
        (_("sent"), ("sent", "received")),
    ]


@require_safe
@cluster_page
def cluster(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _page(request, desk, None)


def _page(request: HttpRequest, desk: Desk, form: TermForm | None) -> HttpResponse:
    meetings = meetings_of(desk.campaign, desk.block.code)
    board = peer_board(desk.cluster)
    appoints = may_change_plan(request.acting, desk.campaign).allowed
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "cluster": desk.cluster,
        "terms": _past(desk),
        "form": form or (TermForm(members=desk.cluster.members) if appoints else None),
        "meetings": _meetings(meetings),
        "peers": board,
        "own_sheets": board.of(desk.actor.unit_id) if board else [],
        "works": cluster_is_open(desk.cluster, desk.actor.unit_id),
        "is_bound": bool(form),
    }
    return render(request, "rewards/cluster.html", context, status=REFUSED if form and form.errors else 200)


def _past(desk: Desk) -> list[BlockOffice]:
    """Who led before, and who is to lead later."""
    now = {office.row.pk for office in desk.cluster.offices.values()}
    return [term for term in terms_of(desk.block) if term.pk not in now]


def _meetings(meetings: list[Meeting]) -> list[dict[str, object]]:
    sent, differs = submissions_of(meetings), differing(meetings)
    return [
        {"meeting": one, "mark": mark_of(one, sent.get(one.pk)), "sent": sent.get(one.pk), "differs": one.pk in differs}
        for one in meetings
    ]


@require_http_methods(["POST"])
@cluster_page
def cluster_appoint(request: HttpRequest, desk: Desk) -> HttpResponse:
    """POST: the organiser's managers name lead or deputy from a day on."""
    require(may_change_plan(request.acting, desk.campaign))
    form = TermForm(request.POST, members=desk.cluster.members)
    if form.is_valid():
        try:
            appoint(actor=desk.actor, block=desk.block, term=form.term(), at=desk.at)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("The cluster's lead and deputy have been recorded."))
            return redirect("cluster", desk.campaign.code, desk.block.pk)
    return _page(request, desk, form)
