"""A cluster's meeting: called, opened, members called, points written down, ended."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.views.opening import done
from common.faults import Faults
from common.formats import localised_text
from indicators.queries.contacts import contacts
from rewards.choices import MeetingState
from rewards.domain.meetings import call_members, change_meeting, open_meeting, plan_meeting, raise_point, strike_point
from rewards.domain.outcomes import finish_meeting
from rewards.forms.fields import say_faults
from rewards.forms.meeting import (
    USUAL_AGENDA,
    FinishForm,
    MeetingForm,
    PointForm,
    chosen_attendance,
    initial_of,
    posted_calls,
)
from rewards.models import Meeting, MeetingPoint
from rewards.queries.votes import votes_of
from rewards.views.desk import REFUSED, Desk, holding, leading, meeting_page
from rewards.views.shown import shown_votes
from units.choices import Role

PARTS = ("agenda", "called", "points", "votes", "minutes")


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def meeting_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = MeetingForm(request.POST or None, initial=_proposed(desk))
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_meeting(plan=form.plan(), **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("The meeting is prepared; the members see day, place and agenda."))
            return redirect("meeting", desk.campaign.code, made.pk)
    return _form_page(request, desk, form, None)


def _proposed(desk: Desk) -> dict[str, Any]:
    name = localised_text(desk.block.name)
    lead = desk.cluster.lead or desk.cluster.deputy
    heads = contacts([lead.unit], [Role.HEAD]).get(lead.unit.pk, []) if lead else []
    return {
        "title": _("Meeting of %(cluster)s") % {"cluster": name},
        "held_on": desk.cluster.day,
        "starts": time(8),
        "chair": ", ".join(filter(None, [heads[0].user.full_name, heads[0].user.post])) if heads else "",
        "agenda": USUAL_AGENDA,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@holding
def meeting_edit(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    form = MeetingForm(request.POST or None, initial=initial_of(meeting))
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        seen_version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        try:
            change_meeting(meeting=meeting, plan=form.plan(), seen=seen_version, **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("The meeting has been changed."))
            return redirect("meeting", desk.campaign.code, meeting.pk)
    return _form_page(request, desk, form, meeting)


def _form_page(request: HttpRequest, desk: Desk, form: MeetingForm, meeting: Meeting | None) -> HttpResponse:
    context = {"campaign": desk.campaign, "desk": desk, "form": form, "meeting": meeting}
    return render(request, "rewards/meeting_form.html", context, status=REFUSED if form.errors else 200)


@require_safe
@meeting_page
def meeting(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    """``?part=`` chooses agenda, members, points, votes or minutes; else the one that is next."""
    return meeting_part(request, desk, meeting, _part(request, desk, meeting))


def _part(request: HttpRequest, desk: Desk, meeting: Meeting) -> str:
    part = request.GET.get("part", "")
    if part in PARTS:
        return part
    usual = {MeetingState.PLANNED: "agenda", MeetingState.OPEN: "called" if desk.leads else "votes"}
    return usual.get(MeetingState(meeting.state), "minutes")


def meeting_part(
    request: HttpRequest, desk: Desk, meeting: Meeting, part: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    called = list(meeting.attendances.all())
    votes = votes_of(meeting)
    holds = desk.may_lead and meeting.state != MeetingState.FINISHED
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "meeting": meeting,
        "part": part,
        "tabs": _tabs(meeting, part, holds=holds),
        "holds": holds,
        "called": called,
        "present": sum(row.is_present is True for row in called),
        "points": meeting.points.filter(is_struck=False).select_related("attendance"),
        "votes": shown_votes(votes, desk, holds=holds),
        "point_form": PointForm(called=called),
        "finish_form": FinishForm(),
        "sent": meeting.submissions.select_related("receipt", "acting_unit").prefetch_related("files").order_by("-pk"),
        **more,
    }
    return render(request, "rewards/meeting.html", context, status=status)


def _tabs(meeting: Meeting, part: str, *, holds: bool) -> list[dict[str, object]]:
    names = {
        "agenda": _("Agenda"),
        "called": _("Attendance"),
        "points": _("Points raised"),
        "votes": _("Votes"),
        "minutes": _("Minutes and sending"),
    }
    shown = PARTS if meeting.state != MeetingState.PLANNED else ("agenda",)
    # What is noted while it is under way is the lead's until the meeting is finished.
    hidden = {"points"} if not holds and meeting.state != MeetingState.FINISHED else set()
    return [
        {"label": names[key], "url": f"?part={key}", "is_current": key == part} for key in shown if key not in hidden
    ]


@require_POST
@holding
def meeting_open(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    done(request, _("The meeting is open: call the members."), lambda: open_meeting(meeting=meeting, **desk.told))
    return back_to(desk, meeting, "called")


@require_POST
@holding
def meeting_call(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    called = posted_calls(request.POST, meeting.attendances.all())
    told = {"meeting": meeting, "called": called, **desk.told}
    done(request, _("The attendance has been saved."), lambda: call_members(**told))
    return back_to(desk, meeting, "called")


@require_POST
@holding
def meeting_point(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    called = list(meeting.attendances.all())
    form = PointForm(request.POST, called=called)
    if form.is_valid():
        by = chosen_attendance(form.cleaned_data["by"], called)
        try:
            raise_point(meeting=meeting, by=by, text=form.cleaned_data["text"], **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("Noted for the minutes."))
            return back_to(desk, meeting, "points")
    return meeting_part(request, desk, meeting, "points", point_form=form, status=REFUSED)


@require_POST
@holding
def point_strike(request: HttpRequest, desk: Desk, meeting: Meeting, point_id: int) -> HttpResponse:
    point = get_object_or_404(MeetingPoint, meeting=meeting, pk=point_id)
    point.meeting = meeting
    done(request, _("Taken out of the minutes."), lambda: strike_point(point=point, **desk.told))
    return back_to(desk, meeting, "points")


@require_POST
@holding
def meeting_finish(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    form = FinishForm(request.POST)
    if form.is_valid():
        try:
            finish_meeting(meeting=meeting, conclusion=form.cleaned_data["conclusion"], **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(
                request, _("The meeting is finished and its minutes are written. They do not change any more.")
            )
            return back_to(desk, meeting, "minutes")
    return meeting_part(request, desk, meeting, "minutes", finish_form=form, status=REFUSED)


def back_to(desk: Desk, meeting: Meeting, part: str) -> HttpResponse:
    """Where an act was done from."""
    answer = redirect("meeting", desk.campaign.code, meeting.pk)
    answer.headers["Location"] += f"?part={part}"
    return answer
