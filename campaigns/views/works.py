"""Công trình, phần việc: a unit's works with what was noted on them, the organiser's register."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.choices import WorkNoteKind
from campaigns.domain.works import note_work
from campaigns.exports.works import works_book
from campaigns.forms.works import FORMS, NoteForm
from campaigns.models import Campaign, Participation, Work, WorkNote
from campaigns.permissions import may_act_for, may_oversee, works_are_open
from campaigns.queries.carrying import carried_by, carriers
from campaigns.queries.grouping import by_block
from campaigns.queries.participants import participants_of
from campaigns.queries.works import Standing, Tracked, register_of, works_of
from common.domain.vault import MEGABYTE
from common.faults import Faults
from common.filetypes import ENDINGS
from common.permissions import require
from common.transfers import handed_out, received

from .files import reader, workbook
from .opening import campaign_page, for_those, names_spared, say_on_form

REFUSED = 422


@require_safe
@login_required
@campaign_page
def works(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _page(request, campaign, _row(request, campaign))


def _row(request: HttpRequest, campaign: Campaign) -> Participation:
    unit = request.acting.unit
    row = participants_of(campaign).filter(unit=unit).first() if unit else None
    if row is None:
        raise PermissionDenied(_("The unit you act for does not take part in this campaign."))
    return row


def _page(
    request: HttpRequest, campaign: Campaign, row: Participation, wrong: tuple[int, NoteForm] | None = None
) -> HttpResponse:
    today, unit = localdate(), row.unit
    before = carried_by(unit, today)
    may = may_act_for(request.acting.actor(), unit, row) and works_are_open(campaign)
    context = {
        "campaign": campaign,
        "unit": unit,
        "works": [_shown(work, wrong) for work in works_of(campaign, [unit, *before], today)],
        "may": may,
        "accept": ",".join(ENDINGS),
        "endings": ", ".join(ENDINGS),
        "megabytes": settings.EVIDENCE_MAX_BYTES // MEGABYTE,
    }
    return render(request, "campaigns/works.html", context, status=REFUSED if wrong else 200)


def _shown(work: Tracked, wrong: tuple[int, NoteForm] | None) -> dict[str, object]:
    """A work with the forms of what can be noted on it now; the one that was refused as it was typed."""
    kinds = [WorkNoteKind.REOPENED] if work.is_finished else [WorkNoteKind.PROGRESS, WorkNoteKind.FINISHED]
    forms = {kind.value: FORMS[kind](work=work.work.pk, kind=kind) for kind in kinds}
    if wrong and wrong[0] == work.work.pk:
        forms[str(wrong[1]["kind"].value())] = wrong[1]
    return {"work": work, "forms": forms}


@require_POST
@login_required
@campaign_page
def work_note(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponse:
    """POST ``kind``, ``day`` and words; for a finished work also the file or document that shows it."""
    row, kind = _row(request, campaign), request.POST.get("kind", "")
    if kind not in WorkNoteKind.values:
        raise Http404
    form = FORMS[WorkNoteKind(kind)](request.POST, work=pk, kind=kind)
    work = _own_work(request, campaign, row, pk)
    if form.is_valid() and _noted(request, work, row, form):
        return redirect(reverse("campaigns:works", args=[campaign.code]) + f"#work-{pk}")
    return _page(request, campaign, row, (pk, form))


def _own_work(request: HttpRequest, campaign: Campaign, row: Participation, pk: int) -> Work:
    """A work of the own unit or one that it carries on; others' do not exist here."""
    require(may_act_for(request.acting.actor(), row.unit, row))
    work = get_object_or_404(campaign.works.select_related("unit", "campaign"), pk=pk)
    if carriers([work.unit], localdate())[work.unit_id] != row.unit_id:
        raise Http404
    return work


def _noted(request: HttpRequest, work: Work, row: Participation, form: NoteForm) -> bool:
    try:
        with received(request) as parcel:
            told = {"work": work, "unit": row.unit, "noted": form.noted(), "parcel": parcel, "at": now()}
            made = note_work(actor=request.acting.actor(), **told)
    except Faults as refused:
        say_on_form(form, refused)
        return False
    said = {
        WorkNoteKind.PROGRESS: _("Noted."),
        WorkNoteKind.FINISHED: _("The work is marked finished; lines that count finished works follow at once."),
        WorkNoteKind.REOPENED: _("The work is open again."),
    }
    messages.success(request, said[WorkNoteKind(made.kind)])
    return True


@require_safe
@login_required
@campaign_page
def work_file(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponseBase:
    """What shows that a work is finished, as an inert download; to others it does not exist."""
    rows = WorkNote.objects.filter(work__campaign=campaign, file__isnull=False)
    note = get_object_or_404(rows.select_related("file", "work__unit"), pk=pk)
    unit = request.acting.unit
    is_own = unit is not None and unit.pk in (
        note.work.unit_id,
        carriers([note.work.unit], localdate())[note.work.unit_id],
    )
    if note.file is None or not (is_own or may_oversee(request.acting, campaign)):
        raise Http404  # as where there is none: numbers tell nobody what exists
    return handed_out(note.file, note.file_name)


@require_safe
@for_those(may_oversee)
@names_spared
def works_register(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    rows = _register(campaign)
    context = {
        "campaign": campaign,
        "rows": rows,
        "blocks": by_block(rows),
        "total": sum(len(row.works) for row in rows),
        "counts": _counts(rows),
    }
    return render(request, "campaigns/works_register.html", context)


def _register(campaign: Campaign) -> list[Standing]:
    return register_of(campaign, list(participants_of(campaign)), today=localdate())


def _counts(rows: list[Standing]) -> list[dict[str, object]]:
    told = (
        ("in_time", _("finished in time"), "good"),
        ("late", _("finished late"), "warn"),
        ("overdue", _("past the day, not finished"), "bad"),
        ("going", _("being done"), ""),
    )
    return [
        {"n": sum(getattr(row, name) for row in rows), "label": label, "tone": tone, "url": ""}
        for name, label, tone in told
    ]


@require_safe
@for_those(may_oversee)
@names_spared
def works_register_file(request: HttpRequest, campaign: Campaign) -> FileResponse:
    book = works_book(campaign, _register(campaign), by=reader(request))
    return workbook(f"{campaign.code}-cong-trinh.xlsx", book)
