"""The people of a unit: who does what since when, and one page a person for everything about them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.permissions import require
from units import permissions
from units.domain.accounts import PARTICULARS, correct_person, deactivate, invite, reset_password
from units.domain.authorisations import authorise
from units.domain.membership import grant_role
from units.forms.people import AuthoriseForm, EndForm, GrantForm, HandOverForm, InviteForm, ParticularsForm
from units.models import Unit, User
from units.queries.authorisations import lapsed_papers
from units.queries.people import people_of
from units.views.guards import accepted, done
from units.views.letters import show_letters

REFUSED = 422


@login_required
@require_safe
def colleagues(request: HttpRequest) -> HttpResponse:
    unit = request.acting.unit
    return people(request, unit.pk) if unit else redirect("units:search")


@login_required
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    require(permissions.may_see_people(request.acting, unit))
    today, is_head = timezone.localdate(), permissions.may_authorise(request.acting, unit)
    context = {
        "unit": unit,
        "people": people_of(unit, today),
        "lapsed": lapsed_papers(unit, today) if is_head else (),
        "may_open": bool(permissions.may_open_accounts(request.acting, unit)),
    }
    return render(request, "units/people_list.html", context)


@login_required
def new_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    require(permissions.may_open_accounts(request.acting, unit))
    form = InviteForm(request.POST or None, roles=permissions.grantable_roles(request.acting, unit))
    letter = accepted(form, lambda: _invite(request, unit, form)) if request.method == "POST" else None
    if letter:
        return show_letters(request, [letter], back=unit)
    status = REFUSED if form.is_bound else 200
    return render(request, "units/person_new.html", {"unit": unit, "form": form}, status=status)


def _invite(request: HttpRequest, unit: Unit, form: InviteForm) -> Any:
    values = form.cleaned_data
    return invite(
        unit=unit,
        role=values["role"],
        particulars=form.particulars(),
        username=values["username"],
        valid_from=values["valid_from"],
        by=request.acting,
    )


def find_person(request: HttpRequest, pk: int, person_pk: int) -> tuple[Unit, User]:
    """Somebody of this unit: another unit's people do not exist here, nor do these for those who may not see them."""
    unit = get_object_or_404(Unit, pk=pk)
    if not permissions.may_see_people(request.acting, unit):
        raise Http404
    return unit, get_object_or_404(people_of(unit, timezone.localdate()), pk=person_pk)


@login_required
def person(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """GET shows; POST corrects the particulars."""
    unit, found = find_person(request, pk, person_pk)
    if request.method != "POST":
        return show_person(request, unit, found)
    form = ParticularsForm(request.POST)
    saved = accepted(form, lambda: _correct(request, unit, found, form))
    return _back(unit, found) if saved else show_person(request, unit, found, particulars_form=form)


def _correct(request: HttpRequest, unit: Unit, found: User, form: ParticularsForm) -> None:
    correct_person(person=found, unit=unit, particulars=form.particulars(), by=request.acting)


def show_person(request: HttpRequest, unit: Unit, found: User, **refused_form: Any) -> HttpResponse:
    """The page of a person; a form that was refused stands in it as it was sent."""
    acting = request.acting
    others = list(people_of(unit, timezone.localdate()).exclude(pk=found.pk))
    context = {
        "unit": unit,
        "person": found,
        "roles": [_role_line(acting, held, others) for held in found.roles],
        "may_account": permissions.may_manage_account(acting, found, unit),
        "may_reset": permissions.may_reset(acting, found, unit),
        "may_grant": permissions.may_manage_people(acting, unit),
        "may_authorise": permissions.may_authorise(acting, unit) if found.pk != acting.user.pk else None,
        "particulars_form": ParticularsForm(initial={name: getattr(found, name) for name in PARTICULARS}),
        "grant_form": GrantForm(roles=permissions.grantable_roles(acting, unit), prefix="grant"),
        "authorise_form": AuthoriseForm(prefix="authorise"),
    }
    status = REFUSED if refused_form else 200
    return render(request, "units/person_detail.html", {**context, **refused_form}, status=status)


def _role_line(acting: Any, held: Any, others: Any) -> dict[str, Any]:
    return {
        "held": held,
        "may_end": permissions.may_end(acting, held),
        "may_hand_over": permissions.may_hand_over(acting, held, colleague_is_of_the_unit=True),
        "end_form": EndForm(prefix=f"end{held.pk}"),
        "hand_over_form": HandOverForm(prefix=f"over{held.pk}", colleagues=others),
    }


def _back(unit: Unit, found: User) -> HttpResponse:
    return redirect("units:person", pk=unit.pk, person_pk=found.pk)


@login_required
@require_POST
def grant(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    unit, found = find_person(request, pk, person_pk)
    form = GrantForm(request.POST, roles=permissions.grantable_roles(request.acting, unit), prefix="grant")
    require(permissions.may_manage_people(request.acting, unit))
    given = accepted(form, lambda: grant_role(person=found, unit=unit, by=request.acting, **form.cleaned_data))
    return _back(unit, found) if given else show_person(request, unit, found, grant_form=form)


@login_required
@require_POST
def authorise_person(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    unit, found = find_person(request, pk, person_pk)
    require(permissions.may_authorise(request.acting, unit))
    form = AuthoriseForm(request.POST, prefix="authorise")
    given = accepted(form, lambda: authorise(unit=unit, person=found, by=request.acting, **form.cleaned_data))
    return _back(unit, found) if given else show_person(request, unit, found, authorise_form=form)


@login_required
@require_POST
def reset(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    unit, found = find_person(request, pk, person_pk)
    letter = reset_password(person=found, unit=unit, by=request.acting)
    return show_letters(request, [letter], back=unit)


@login_required
@require_POST
def close(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    unit, found = find_person(request, pk, person_pk)
    closed = done(
        request, _("The account has been closed."), lambda: deactivate(person=found, unit=unit, by=request.acting)
    )
    return redirect("units:people", pk=unit.pk) if closed else _back(unit, found)
