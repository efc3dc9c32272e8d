"""Pages that only the bench opens."""

from django.http import HttpRequest, HttpResponse

from common.kept import forget_everything
from indicators.views.board import board


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def cold(request: HttpRequest, code: str) -> HttpResponse:
    """The board as the first reader after a change meets it."""
    forget_everything()
    return board(request, code)
