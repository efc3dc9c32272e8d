"""Where to go after a form, and what to say there."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def back_to_next(request: HttpRequest, otherwise: str, *args: object) -> HttpResponseRedirect:
    """To the ``next`` of the form when it is an address of this site, else to the page of that name."""
    wanted = request.POST.get("next", "")
    is_local = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if wanted.startswith("/") and is_local else resolve_url(otherwise, *args))


def say_faults(request: HttpRequest, form: Form) -> None:
    """The faults of a small form that is not shown again, as messages."""
    for field, faults in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        messages.error(request, f"{label}: {' '.join(faults)}".removeprefix(": "))
