"""What every page under a campaign does first: find it, see whether the reader may know of it, and say so."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from campaigns.domain.revision import Outdated, Unchanged
from campaigns.forms.seen import SeenForm
from campaigns.models import Campaign
from campaigns.queries.visible import visible_to
from campaigns.sparing import naming
from common.faults import Faults
from common.permissions import Answer, require
from units.acting import Acting

View = Callable[..., HttpResponse]
FieldOf = Callable[[str], str]
Predicate = Callable[[Acting, Campaign], Answer]


def last_part(path: str) -> str:
    """The key at the end of a path in the plan: campaign.start → start."""
    return path.rpartition(".")[2]


def campaign_page(view: View) -> View:
    """Passes the campaign named in the address; 404 for those to whom it does not exist.

    A visitor who is refused, or to whom it does not exist, is asked to sign in: that may be all that is missing."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = visible_to(request.acting).filter(code=code)
        campaign = found.select_related("organiser_unit", "definition").first()
        if campaign is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if campaign is None:
            raise Http404
        request.campaign = campaign  # type: ignore[attr-defined]  # read by the frame of the page
        try:
            with _naming(request, campaign, view):
                return view(request, campaign, *args, **kwargs)
        except PermissionDenied:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return opened


def names_spared(view: View) -> View:
    """Marks a page that says who is late or lacks something: in a demonstration no real unit is named there."""
    view.spares_names = True  # type: ignore[attr-defined]  # read by campaign_page, carried up by functools.wraps
    return view


def _naming(request: HttpRequest, campaign: Campaign, view: View) -> AbstractContextManager[None]:
    if not getattr(view, "spares_names", False):
        return nullcontext()
    request.names_spared = campaign.spares_names  # type: ignore[attr-defined]  # read by the frame, which says so
    return naming(campaign, *(held.unit for held in request.acting.memberships))


def for_those(predicate: Predicate) -> Callable[[View], View]:
    """``campaign_page`` only for those whom the predicate allows; others read the reason."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, campaign: Campaign, *args: Any, **kwargs: Any) -> HttpResponse:
            require(predicate(request.acting, campaign))
            return view(request, campaign, *args, **kwargs)

        return campaign_page(checked)

    return decorate


def done(request: HttpRequest, sentence: str, act: Callable[[], Any]) -> bool:
    """Runs one act; says that it is done, that there was nothing to do, or each reason why it was refused."""
    try:
        act()
    except Unchanged as nothing:
        messages.info(request, str(nothing))
        return True
    except Faults as refused:
        for fault in refused.faults:
            messages.error(request, fault.message)
        return False
    messages.success(request, sentence)
    return True


def kept(
    request: HttpRequest, form: SeenForm, sentence: str, act: Callable[[], Any], *, field_of: FieldOf = last_part
) -> bool:
    """Runs one act of a form on the plan like ``done``; what is refused stands at the field it concerns."""
    try:
        act()
    except Unchanged as nothing:
        messages.info(request, str(nothing))
        return True
    except Faults as refused:
        if isinstance(refused, Outdated):
            form.look_again(refused.number)
        say_on_form(form, refused, field_of)
        return False
    messages.success(request, sentence)
    return True


def say_on_form(form: Form, refused: Faults, field_of: FieldOf = last_part) -> None:
    """Each fault at its field, or above the form."""
    for fault in refused.faults:
        field = field_of(fault.field)
        form.add_error(field if field in form.fields else None, fault.message)


def address(page: str, campaign: Campaign) -> str:
    """The page of that name for the campaign; empty where it does not exist."""
    try:
        return reverse(page, args=[campaign.code]) if page else ""
    except NoReverseMatch:
        return ""
