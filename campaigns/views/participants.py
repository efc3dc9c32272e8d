"""Who takes part, and the acts on one participant."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from campaigns.choices import Status
from campaigns.domain import enrolment
from campaigns.domain.blocks import move
from campaigns.forms.acts import ActForm, MoveForm, ReasonForm, VerifierForm
from campaigns.models import Campaign, Participation
from campaigns.permissions import may_change_participants, may_change_plan, may_prepare, may_unlock
from campaigns.queries.participants import sections
from common.faults import Fault, Faults
from common.permissions import require
from units.models import Unit
from units.queries.references import BrokenReference, unit_by_reference
from units.views.addresses import say_faults

from .opening import Predicate, done, for_those


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done with a participant: its form, who may, and the verb."""

    label: str | Promise
    form: type[Form]
    may: Predicate
    verb: Callable[..., Any]
    is_offered: Callable[[Participation], bool]


ACTS = {
    "withdraw": Act(
        gettext_lazy("Withdraw"), ActForm, may_change_participants, enrolment.withdraw, lambda row: row.is_active
    ),
    "exclude": Act(
        gettext_lazy("Exclude"), ActForm, may_change_participants, enrolment.exclude, lambda row: row.is_active
    ),
    "readmit": Act(
        gettext_lazy("Readmit"), ActForm, may_change_participants, enrolment.readmit, lambda row: not row.is_active
    ),
    "unlock": Act(
        gettext_lazy("Unlock the lines"), ReasonForm, may_unlock, enrolment.unlock, lambda row: not row.is_unlocked
    ),
    "lock": Act(gettext_lazy("Lock again"), ReasonForm, may_unlock, enrolment.lock, lambda row: row.is_unlocked),
    "move": Act(gettext_lazy("Move to another cluster"), MoveForm, may_change_plan, move, lambda row: True),
    "verifier": Act(
        gettext_lazy("Name another verifier"), VerifierForm, may_change_plan, enrolment.name_verifier, lambda row: True
    ),
}


@require_safe
@for_those(may_prepare)
def participants(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    context = {
        "campaign": campaign,
        "sections": sections(campaign),
        "is_draft": campaign.status == Status.DRAFT,
        "may_change_plan": may_change_plan(request.acting, campaign).allowed,
    }
    return render(request, "campaigns/participants.html", context)


@require_safe
@for_those(may_prepare)
def participant(request: HttpRequest, campaign: Campaign, unit_id: int) -> HttpResponse:
    row = _row(campaign, unit_id)
    context = {
        "campaign": campaign,
        "row": row,
        "history": row.acts.select_related("made_by").order_by("-effective", "-pk"),
        "acts": [
            (name, each.label, _form(each, campaign, name=name))
            for name, each in ACTS.items()
            if each.is_offered(row) and each.may(request.acting, campaign)
        ],
    }
    return render(request, "campaigns/participant.html", context)


def _row(campaign: Campaign, unit_id: int) -> Participation:
    rows = campaign.participations.select_related("unit", "block", "alternate_verifier", "campaign")
    return get_object_or_404(rows, unit_id=unit_id)


def _form(act: Act, campaign: Campaign, data: Any = None, *, name: str = "") -> Form:
    more = {"campaign": campaign} if act.form is MoveForm else {}
    return act.form(data, prefix=name, **more)


@require_POST
@for_those(may_prepare)
def act(request: HttpRequest, campaign: Campaign, unit_id: int, verb: str) -> HttpResponse:
    """POST one of ``ACTS``, its fields prefixed with its name."""
    if verb not in ACTS:
        raise Http404
    wanted, row = ACTS[verb], _row(campaign, unit_id)
    require(wanted.may(request.acting, campaign))
    form = _form(wanted, campaign, request.POST, name=verb)
    if form.is_valid():
        sentence = _("Done: %(act)s.") % {"act": wanted.label}
        who = {"actor": request.acting.actor(), "participation": row, "at": timezone.now()}
        done(request, sentence, lambda: wanted.verb(**who, **_tidied(verb, form.cleaned_data)))
    say_faults(request, form)
    return redirect("campaigns:participant", campaign.code, unit_id)


def _tidied(verb: str, given: dict[str, Any]) -> dict[str, Any]:
    if verb == "move":
        return given | {"block": given["block"] or None}
    if verb == "verifier":
        return given | {"verifier": _unit(given["verifier"])}
    return given


def _unit(text: str) -> Unit | None:
    """The unit valid today that a code, or else a full name, means."""
    if not text.strip():
        return None
    try:
        found = unit_by_reference(text)
    except BrokenReference:
        found = None
    found = found or Unit.objects.filter(name=text.strip(), valid_to__isnull=True).first()
    if found is None:
        raise Faults(Fault(_("There is no unit “%(unit)s” today.") % {"unit": text}, field="verifier"))
    return found
