"""Coming, going, passwords, and what is said when a door stays shut."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from units.acting import SESSION_KEY
from units.domain.passwords import change_password as replace_password
from units.forms.session import ChangePasswordForm, FirstPasswordForm, SignInForm
from units.views.addresses import back_to_next

LOCKED, EXPIRED = 429, 403


class SignIn(LoginView):
    """By user name or e-mail; goes on to ``next`` only within this site."""

    form_class = SignInForm
    template_name = "units/sign_in.html"
    redirect_authenticated_user = True

    def get_initial(self) -> dict[str, Any]:
        """The letter's QR code brings the user name along."""
        return {**super().get_initial(), "username": self.request.GET.get("username", "")[:150]}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        language = form.get_user().language
        if language in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        return response


class SignOut(LogoutView):
    """By POST only, so that no picture or link can sign anybody out."""


@sensitive_post_parameters()
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    person = request.user
    form_class = FirstPasswordForm if person.must_change_password else ChangePasswordForm
    form = form_class(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _password_changed(request, form.cleaned_data["new_password1"])
    status = 422 if form.is_bound else 200
    return render(request, "units/change_password.html", {"form": form}, status=status)


def _password_changed(request: HttpRequest, password: str) -> HttpResponse:
    replace_password(person=request.user, password=password, actor=request.acting.actor())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password has been changed."))
    return redirect("home")


@login_required
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """POST ``membership``: act in another of one's own memberships valid today."""
    held = {str(each.pk): each for each in request.acting.memberships}
    chosen = held.get(request.POST.get("membership", ""))
    if chosen is None:
        messages.error(request, _("You do not hold that role today."))
    else:
        request.session[SESSION_KEY] = chosen.pk
    return back_to_next(request, "home")


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Called by axes after too many failures; the same for accounts that do not exist."""
    return _shut(request, "units/locked_out.html", _too_many(), LOCKED)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """In place of Django's page about CSRF: the form was open too long, or the person has signed out since."""
    return _shut(request, "units/form_expired.html", _stale(), EXPIRED)


def _shut(request: HttpRequest, template: str, sentence: str, status: int) -> HttpResponseBase:
    if "application/json" in request.headers.get("Accept", "") or request.headers.get("HX-Request"):
        response: HttpResponseBase = JsonResponse({"message": sentence}, status=status)
    else:
        response = render(request, template, {"sentence": sentence}, status=status)
    add_never_cache_headers(response)
    return response


def _too_many() -> str:
    sentence = _("Too many failed attempts. Wait %(minutes)s minutes, then try again; nothing is lost.")
    return sentence % {"minutes": round(settings.AXES_COOLOFF_TIME * 60)}


def _stale() -> str:
    return _("This form was open too long or you have signed in again since. Nothing was saved; load the page again.")
