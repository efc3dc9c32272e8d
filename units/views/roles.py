"""Acts on one membership or authorisation, found by its own number."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.permissions import require
from units.acting import acting_in
from units.domain.authorisations import confirm_authorisation, revoke_authorisation
from units.domain.membership import end_role, hand_over
from units.forms.people import EndForm, HandOverForm
from units.models import Authorisation, Membership, Unit
from units.permissions import may_end, may_hand_over, may_see_people
from units.queries.people import people_of
from units.views.addresses import say_faults
from units.views.guards import done


def _membership(request: HttpRequest, pk: int) -> Membership:
    """A role of somebody one may know of: those of other units do not exist."""
    held = get_object_or_404(Membership.objects.select_related("unit", "user"), pk=pk)
    if held.user_id != request.user.pk and not may_see_people(request.acting, held.unit):
        raise Http404
    return held


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    held = _membership(request, pk)
    require(may_end(request.acting, held))
    form = EndForm(request.POST, prefix=f"end{pk}")
    if form.is_valid():
        day = form.cleaned_data["on"]
        done(request, _("The role has been ended."), lambda: end_role(membership=held, on=day, by=request.acting))
    say_faults(request, form)
    return _after(request, held.unit)


@login_required
@require_POST
def hand_over_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = _membership(request, pk)
    require(may_hand_over(request.acting, held, colleague_is_of_the_unit=True))
    colleagues = {each.pk: each for each in people_of(held.unit, timezone.localdate()) if each.pk != held.user_id}
    form = HandOverForm(request.POST, prefix=f"over{pk}", colleagues=colleagues.values())
    if form.is_valid():
        values = {"to": colleagues[form.cleaned_data["to"]], "on": form.cleaned_data["on"]}
        sentence = _("The role has been handed over; drafts and duties stay with the unit.")
        done(request, sentence, lambda: hand_over(membership=held, by=request.acting, **values))
    say_faults(request, form)
    return _after(request, held.unit)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    given = _authorisation(request, pk)
    done(
        request,
        _("The authorisation has been revoked."),
        lambda: revoke_authorisation(authorisation=given, by=request.acting),
    )
    return _after(request, given.unit)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    given = _authorisation(request, pk)
    done(
        request,
        _("The authorisation has been confirmed."),
        lambda: confirm_authorisation(authorisation=given, by=request.acting),
    )
    return _after(request, given.unit)


def _authorisation(request: HttpRequest, pk: int) -> Authorisation:
    given = get_object_or_404(Authorisation.objects.select_related("unit"), pk=pk)
    if not may_see_people(request.acting, given.unit):
        raise Http404
    return given


def _after(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Looked up afresh: whoever laid down their only role here may not see the page of people any more."""
    stays = may_see_people(acting_in(request), unit)
    return redirect("units:people" if stays else "units:detail", pk=unit.pk)
