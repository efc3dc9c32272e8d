"""Who calls the API with a token, and for which unit, in which role."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from units.acting import Acting, acting_as
from units.domain.tokens import digest_of
from units.models import User

UNIT, ROLE = "X-Acting-Unit", "X-Acting-Role"


class ActingTokenAuthentication(TokenAuthentication):
    """``Authorization: Token …``; ``X-Acting-Unit: CODE`` (and ``X-Acting-Role``) names the membership acted in, else
    the one held longest. What the person may do is what they may do on the pages."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        if found is not None:
            request._request.acting = _acting(found[0], request)  # as the middleware does for a session
        return found

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        user, token = super().authenticate_credentials(digest_of(key))
        if user.must_change_password:
            raise AuthenticationFailed(_("Choose a password of your own first; until then nothing else opens."))
        return user, token


def _acting(user: User, request: Request) -> Acting:
    code, role = request.headers.get(UNIT, "").strip(), request.headers.get(ROLE, "").strip()
    acting = acting_as(user)
    if not code and not role:
        return acting
    for held in acting.memberships:
        if code in ("", held.unit.code, held.unit.reference) and role in ("", held.role):
            return replace(acting, membership=held, memory={})
    raise PermissionDenied(_("You hold no such role in this unit today."))
