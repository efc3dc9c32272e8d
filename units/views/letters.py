"""The letters that bring people their first-login codes: made in one answer, stored nowhere."""

from collections.abc import Sequence
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from units.domain.accounts import Letter
from units.models import Unit


def show_letters(request: HttpRequest, letters: Sequence[Letter], back: Unit | None = None) -> HttpResponse:
    """One A4 page a person. Loading the page again makes no second set: the codes exist in this answer only."""
    address = request.build_absolute_uri(reverse("sign_in"))
    pages = [{"letter": letter, "qr": _qr(address, letter.person.username)} for letter in letters]
    context = {"pages": pages, "address": address, "back": back}
    response = render(request, "units/account_letters.html", context)
    add_never_cache_headers(response)
    return response


def _qr(address: str, username: str) -> str:
    """A picture in the page itself; it holds the address and the user name, never the code."""
    target = f"{address}?{urlencode({'username': username})}"
    return segno.make(target, error="m", micro=False).svg_data_uri(scale=4, border=2)
