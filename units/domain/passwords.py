"""First-login codes and passwords. Hashing happens before the transaction opens: it is slow on purpose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from rest_framework.authtoken.models import Token

from common.actors import Actor
from common.domain import audit
from units.hashers import FirstCodeHasher, new_first_code
from units.models import User

FIRST_CODE_DAYS = 14


@dataclass(frozen=True, slots=True)
class FirstCode:
    """A code as printed, as kept, and until when it opens the account. Only ``kept`` is stored."""

    shown: str
    kept: str
    until: datetime

    def give_to(self, person: User) -> None:
        """Sets the fields; saving is the caller's."""
        person.password = self.kept
        person.must_change_password = True
        person.first_code_expires_at = self.until


def draw_code() -> FirstCode:
    shown = new_first_code()
    kept = make_password(shown, hasher=FirstCodeHasher.algorithm)
    return FirstCode(shown, kept, timezone.now() + timedelta(days=FIRST_CODE_DAYS))


CODE_FIELDS = ["password", "must_change_password", "first_code_expires_at"]


def change_password(*, person: User, password: str, actor: Actor) -> None:
    """Replaces the password or the first-login code; the API token ends with it, other sessions by their hash.

    The caller has checked the password against the rules."""
    kept = make_password(password)
    with transaction.atomic():
        person.password = kept
        person.must_change_password = False
        person.first_code_expires_at = None
        person.save(update_fields=CODE_FIELDS)
        end_tokens(person)
        audit.record(actor=actor, verb="change_password", subject=("person", str(person.pk)))


def end_tokens(person: User) -> None:
    Token.objects.filter(user=person).delete()


def shut_out(person: User) -> None:
    """No key of a closed account opens it again, not even when it is opened again: that takes a new code."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_tokens(person)
