"""Opening many accounts at once: all or nothing, one audit row, letters returned once."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from common.canonical import digest
from common.domain import audit
from common.faults import Fault, Faults
from common.locks import advisory_lock
from common.permissions import require
from units.acting import Acting
from units.domain.account_plan import AccountRow, Fate, PlannedRow, plan_accounts
from units.domain.accounts import Letter, new_person
from units.domain.passwords import FirstCode, draw_code
from units.models import Membership, User
from units.permissions import may_import_accounts


def open_accounts(*, rows: Sequence[AccountRow], valid_from: date, by: Acting, left_out: int = 0) -> list[Letter]:
    """Accounts, roles and codes for every row that asks for something new, in the rows' order.

    The plan is made again under the lock: what the preview promised may have been overtaken. Raises
    ``Faults`` with one fault a row, and then nothing is written. ``left_out`` rows of the table had faults, and
    the person chose to go on without them: the trail says so.
    """
    require(may_import_accounts(by))
    codes = [draw_code() for _row in rows]
    with transaction.atomic(), advisory_lock("accounts"):
        planned = plan_accounts(rows=rows, by=by, on=valid_from)
        _refuse_faults(planned)
        people = _open_people(planned, codes)
        memberships = _give_roles(planned, people, valid_from)
        if memberships:
            _tell(people, memberships, by, left_out)
    return _letters(people, memberships, codes)


def _refuse_faults(planned: Iterable[PlannedRow]) -> None:
    faults = [Fault(sentence, each.row.line) for each in planned for sentence in each.faults]
    if faults:
        raise Faults(faults)


def _open_people(planned: Iterable[PlannedRow], codes: Sequence[FirstCode]) -> dict[str, User]:
    """New people by user name, in the order of their first row."""
    people: dict[str, User] = {}
    for each, code in zip(planned, codes, strict=True):
        if each.fate == Fate.NEW and each.username not in people:
            people[each.username] = new_person(each.row.particulars, each.username, code)
    User.objects.bulk_create(people.values())
    return people


def _give_roles(planned: Iterable[PlannedRow], people: dict[str, User], valid_from: date) -> list[Membership]:
    given = [
        Membership(
            user=people[each.username] if each.fate == Fate.NEW else each.person,
            unit=each.unit,
            role=each.role,
            valid_from=valid_from,
        )
        for each in planned
        if each.fate in (Fate.NEW, Fate.UPDATE)
    ]
    return Membership.objects.bulk_create(given)


def _tell(people: dict[str, User], memberships: Sequence[Membership], by: Acting, left_out: int) -> None:
    detail = {
        "accounts": len(people),
        "memberships": len(memberships),
        "rows_left_out": left_out,
        "accounts_sha256": digest(people),
        "first_account": min((person.pk for person in people.values()), default=None),
        "last_account": max((person.pk for person in people.values()), default=None),
    }
    audit.record(actor=by.actor(), verb="open_accounts", subject=("accounts", "import"), detail=detail)


def _letters(people: dict[str, User], memberships: Sequence[Membership], codes: Sequence[FirstCode]) -> list[Letter]:
    by_hash = {code.kept: code for code in codes}
    held: dict[int, list[Membership]] = {}
    for membership in memberships:
        held.setdefault(membership.user_id, []).append(membership)
    return [Letter(person, by_hash[person.password], tuple(held[person.pk])) for person in people.values()]
