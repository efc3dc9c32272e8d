"""Roles: given, ended, handed over. Drafts and duties belong to the unit and stay."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.domain import audit
from common.permissions import require
from units import permissions
from units.acting import Acting
from units.choices import Role
from units.models import Membership, Unit, User
from units.queries.people import acts_for
from units.queries.validity import holds_on, overlapping
from units.validators import check_span


@transaction.atomic
def grant_role(
    *, person: User, unit: Unit, role: str, valid_from: date, valid_to: date | None = None, by: Acting
) -> Membership:
    """Raises ``PermissionDenied``, or ``ValidationError`` where the person holds the role on some of these days."""
    require(permissions.may_grant(by, unit, role, person))
    return enter_role(person, unit, role, valid_from, valid_to, by)


def enter_role(person: User, unit: Unit, role: str, valid_from: date, valid_to: date | None, by: Acting) -> Membership:
    """The row and its trail; whoever calls has asked whether ``by`` may."""
    _lock(person)
    _check_role(person, unit, role, valid_from, valid_to)
    held = Membership.objects.create(user=person, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
    _tell("grant_role", held, by)
    return held


def _lock(person: User) -> None:
    """Two people giving one role at once must see each other's row."""
    User.objects.select_for_update().get(pk=person.pk)


def _check_role(person: User, unit: Unit, role: str, valid_from: date, valid_to: date | None) -> None:
    if role not in Role.values:
        raise ValidationError(_("This role is unknown."), code="role")
    check_span(valid_from, valid_to)
    if not person.is_active:
        raise ValidationError(_("This account is closed."), code="closed")
    if unit.valid_to and valid_from > unit.valid_to:
        raise ValidationError(_("The unit ended before that day."), code="unit")
    same = Membership.objects.filter(overlapping(valid_from, valid_to or date.max), user=person, unit=unit, role=role)
    if same.exists():
        raise ValidationError(_("This person already holds the role on some of these days."), code="overlap")


@transaction.atomic
def end_role(*, membership: Membership, on: date, by: Acting) -> None:
    """``on`` is the last day. A role that has not begun by then is taken back and leaves no row."""
    require(permissions.may_end(by, membership))
    held = Membership.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=membership.pk)
    if held.valid_to and held.valid_to < on:
        raise ValidationError(_("This role has already ended."), code="ended")
    if on < held.valid_from:
        _tell("withdraw_role", held, by)
        held.delete()
        return
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    _tell("end_role", held, by)


@transaction.atomic
def hand_over(*, membership: Membership, to: User, on: date, by: Acting) -> Membership:
    """``to`` holds the role from ``on``, the present holder until the day before. Returns the new membership."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=membership.pk)
    require(permissions.may_hand_over(by, held, acts_for(to, held.unit, timezone.localdate())))
    if held.user_id != by.user.pk:
        require(permissions.may_grant(by, held.unit, held.role, to))
    _check_hand_over(held, to, on)
    until = held.valid_to
    held.valid_to = on - timedelta(days=1)
    held.save(update_fields=["valid_to"])
    _tell("end_role", held, by)
    return enter_role(to, held.unit, held.role, on, until, by)


def _check_hand_over(held: Membership, to: User, on: date) -> None:
    if to.pk == held.user_id:
        raise ValidationError(_("A role is handed over to somebody else."), code="self")
    if on <= held.valid_from or not holds_on(held, on):
        raise ValidationError(_("The role can be handed over on a day on which it is held, not the first."), code="day")


def _tell(verb: str, held: Membership, by: Acting) -> None:
    detail = {
        "person": held.user_id,
        "unit": held.unit.reference,
        "role": held.role,
        "valid_from": held.valid_from,
        "valid_to": held.valid_to,
    }
    audit.record(actor=by.actor(), verb=verb, subject=("membership", str(held.pk)), detail=detail)
