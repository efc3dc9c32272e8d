"""Votes of a meeting: prepared with their rule, opened, cast, closed, counted from paper, and who is put forward."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.views.opening import done
from common.faults import Faults
from common.permissions import require
from rewards.choices import MeetingState
from rewards.domain.outcomes import put_forward
from rewards.domain.votes import cast, close_vote, drop_vote, open_vote, prepare_vote, record_counts
from rewards.forms.fields import say_faults
from rewards.forms.vote import ReasonForm, VoteForm, posted_choices, posted_counts, usual
from rewards.models import ClusterVote, Meeting
from rewards.permissions import may_cast
from rewards.queries.votes import counted, votes_of
from rewards.views.desk import REFUSED, Desk, holding, meeting_page, vote_here
from rewards.views.meetings import back_to, meeting_part
from rewards.vote_rules import usual_rule


@require_http_methods(["GET", "HEAD", "POST"])
@holding
def vote_new(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    """``?run_off=`` proposes a further vote among those tied at the last place of another."""
    called = list(meeting.attendances.all())
    parent = _parent(request, meeting)
    initial = usual(usual_rule(meeting.held_on), called) | (_run_off(parent) if parent else {})
    form = VoteForm(request.POST or None, called=called, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"terms": form.terms(), "candidates": form.chosen(), "confirmed": form.cleaned_data["confirmed"]}
        try:
            prepare_vote(meeting=meeting, run_off_of=parent, **given, **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("The vote is prepared."))
            return back_to(desk, meeting, "votes")
    context = {
        "campaign": desk.campaign, "desk": desk, "meeting": meeting, "form": form, "parent": parent,
        "rule": usual_rule(meeting.held_on), "is_planned": meeting.state == MeetingState.PLANNED,
    }  # fmt: skip
    return render(request, "rewards/vote_form.html", context, status=REFUSED if form.errors else 200)


def _parent(request: HttpRequest, meeting: Meeting) -> ClusterVote | None:
    """The vote named by the address whose last place is tied."""
    asked = request.GET.get("run_off", "")
    return next((vote for vote in votes_of(meeting) if str(vote.pk) == asked and counted(vote)), None)


def _run_off(parent: ClusterVote) -> dict[str, object]:
    found = counted(parent)
    assert found is not None, "only a counted vote is a parent"
    tied = [found.candidates[row.key].unit_id for row in found.result.tied]
    names = ("threshold", "is_strict", "base", "own_allowed", "is_secret", "way", "basis", "title")
    same = {name: getattr(parent, name) for name in names}
    return {**same, "places": max(found.result.open_places, 1), "candidates": tied}


@require_POST
@holding
def vote_drop(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    vote = vote_here(meeting, vote_id)
    done(request, _("The vote was taken back."), lambda: drop_vote(vote=vote, **desk.told))
    return back_to(desk, meeting, "votes")


@require_POST
@holding
def vote_open(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    vote = vote_here(meeting, vote_id)
    sentence = _("Voting is open; the members present find their ballot on this page.")
    done(request, sentence, lambda: open_vote(vote=vote, **desk.told))
    return back_to(desk, meeting, "votes")


@require_POST
@meeting_page
def vote_cast(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    """POST ``choice`` for each unit named: the ballot of the unit acted for."""
    vote = vote_here(meeting, vote_id)
    require(may_cast(desk.actor, vote, is_authorised=bool(desk.actor.authorisation)))
    told = {"actor": desk.actor, "vote": vote, "chosen": posted_choices(request.POST), "at": desk.at}
    done(request, _("Your unit's ballot was cast."), lambda: cast(**told))
    return back_to(desk, meeting, "votes")


@require_POST
@holding
def vote_close(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    vote = vote_here(meeting, vote_id)
    done(request, _("The vote is closed and counted."), lambda: close_vote(vote=vote, **desk.told))
    return back_to(desk, meeting, "votes")


@require_http_methods(["GET", "HEAD", "POST"])
@holding
def vote_count(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    """The counts of paper ballots; once counted, a recount with its reason."""
    vote = get_object_or_404(ClusterVote.objects.prefetch_related("candidates"), meeting=meeting, pk=vote_id)
    vote.meeting = meeting
    faults: list = []
    if request.method == "POST":
        try:
            counts = posted_counts(request.POST, vote.candidates.all())
            record_counts(vote=vote, counts=counts, reason=request.POST.get("reason", ""), **desk.told)
        except Faults as refused:
            faults = refused.faults
        else:
            messages.success(request, _("The count has been recorded."))
            return back_to(desk, meeting, "votes")
    typed = {name: request.POST.get(name, "") for name in ("handed_out", "received", "invalid", "reason")}
    rows = [(each, request.POST.get(f"c{each.pk}", "")) for each in vote.candidates.all()]
    present = meeting.attendances.filter(is_present=True).count()
    context = {
        "campaign": desk.campaign, "desk": desk, "meeting": meeting, "vote": vote, "faults": faults, "typed": typed,
        "rows": rows, "present": present,
    }  # fmt: skip
    return render(request, "rewards/vote_count.html", context, status=REFUSED if faults else 200)


@require_POST
@holding
def vote_put_forward(request: HttpRequest, desk: Desk, meeting: Meeting, vote_id: int) -> HttpResponse:
    """POST: the result is kept, with a reason where its order is another than that of the points."""
    vote, form = vote_here(meeting, vote_id), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")
    try:
        put_forward(vote=vote, reason=reason, **desk.told)
    except Faults as refused:
        typed = {"failed_vote": vote.pk, "typed_reason": reason, "faults": refused.faults}
        return meeting_part(request, desk, meeting, "votes", status=REFUSED, **typed)
    messages.success(request, _("The result is kept, with the order of the points beside."))
    return back_to(desk, meeting, "votes")
