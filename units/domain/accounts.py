"""Accounts of people: opened with a first-login code, corrected, reset, closed.

The code is returned once, to be printed; only its hash is kept. What the audit trail keeps are ids, never names.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from common.domain import audit
from common.locks import advisory_lock
from common.permissions import allowed_when, require
from units import permissions
from units.acting import Acting
from units.domain.membership import grant_role
from units.domain.passwords import CODE_FIELDS, FirstCode, draw_code
from units.domain.usernames import free_username, taken_usernames
from units.models import Membership, Unit, User
from units.validators import check_email, check_phone, check_text, check_username


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a person besides their roles."""

    full_name: str
    post: str = ""
    email: str = ""
    phone: str = ""

    def check(self) -> None:
        check_text(self.full_name, 200)
        check_text(self.post, 200, required=False)
        check_email(self.email)
        check_phone(self.phone)


PARTICULARS = [field.name for field in fields(Particulars)]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed for a new person and handed over: shown once, kept nowhere."""

    person: User
    code: FirstCode
    memberships: tuple[Membership, ...] = ()


def invite(
    *, unit: Unit, role: str, particulars: Particulars, username: str = "", valid_from: date, by: Acting
) -> Letter:
    """A new account with one role. Raises ``ValidationError`` when the user name is taken."""
    particulars.check()
    if username:
        check_username(username)
    code = draw_code()
    with transaction.atomic(), advisory_lock("accounts"):
        require(permissions.may_grant(by, unit, role))
        person = _open(particulars, username, code)
        held = grant_role(person=person, unit=unit, role=role, valid_from=valid_from, by=by)
        _tell("open_account", person, by)
    return Letter(person, code, (held,))


def _open(particulars: Particulars, username: str, code: FirstCode) -> User:
    taken = taken_usernames()
    if username in taken:
        raise ValidationError(_("The user name “%(name)s” is taken.") % {"name": username}, code="taken")
    person = new_person(particulars, username or free_username(particulars.full_name, taken), code)
    person.save(force_insert=True)
    return person


def new_person(particulars: Particulars, username: str, code: FirstCode) -> User:
    """An unsaved account that the code opens."""
    person = User(username=username, **{name: getattr(particulars, name) for name in PARTICULARS})
    code.give_to(person)
    return person


def reset_password(*, person: User, unit: Unit, by: Acting) -> Letter:
    """A new first-login code instead of the password; open sessions and API tokens of the account end at once."""
    code = draw_code()
    with transaction.atomic():
        locked = _account(person, unit, by)
        code.give_to(locked)
        locked.save(update_fields=CODE_FIELDS)
        Token.objects.filter(user=locked).delete()
        _tell("reset_password", locked, by)
    return Letter(locked, code)


@transaction.atomic
def correct_person(*, person: User, unit: Unit, particulars: Particulars, by: Acting) -> None:
    """Name, post, e-mail and telephone as the unit's coordinator knows them."""
    particulars.check()
    locked = _account(person, unit, by)
    changed = [name for name in PARTICULARS if getattr(locked, name) != getattr(particulars, name)]
    for name in changed:
        setattr(locked, name, getattr(particulars, name))
    if changed:
        _check_email_is_own(locked)
        locked.save(update_fields=changed)
        _tell("correct_account", locked, by, fields=changed)


@transaction.atomic
def deactivate(*, person: User, unit: Unit, by: Acting) -> None:
    """Closes the account and ends its roles; what the person did stays under their name."""
    locked = _account(person, unit, by)
    if locked.pk == by.user.pk:
        raise ValidationError(_("Nobody closes their own account."), code="self")
    today = timezone.localdate()
    open_ones = Membership.objects.filter(user=locked).exclude(valid_to__lt=today)
    open_ones.filter(valid_from__gte=today).delete()
    open_ones.update(valid_to=today - timedelta(days=1))
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    _tell("close_account", locked, by)


@transaction.atomic
def update_own(*, email: str, phone: str, language: str, by: Acting) -> None:
    """What everybody may change about themselves; the name stands on acts and is the coordinator's."""
    check_email(email)
    check_phone(phone)
    person = User.objects.select_for_update().get(pk=by.user.pk or 0)
    new = {"email": email, "phone": phone, "language": language}
    changed = [name for name, value in new.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, new[name])
    if changed:
        _check_email_is_own(person)
        person.save(update_fields=changed)
        _tell("correct_account", person, by, fields=changed)


@transaction.atomic
def save_by_it(*, person: User, changed: list[str], by: Acting) -> None:
    """What the administration's form altered, ``is_active`` included; the trail keeps the fields, not the values."""
    require(allowed_when(by.is_it, _("Only administrators may do this.")))
    if changed:
        person.save(update_fields=changed)
        _tell("correct_account", person, by, fields=changed)


def _check_email_is_own(person: User) -> None:
    """A second account with one address would lock both out of signing in by e-mail."""
    others = User.objects.filter(email__iexact=person.email, is_active=True).exclude(pk=person.pk)
    if person.email and others.exists():
        raise ValidationError(_("Another account uses this e-mail address."), code="email")


def _account(person: User, unit: Unit, by: Acting) -> User:
    locked = User.objects.select_for_update().get(pk=person.pk)
    require(permissions.may_manage_account(by, locked, unit))
    return locked


def _tell(verb: str, person: User, by: Acting, **detail: object) -> None:
    audit.record(actor=by.actor(), verb=verb, subject=("person", str(person.pk)), detail=detail)
