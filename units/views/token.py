"""The token by which a program acts as somebody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.authtoken.models import Token

from units.domain.tokens import end_token, give_token


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def token(request: HttpRequest) -> HttpResponse:
    """A post makes a token and shows it in its own answer, once: no address shows it again."""
    shown = give_token(person=request.user, by=request.acting) if request.method == "POST" else ""
    kept = Token.objects.filter(user=request.user).first()
    return render(request, "units/token.html", {"shown": shown, "kept": kept})


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    if end_token(person=request.user, by=request.acting):
        messages.success(request, _("The token has been ended; programs that used it are refused from now on."))
    return redirect("token")
