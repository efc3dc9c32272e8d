"""The shape of a permission: a yes, or a no with the sentence that a person reads."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class Answer(NamedTuple):
    """``allowed`` and, where it is not, why. Unpacks as a pair and is true when allowed."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Answer(True)


def refused(reason: str | Promise) -> Answer:
    return Answer(False, reason)


def allowed_when(condition: object, otherwise: str | Promise) -> Answer:
    return ALLOWED if condition else Answer(False, otherwise)


def require(answer: Answer) -> None:
    """Raise ``PermissionDenied`` with the reason, for verbs and views alike."""
    if not answer.allowed:
        raise PermissionDenied(str(answer.reason))
