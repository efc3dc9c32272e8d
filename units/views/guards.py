"""From a permission or a refusal to an answer: used by the views of every app."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest


def done(request: HttpRequest, sentence: str, act: Callable[[], Any]) -> bool:
    """Runs one act; says that it is done, or in the act's own words why nothing was changed."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    messages.success(request, sentence)
    return True


def accepted(form: Form, act: Callable[[], Any]) -> Any:
    """What a valid form's act returns; None where form or act refuse, with the reasons on the form."""
    if not form.is_valid():
        return None
    try:
        return act() or True
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return None
