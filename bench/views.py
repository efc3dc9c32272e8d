"""Pages that only the bench opens."""

from itertools import count

from django.http import HttpRequest, HttpResponse

from indicators.views.board import board

READERS = count()


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def cold(request: HttpRequest, code: str) -> HttpResponse:
    """The board as the first reader after a change meets it."""
    # An address nobody asked for before; what others keep stays kept.
    request.META["QUERY_STRING"] += f"&n={next(READERS)}"
    return board(request, code)
