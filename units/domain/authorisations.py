"""The head's authorisations: given, revoked, confirmed by the next head. What was signed before stays signed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.domain import audit
from common.permissions import require
from units import permissions
from units.acting import Acting
from units.models import Authorisation, Unit, User
from units.queries.authorisations import lapsed_papers
from units.queries.people import acts_for
from units.validators import check_span, check_text


@transaction.atomic
def authorise(
    *,
    unit: Unit,
    person: User,
    document_number: str,
    document_date: date,
    valid_from: date,
    valid_to: date,
    by: Acting,
) -> Authorisation:
    """The head lets a colleague sign for dates; the document's number stands on every act that rests on it."""
    require(permissions.may_authorise(by, unit))
    check_text(document_number, 120)
    check_span(valid_from, valid_to)
    if person.pk == by.user.pk or not acts_for(person, unit, timezone.localdate()):
        raise ValidationError(_("Authorise a colleague who acts for your unit today."), code="colleague")
    given = Authorisation.objects.create(
        unit=unit,
        person=person,
        granted_by_id=by.user.pk or 0,
        document_number=document_number.strip(),
        document_date=document_date,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _tell("authorise", given, by)
    return given


@transaction.atomic
def revoke_authorisation(*, authorisation: Authorisation, by: Acting) -> None:
    """From now on; what was signed before stays signed."""
    require(permissions.may_revoke(by, authorisation))
    given = Authorisation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=authorisation.pk)
    if given.revoked_at:
        raise ValidationError(_("This authorisation has already been revoked."), code="revoked")
    given.revoked_at = timezone.now()
    given.save(update_fields=["revoked_at"])
    _tell("revoke_authorisation", given, by)


@transaction.atomic
def confirm_authorisation(*, authorisation: Authorisation, by: Acting) -> Authorisation:
    """The head now in office lets a former head's document stand: a row of its own from today, in place of the old."""
    require(permissions.may_authorise(by, authorisation.unit))
    today = timezone.localdate()
    given = lapsed_papers(authorisation.unit, today).filter(pk=authorisation.pk).first()
    if given is None:
        raise ValidationError(_("This authorisation needs no confirmation: it stands, is over or was revoked."))
    again = authorise(
        unit=authorisation.unit, person=given.person, document_number=given.document_number,
        document_date=given.document_date, valid_from=max(today, given.valid_from), valid_to=given.valid_to, by=by,
    )  # fmt: skip
    revoke_authorisation(authorisation=given, by=by)
    return again


def _tell(verb: str, given: Authorisation, by: Acting) -> None:
    detail = {
        "person": given.person_id,
        "unit": given.unit.reference,
        "document_number": given.document_number,
        "document_date": given.document_date,
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
    }
    audit.record(actor=by.actor(), verb=verb, subject=("authorisation", str(given.pk)), detail=detail)
