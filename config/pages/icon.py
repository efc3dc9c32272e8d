"""The icon that browsers ask for by a fixed name, whatever a page says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Leads to the drawing, whose address changes with its content."""
    return redirect(static("img/mark.svg"))
