"""What the head lets somebody sign: what each verb refuses, changes and leaves in the trail, and when it lapses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from common.models import AuditRecord
from tests.factories.units import make_authorisation, make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role
from units.domain.authorisations import authorise, confirm_authorisation, revoke_authorisation
from units.models import Authorisation, Membership, User
from units.queries.authorisations import lapsed_papers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
IT = Acting(User(is_superuser=True))


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def coordinator(unit):
    return acting_as(make_membership(unit=unit, role=Role.COORDINATOR).user)


@pytest.fixture
def head(unit):
    return acting_as(make_membership(unit=unit, role=Role.HEAD).user)


def today() -> date:
    return timezone.localdate()


PAPER = {"document_number": "12/UQ-UBND", "document_date": date(2025, 8, 1)}


def span() -> dict[str, date]:
    return {"valid_from": today(), "valid_to": today() + 30 * DAY}


def test_an_authorised_persons_acts_carry_the_documents_number(unit, head):
    clerk = make_membership(unit=unit).user
    authorise(unit=unit, person=clerk, by=head, **PAPER, **span())
    assert acting_as(clerk).actor().authorisation == "12/UQ-UBND"
    assert '"document_number":"12/UQ-UBND"' in AuditRecord.objects.get(verb="authorise").detail


def test_only_the_head_of_the_very_unit_authorises(unit, coordinator):
    clerk = make_membership(unit=unit).user
    other_head = acting_as(make_membership(role=Role.HEAD).user)
    for by in (coordinator, other_head, acting_as(clerk), IT):
        with pytest.raises(PermissionDenied):
            authorise(unit=unit, person=clerk, by=by, **PAPER, **span())
    assert not Authorisation.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"document_number": "  "},
        {"document_number": "x" * 121},
        {"document_number": "12\x00UQ"},
        {"valid_to": date(2020, 1, 1)},
    ],
)
def test_a_paper_without_number_or_span_is_refused(unit, head, fields):
    clerk = make_membership(unit=unit).user
    with pytest.raises(ValidationError):
        authorise(unit=unit, person=clerk, by=head, **{**PAPER, **span(), **fields})


def test_the_head_authorises_colleagues_not_strangers_and_not_themself(unit, head):
    for person in (make_user(), head.user):
        with pytest.raises(ValidationError):
            authorise(unit=unit, person=person, by=head, **PAPER, **span())


def test_a_revoked_authorisation_gives_no_authority_any_more_and_is_revoked_once(unit, head):
    clerk = make_membership(unit=unit).user
    paper = make_authorisation(clerk, unit, by=head.user)
    revoke_authorisation(authorisation=paper, by=head)
    assert acting_as(clerk).authorisation is None
    with pytest.raises(ValidationError):
        revoke_authorisation(authorisation=paper, by=head)


def paper_by(head, unit, **fields):
    return make_authorisation(make_membership(unit=unit).user, unit, by=head.user, **fields)


def number_of(person) -> str:
    return acting_as(person).actor().authorisation


def test_an_authorisation_lapses_the_day_after_its_givers_headship(unit, head):
    paper = paper_by(head, unit)
    held = Membership.objects.filter(user=head.user)
    held.update(valid_to=today())
    assert number_of(paper.person) == paper.document_number
    held.update(valid_to=today() - DAY)
    assert number_of(paper.person) == ""
    assert [each.pk for each in lapsed_papers(unit, today())] == [paper.pk]


def test_an_authorisation_lapses_with_its_givers_account(unit, head):
    paper = paper_by(head, unit)
    User.objects.filter(pk=head.user.pk).update(is_active=False)
    assert number_of(paper.person) == ""


def test_a_head_of_another_unit_gives_no_authority_here(unit, head):
    paper = paper_by(head, make_unit())
    assert number_of(paper.person) == ""


def test_the_new_head_confirms_what_the_former_signed_by_a_row_of_their_own(unit, head):
    paper = paper_by(head, unit)
    Membership.objects.filter(user=head.user).update(valid_to=today() - DAY)
    new = acting_as(make_membership(unit=unit, role=Role.HEAD).user)
    again = confirm_authorisation(authorisation=paper, by=new)
    assert (again.granted_by, again.document_number, again.valid_to) == (
        new.user,
        paper.document_number,
        paper.valid_to,
    )
    assert number_of(paper.person) == paper.document_number
    assert not lapsed_papers(unit, today())
    assert set(AuditRecord.objects.values_list("verb", flat=True)) == {"authorise", "revoke_authorisation"}


def test_what_stands_or_was_revoked_is_not_confirmed(unit, head):
    for fields in ({}, {"revoked_at": timezone.now()}, {"valid_to": today() - DAY}):
        with pytest.raises(ValidationError):
            confirm_authorisation(authorisation=paper_by(head, unit, **fields), by=head)


def test_only_the_head_of_the_unit_confirms(unit, coordinator):
    former = acting_as(make_membership(unit=unit, role=Role.HEAD, valid_to=today() - DAY).user)
    for by in (coordinator, former):
        with pytest.raises(PermissionDenied):
            confirm_authorisation(authorisation=paper_by(former, unit), by=by)
