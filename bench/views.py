"""Pages that only the bench opens."""

from django.http import HttpRequest, HttpResponse

from indicators.views.board import board


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def cold(request: HttpRequest, code: str) -> HttpResponse:
    """The board as the first reader after a change meets it."""
    return board(request, code)
