"""Bản đăng ký thi đua of the own unit: targets, works, models, titles; saved as a draft, then filed by the head."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.choices import RegisteredKind
from campaigns.domain.registrations import Overtaken, file_registration
from campaigns.models import Registration, RegistrationVersion
from campaigns.permissions import may_file_for, registering_is_open
from campaigns.queries.registrations import (
    asked_for,
    call_of,
    newest_version,
    registration_of,
    registrations_carried_on,
    standing_of,
    token_of,
)
from common.calendar import working_days_between
from common.faults import Faults
from indicators.domain.registering import save_registration
from indicators.forms.registration import FileForm, Typed, posted, standing
from indicators.forms.registration_rows import shown_rows
from indicators.queries.contacts import contacts
from indicators.queries.papers import paper_of
from indicators.queries.targets import TargetLine, target_lines, targets_of
from indicators.views.desk import Desk, reporting
from units.choices import Role

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def registration(request: HttpRequest, desk: Desk) -> HttpResponse:
    """POST saves the draft; ``then=file`` goes on to filing, ``then=rows`` adds blank rows."""
    offered = target_lines(desk.lines, desk.unit)
    if request.method != "POST":
        version = newest_version(registration_of(desk.campaign, desk.unit))
        return _page(request, desk, offered, standing(version, targets_of(version)), token_of(version))
    typed, seen = posted(request.POST), request.POST.get("seen", "")
    if request.POST.get("then") == "rows":
        return _page(request, desk, offered, typed, seen)
    if not _saved(desk, offered, typed, seen):
        return _page(request, desk, offered, typed, seen, status=REFUSED)
    messages.success(request, _("The registration has been saved; it is not filed yet."))
    page = "registration_file" if request.POST.get("then") == "file" else "registration"
    return redirect(page, desk.campaign.code)


def _saved(desk: Desk, offered: list[TargetLine], typed: Typed, seen: str) -> bool:
    targets = typed.read_targets(offered)
    if typed.faults:
        return False
    told = {"lines": desk.lines, "unit": desk.unit, "contents": typed.contents(), "targets": targets}
    try:
        save_registration(actor=desk.actor, seen=seen, at=desk.at, **told)
    except Faults as refused:
        typed.blame(refused.faults)
        typed.overtaken = refused.version if isinstance(refused, Overtaken) else None
        return False
    return True


def _page(
    request: HttpRequest, desk: Desk, offered: list[TargetLine], typed: Typed, seen: str, *, status: int = 200
) -> HttpResponse:
    """After a colleague's saving a second press is made in sight of it."""
    call, held = call_of(desk.campaign), registration_of(desk.campaign, desk.unit)
    row = desk.lines.participation(desk.unit)
    assert row is not None, "the desk is of a unit that takes part"
    place = standing_of(desk.campaign, row, desk.today)
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "call": call,
        "due": place.due,
        "days_left": working_days_between(desk.today, place.due) if place.due else None,
        "open": registering_is_open(desk.campaign, call, desk.today),
        "registration": held,
        "asked": asked_for(held),
        "targets": [_target(each, typed) for each in offered],
        "typed": typed,
        "works": shown_rows("works", typed.works),
        "models": shown_rows(RegisteredKind.MODEL, typed.models),
        "titles": shown_rows(RegisteredKind.TITLE, typed.titles),
        "seen": token_of(typed.overtaken) if typed.overtaken else seen,
        "before": registrations_carried_on(desk.campaign, desk.unit, desk.today),
    }
    return render(request, "registration/write.html", context, status=status)


def _target(each: TargetLine, typed: Typed) -> dict[str, object]:
    name = f"target-{each.line.pk}"
    return {
        "line": each.line,
        "asked": each.asked,
        "name": name,
        "text": typed.targets.get(each.line.pk, ""),
        "error": typed.errors.get(name, ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def registration_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The draft as it goes; POST files it, by the head or who is authorised."""
    held = registration_of(desk.campaign, desk.unit)
    version, form = newest_version(held), FileForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _filed(request, desk, form):
        return redirect("registration_read", desk.campaign.code, desk.unit.pk)
    return _file_page(request, desk, held, version, form)


def _filed(request: HttpRequest, desk: Desk, form: FileForm) -> bool:
    told = {"campaign": desk.campaign, "unit": desk.unit, "at": desk.at, **form.cleaned_data}
    try:
        file_registration(actor=desk.actor, seen=request.POST.get("seen", ""), **told)
    except Faults as refused:
        for fault in refused.faults:
            form.add_error(fault.field if fault.field in form.fields else None, fault.message)
        return False
    messages.success(request, _("The registration has been filed; the organiser reads it and answers here."))
    return True


def _file_page(
    request: HttpRequest, desk: Desk, held: Registration | None, version: RegistrationVersion | None, form: FileForm
) -> HttpResponse:
    paper = paper_of(desk.actor, desk.today)
    row = desk.lines.participation(desk.unit)
    may = may_file_for(desk.actor, desk.unit, row, is_authorised=paper is not None)
    is_draft = version is not None and version.filed_at is None
    opened = registering_is_open(desk.campaign, call_of(desk.campaign), desk.today)
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "registration": held,
        "version": version,
        "targets": targets_of(version).values(),
        "is_draft": is_draft,
        "seen": token_of(version),
        "open": opened,
        "may": may,
        "form": form,
        "paper": None if desk.actor.holds(Role.HEAD) else paper,
        "heads": [] if may else contacts([desk.unit], [Role.HEAD]).get(desk.unit.pk, []),
    }
    return render(request, "registration/file.html", context, status=REFUSED if form.errors else 200)
