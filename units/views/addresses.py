"""Where to go after a form."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def local_next(request: HttpRequest, otherwise: str) -> str:
    """The ``next`` of the form when it lies within this site, else the page of that name."""
    wanted = request.POST.get("next", "")
    is_local = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if wanted and is_local else resolve_url(otherwise)
