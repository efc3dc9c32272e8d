"""What everybody may change about themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from units.domain.accounts import update_own
from units.forms.people import ProfileForm
from units.views.guards import accepted


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    me = request.user
    initial = {"email": me.email, "phone": me.phone, "language": me.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and accepted(form, lambda: update_own(by=request.acting, **form.cleaned_data)):
        messages.success(request, _("Your particulars have been saved."))
        response = redirect("profile")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
        return response
    context = {"form": form, "memberships": request.acting.memberships}
    return render(request, "units/profile.html", context, status=422 if form.is_bound else 200)
