"""Accounts of people: opened with a first-login code, corrected, reset, closed.

The code is returned once, to be printed; only its hash is kept. What the audit trail keeps are ids, never names.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.domain import audit
from common.locks import advisory_lock
from common.permissions import allowed_when, require
from units import permissions
from units.acting import Acting
from units.domain.membership import enter_role
from units.domain.passwords import CODE_FIELDS, FirstCode, draw_code, end_tokens, shut_out
from units.domain.usernames import free_username, taken_usernames
from units.models import Membership, Unit, User
from units.validators import check_email, check_phone, check_text, check_username, tidy_email


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a person besides their roles."""

    full_name: str
    post: str = ""
    email: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "email", tidy_email(self.email))

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
        held = enter_role(person, unit, role, valid_from, None, by)
        _tell("open_account", person, by)
    return Letter(person, code, (held,))


def _open(particulars: Particulars, username: str, code: FirstCode) -> User:
    taken = taken_usernames()
    if username in taken:
        raise ValidationError(_("The user name “%(name)s” is taken.") % {"name": username}, code="taken")
    person = new_person(particulars, username or free_username(particulars.full_name, taken), code)
    check_email_is_own(person)
    person.save(force_insert=True)
    return person


def new_person(particulars: Particulars, username: str, code: FirstCode) -> User:
    """An unsaved account that the code opens."""
    person = User(username=username, **{name: getattr(particulars, name) for name in PARTICULARS})
    code.give_to(person)
    return person


def reset_password(*, person: User, unit: Unit | None, by: Acting) -> Letter:
    """A new first-login code instead of the password; open sessions and API tokens of the account end at once."""
    code = draw_code()
    with transaction.atomic():
        locked = _locked(person.pk)
        require(permissions.may_reset(by, locked, unit))
        code.give_to(locked)
        locked.save(update_fields=CODE_FIELDS)
        end_tokens(locked)
        _tell("reset_password", locked, by)
    return Letter(locked, code)


@transaction.atomic
def correct_person(*, person: User, unit: Unit, particulars: Particulars, by: Acting) -> None:
    """Name, post, e-mail and telephone as the unit's coordinator knows them."""
    particulars.check()
    with advisory_lock("accounts"):
        _alter(_account(person, unit, by), {name: getattr(particulars, name) for name in PARTICULARS}, by)


def _alter(person: User, values: dict[str, str], by: Acting) -> None:
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        check_email_is_own(person)
        person.save(update_fields=changed)
        _tell("correct_account", person, by, fields=changed)


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
    shut_out(locked)
    _tell("close_account", locked, by)


@transaction.atomic
def update_own(*, email: str, phone: str, language: str, by: Acting) -> None:
    """What everybody may change about themselves; the name stands on acts and is the coordinator's."""
    check_email(email)
    check_phone(phone)
    with advisory_lock("accounts"):
        person = _locked(by.user.pk or 0)
        _alter(person, {"email": tidy_email(email), "phone": phone, "language": language}, by)


@transaction.atomic
def save_by_it(*, person: User, changed: list[str], by: Acting) -> None:
    """What the administration's form altered, ``is_active`` included; the trail keeps the fields, not the values."""
    require(allowed_when(by.is_it, _("Only administrators may do this.")))
    with advisory_lock("accounts"):
        person.email = tidy_email(person.email)
        check_email_is_own(person)
        if changed:
            person.save(update_fields=changed)
            _tell("correct_account", person, by, fields=changed)
        if "is_active" in changed and not person.is_active:
            shut_out(person)


def check_email_is_own(person: User) -> None:
    """A second account with one address would lock both out of signing in by e-mail."""
    others = User.objects.filter(email__iexact=person.email, is_active=True).exclude(pk=person.pk)
    if person.email and person.is_active and others.exists():
        raise ValidationError(email_is_taken(person.email), code="email")


def email_is_taken(address: str) -> str:
    sentence = _("Another account signs in with %(address)s. Nothing was saved: leave it empty or give another.")
    return sentence % {"address": address}


def _account(person: User, unit: Unit, by: Acting) -> User:
    locked = _locked(person.pk)
    require(permissions.may_manage_account(by, locked, unit))
    return locked


def _locked(pk: int) -> User:
    return User.objects.select_for_update().get(pk=pk)


def _tell(verb: str, person: User, by: Acting, **detail: object) -> None:
    audit.record(actor=by.actor(), verb=verb, subject=("person", str(person.pk)), detail=detail)
