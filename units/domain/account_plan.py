"""What would become of each row of a table of accounts. Reads only; nothing is decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.names import NameIndex
from common.vietnamese import match_name, search_key
from units.acting import Acting
from units.choices import Role
from units.domain.accounts import Particulars, email_is_taken
from units.domain.usernames import free_username, taken_usernames
from units.models import Membership, Unit, User
from units.permissions import grantable_roles, may_grant
from units.queries.validity import valid_on
from units.validators import check_username

MOST_ROWS = 2000


class Fate(StrEnum):
    NEW = "new"  # an account is opened and a letter printed
    UPDATE = "update"  # a person known here gets one more role, no letter
    SKIP = "skip"  # the person holds this role already
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row as it was read; all texts, trimmed."""

    line: int
    particulars: Particulars
    unit: str
    role: str
    username: str = ""


@dataclass(slots=True)
class PlannedRow:
    """A row with its fate. ``owner`` tells rows of one new person from those of another."""

    row: AccountRow
    fate: Fate = Fate.NEW
    unit: Unit | None = None
    role: str = ""
    username: str = ""
    person: User | None = None
    owner: object = None
    faults: list[str] = field(default_factory=list)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    def refuse(self, sentence: str) -> None:
        self.fate = Fate.ERROR
        self.faults.append(sentence)


def plan_accounts(*, rows: Sequence[AccountRow], by: Acting, on: date) -> list[PlannedRow]:
    """The fate of every row, in their order. At most ``MOST_ROWS``; raises ``ValidationError`` above."""
    if len(rows) > MOST_ROWS:
        message = _("The table has more than %(limit)s rows; divide it.") % {"limit": MOST_ROWS}
        raise ValidationError(message, code="rows")
    planned = [PlannedRow(row) for row in rows]
    _check_particulars(planned)
    _find_units(planned, on)
    _find_roles(planned, by)
    _find_people(planned, by, on)
    _check_emails(planned)
    _name_accounts(planned)
    return planned


def _check_particulars(planned: Iterable[PlannedRow]) -> None:
    for each in planned:
        try:
            each.row.particulars.check()
            if each.row.username:
                check_username(each.row.username)
        except ValidationError as refused:
            each.refuse(" ".join(refused.messages))


def _find_units(planned: Iterable[PlannedRow], on: date) -> None:
    """By code, else by name without diacritics among the units valid today."""
    units = {unit.pk: unit for unit in Unit.objects.filter(valid_on(on))}
    index = NameIndex((unit.pk, unit.code, (unit.name, unit.short_name)) for unit in units.values())
    for each in planned:
        match = index.find(each.row.unit)
        each.unit = units[match.id] if match.id else None
        if each.unit is None:
            each.refuse(_no_unit(each.row.unit, len(match.ids), match.suggestions))


def _no_unit(text: str, bearers: int, suggestions: Sequence[str]) -> str:
    if bearers > 1:
        return _("%(count)s units are called “%(text)s”; write the code.") % {"count": bearers, "text": text[:80]}
    if suggestions:
        near = ", ".join(suggestions)
        return _("There is no unit “%(text)s”; did you mean %(near)s?") % {"text": text[:80], "near": near}
    return _("There is no unit “%(text)s”.") % {"text": text[:80]}


def role_names() -> dict[str, str]:
    """Roles by every way to write them: the code, the Vietnamese and the English name, without diacritics."""
    names: dict[str, str] = {}
    for language in ("vi", "en"):
        with override(language):
            names |= {search_key(str(role.label)): role.value for role in Role}
    return names | {search_key(role.value): role.value for role in Role}


def _find_roles(planned: Iterable[PlannedRow], by: Acting) -> None:
    names, may_give = role_names(), {}
    for each in planned:
        each.role = names.get(search_key(each.row.role), "")
        if not each.role:
            each.refuse(_("There is no role “%(text)s”.") % {"text": each.row.role[:80]})
        if each.unit is None:
            continue
        if each.unit.pk not in may_give:
            may_give[each.unit.pk] = grantable_roles(by, each.unit)
        if each.role and each.role not in may_give[each.unit.pk]:
            each.refuse(_("You may not give this role in this unit."))


