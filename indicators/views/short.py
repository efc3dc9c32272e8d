"""The short address that stands in messages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def short_address(request: HttpRequest, code: str) -> HttpResponse:
    """To the page where figures of the campaign are entered, which asks who one is; tells nobody what exists."""
    return redirect("grid", code=code)
