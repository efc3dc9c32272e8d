"""API tokens: one a person, shown once when made; only its digest is kept."""

import hashlib
import secrets

from django.db import transaction
from rest_framework.authtoken.models import Token

from common.domain import audit
from common.permissions import require
from units import permissions
from units.acting import Acting
from units.models import User


def digest_of(shown: str) -> str:
    """What stands in the database for a token (160 bits of SHA-256: the width of the column)."""
    return hashlib.sha256(shown.encode()).hexdigest()[:40]


@transaction.atomic
def give_token(*, person: User, by: Acting) -> str:
    """A new token for the person, in place of an older one; the caller shows it, nobody can read it again."""
    require(permissions.may_keep_token(by, person))
    User.objects.select_for_update().get(pk=person.pk)  # two requests at once make one token each, the later stays
    shown = secrets.token_hex(20)
    Token.objects.filter(user=person).delete()
    Token.objects.create(user=person, key=digest_of(shown))
    audit.record(actor=by.actor(), verb="give_token", subject=("person", str(person.pk)))
    return shown


@transaction.atomic
def end_token(*, person: User, by: Acting) -> bool:
    """Whether there was one to end."""
    require(permissions.may_keep_token(by, person))
    ended, _models = Token.objects.filter(user=person).delete()
    if ended:
        audit.record(actor=by.actor(), verb="end_token", subject=("person", str(person.pk)))
    return bool(ended)
