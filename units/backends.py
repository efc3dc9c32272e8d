"""Sign-in by user name or e-mail address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from common.cells import forbidden_character
from units.hashers import FirstCodeHasher
from units.models import User

TRIES, TRIES_UNDER_ATTACK, ATTACK = 8, 3, 40


class PeopleBackend(ModelBackend):
    """Answers alike, and in the like time, for a wrong password, an unknown name and an expired code."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        person = person_named(username)
        if person is None:
            make_password(password)
            return None
        fits = _fits(person, password)
        return person if fits and self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not code_has_expired(user)


def person_named(name: str) -> User | None:
    """Whoever has this user name, else the one person with this e-mail address; two with one address: nobody."""
    person = User.objects.filter(username=User.normalize_username(name)).first()
    if person is not None or "@" not in name:
        return person
    found = list(User.objects.filter(email__iexact=name.strip(), is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def account_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that failures are counted on: user name and every spelling of the e-mail address are one door."""
    given = (credentials or getattr(request, "POST", {})).get("username") or ""
    person = person_named(given) if given and not forbidden_character(given) else None
    return person.username if person else given.strip().casefold()[:255]


def tries_allowed(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> int:
    """How many failures shut the door for a name from one address: fewer while the name is tried from everywhere.

    Counted so, guessing with many addresses is slow, and the person still comes in from their own."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=account_tried(request, credentials), attempt_time__gte=since)
    everywhere = tried.aggregate(all=Sum("failures_since_start"))["all"] or 0
    return TRIES_UNDER_ATTACK if everywhere >= ATTACK else TRIES


def code_has_expired(person: User) -> bool:
    until = person.first_code_expires_at
    return person.must_change_password and until is not None and until < timezone.now()


def _fits(person: User, password: str) -> bool:
    """A first-login code is checked fast; a wrong one costs what a wrong password does."""
    if not person.has_usable_password():
        make_password(password)
        return False
    if not person.password.startswith(f"{FirstCodeHasher.algorithm}$"):
        return person.check_password(password)
    fits = FirstCodeHasher().verify(password, person.password)
    make_password(password)
    return fits
