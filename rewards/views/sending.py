"""After the meeting: the three documents as drafts, sent to the organiser, downloaded as they were sent, received."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.cluster_permissions import leads
from campaigns.permissions import may_manage
from campaigns.views.opening import done
from common.domain.vault import Parcel, discard, receive
from common.faults import Faults
from common.filetypes import WORD
from common.permissions import require
from common.transfers import handed_out
from rewards.choices import DocumentKind, MeetingState
from rewards.domain.outcomes import receive_documents, send_documents
from rewards.exports import file_name, write_document
from rewards.forms.fields import say_faults
from rewards.forms.meeting import SendForm
from rewards.models import ClusterSubmission, Meeting, SubmissionFile
from rewards.permissions import may_send
from rewards.views.desk import REFUSED, Desk, meeting_page
from rewards.views.meetings import back_to


@require_safe
@meeting_page
def meeting_document(request: HttpRequest, desk: Desk, meeting: Meeting, kind: str) -> HttpResponseBase:
    """A draft of one of the documents; members read the minutes once they are finished, the lead before that too."""
    if kind not in DocumentKind.values:
        raise Http404
    if meeting.state != MeetingState.FINISHED:
        require(leads(desk.actor, desk.cluster))
    try:
        content = write_document(kind, meeting)
    except Faults as refused:
        messages.error(request, "; ".join(fault.message for fault in refused.faults))
        return back_to(desk, meeting, "minutes")
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=file_name(kind, meeting), content_type=WORD)


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page
def meeting_send(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    """POST number and date of the letter: the three documents are filled, kept and sent."""
    require(may_send(desk.actor, desk.cluster, meeting))
    form = SendForm(request.POST or None, initial={"dated_on": desk.cluster.day})
    if request.method == "POST" and form.is_valid():
        try:
            with _parcels(meeting, **form.cleaned_data) as parcels:
                send_documents(meeting=meeting, parcels=parcels, **form.cleaned_data, **desk.told)
        except Faults as refused:
            say_faults(form, refused.faults)
        else:
            messages.success(request, _("Letter, minutes and list have been sent to the organiser."))
            return back_to(desk, meeting, "minutes")
    context = {
        "campaign": desk.campaign, "desk": desk, "meeting": meeting, "form": form, "kinds": DocumentKind.choices,
        "sent": meeting.submissions.order_by("-pk").first(),
    }  # fmt: skip
    return render(request, "rewards/meeting_send.html", context, status=REFUSED if form.errors else 200)


@contextmanager
def _parcels(meeting: Meeting, *, number: str, dated_on: date) -> Iterator[dict[str, Parcel]]:
    """The three files, written before anything is kept; forgotten where the sending is refused."""
    parcels: dict[str, Parcel] = {}
    try:
        for kind in DocumentKind.values:
            content = write_document(kind, meeting, number=number, dated_on=dated_on)
            parcels[kind] = receive([content], file_name(kind, meeting))
        yield parcels
    except BaseException:
        for parcel in parcels.values():
            discard(parcel)
        raise


@require_safe
@meeting_page
def submission_file(request: HttpRequest, desk: Desk, meeting: Meeting, file_id: int) -> HttpResponseBase:
    """A document as it was sent, as an inert download."""
    rows = SubmissionFile.objects.filter(submission__meeting=meeting).select_related("file")
    found = get_object_or_404(rows, pk=file_id)
    return handed_out(found.file, found.file_name)


@require_POST
@meeting_page
def submission_receive(request: HttpRequest, desk: Desk, meeting: Meeting, submission_id: int) -> HttpResponse:
    """POST: the organiser's managers confirm that they have the documents."""
    require(may_manage(request.acting, desk.campaign))
    submission = get_object_or_404(ClusterSubmission, meeting=meeting, pk=submission_id)
    submission.meeting = meeting
    told = {"actor": desk.actor, "submission": submission, "at": desk.at}
    done(request, _("The receipt is noted; the cluster sees it."), lambda: receive_documents(**told))
    return back_to(desk, meeting, "minutes")