def _find_people(planned: list[PlannedRow], by: Acting, on: date) -> None:
    """The same name with the same user name, role and unit, or e-mail is the same person."""
    by_username, by_email = _known_people(planned)
    holders = _holders(planned, on)
    seen: set[tuple[object, int | None, str]] = set()
    for each in planned:
        name, unit = match_name(each.row.particulars.full_name), each.unit.pk if each.unit else None
        same_login = by_username.get(each.row.username) if each.row.username else None
        if same_login is not None and match_name(same_login.full_name) != name:
            each.refuse(_("The user name “%(name)s” belongs to somebody else.") % {"name": each.row.username})
            continue
        if same_login is not None and not same_login.is_active:
            each.refuse(_("The account “%(name)s” is closed.") % {"name": each.row.username})
        same_mail = by_email.get((name, each.row.particulars.email.lower()))
        each.person = same_login or holders.get((name, unit, each.role)) or same_mail
        each.owner = each.person.pk if each.person else _owner(each, name)
        if (each.owner, unit, each.role) in seen:
            each.refuse(_("This person already stands above with this role."))
        seen.add((each.owner, unit, each.role))
        if each.person is not None and each.fate == Fate.NEW:
            held = holders.get((name, unit, each.role))
            each.fate = Fate.SKIP if held is not None and held.pk == each.person.pk else Fate.UPDATE
        _check_grant(each, by)


def _check_grant(each: PlannedRow, by: Acting) -> None:
    """Not everybody may give everybody a role they may give: nobody makes themself head."""
    if each.fate == Fate.UPDATE and each.unit is not None:
        may = may_grant(by, each.unit, each.role, each.person)
        if not may:
            each.refuse(str(may.reason))


def _check_emails(planned: Iterable[PlannedRow]) -> None:
    """One address opens one account: a mailbox that several people share is left empty in their rows."""
    new = [each for each in planned if each.fate == Fate.NEW and each.row.particulars.email]
    wanted = {each.row.particulars.email for each in new}
    taken = set(User.objects.filter(email__in=wanted, is_active=True).values_list("email", flat=True))
    owners: dict[str, object] = {}
    for each in new:
        address = each.row.particulars.email
        if address in taken:
            each.refuse(email_is_taken(address))
        elif owners.setdefault(address, each.owner) != each.owner:
            each.refuse(_("Somebody else stands above with this e-mail address; leave it empty or give another."))


def _owner(each: PlannedRow, name: str) -> object:
    """New people of one file: one user name, or one name and e-mail; bare namesakes in one unit are one person."""
    if each.row.username:
        return each.row.username
    mail = each.row.particulars.email.lower()
    return (name, mail) if mail else (name, each.unit.pk if each.unit else each.row.line)


def _known_people(planned: Iterable[PlannedRow]) -> tuple[dict[str, User], dict[tuple[str, str], User]]:
    usernames = {each.row.username for each in planned if each.row.username}
    mails = {each.row.particulars.email for each in planned if each.row.particulars.email}
    by_username = {user.username: user for user in User.objects.filter(username__in=usernames)}
    people = User.objects.filter(email__in=mails, is_active=True)
    return by_username, {(match_name(user.full_name), user.email.lower()): user for user in people}


def _holders(planned: Iterable[PlannedRow], on: date) -> dict[tuple[str, int | None, str], User]:
    units = {each.unit.pk for each in planned if each.unit}
    held = Membership.objects.filter(unit__in=units).exclude(valid_to__lt=on).select_related("user")
    return {(match_name(each.user.full_name), each.unit_id, each.role): each.user for each in held}


def _name_accounts(planned: Iterable[PlannedRow]) -> None:
    taken = taken_usernames() | {each.row.username for each in planned}
    named: dict[object, str] = {}
    for each in planned:
        if each.fate != Fate.NEW:
            each.username = each.person.username if each.person else each.row.username
            continue
        if each.owner not in named:
            named[each.owner] = each.row.username or free_username(each.row.particulars.full_name, taken)
            taken.add(named[each.owner])
        each.username = named[each.owner]
