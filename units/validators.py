"""What a form, an import and the API ask alike of people's particulars."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common.cells import FORBIDDEN

# No "@": a user name that looked like an address could shadow a colleague's e-mail at sign-in.
USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,148})[a-z0-9]")
PHONE = re.compile(r"\+?[0-9][0-9 .()-]{5,38}")


def check_text(text: str, limit: int, *, required: bool = True) -> None:
    """One line of printable text."""
    if required and not text.strip():
        raise ValidationError(_("This may not be empty."), code="empty")
    if FORBIDDEN.search(text) or any(sign in text for sign in "\r\n\t"):
        raise ValidationError(_("There is a character in it that may not be stored."), code="character")
    if len(text) > limit:
        message = _("This is longer than %(limit)s characters.") % {"limit": limit}
        raise ValidationError(message, code="long")


def check_username(name: str) -> None:
    if not USERNAME.fullmatch(name):
        raise ValidationError(
            _("A user name has at least three small letters or digits; dots, hyphens and underscores inside."),
            code="username",
        )


def check_email(address: str) -> None:
    """Empty is allowed: many officials share a mailbox or have none. A mailbox opens one account at most."""
    check_text(address, 254, required=False)
    if address:
        validate_email(address)


def tidy_email(address: str) -> str:
    """One spelling of an address, in which it is kept: it is a name to sign in with."""
    return address.strip().lower()


def check_phone(number: str) -> None:
    if number and not PHONE.fullmatch(number):
        raise ValidationError(_("“%(number)s” is not a telephone number.") % {"number": number[:40]}, code="phone")


def check_span(valid_from: date, valid_to: date | None) -> None:
    if valid_to and valid_to < valid_from:
        raise ValidationError(_("The last day lies before the first."), code="span")
