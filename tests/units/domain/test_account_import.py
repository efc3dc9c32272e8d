"""Many accounts at once: every row has a fate, and all rows go in or none."""

import time

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from common.faults import Faults
from common.models import AuditRecord
from tests.factories.campaigns import make_campaign
from tests.factories.units import make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role, UnitKind
from units.domain.account_import import open_accounts
from units.domain.account_plan import MOST_ROWS, AccountRow, Fate, plan_accounts, role_names
from units.domain.accounts import Particulars
from units.models import Membership, Unit, User

pytestmark = pytest.mark.django_db
IT = Acting(User(is_superuser=True))


@pytest.fixture
def ward():
    return make_unit("Phường Sài Gòn", code="26740")


def row(name="Nguyễn Văn An", unit="26740", role="reporter", line=2, username="", **more) -> AccountRow:
    return AccountRow(line, Particulars(name, **more), unit, role, username)


def plan(*rows, by=IT):
    return plan_accounts(rows=rows, by=by, on=timezone.localdate())


def load(*rows, by=IT):
    return open_accounts(rows=rows, valid_from=timezone.localdate(), by=by)


@pytest.mark.parametrize("unit", ["26740", "Phường Sài Gòn", "phuong sai gon", "P. Sài Gòn", "  sài gòn "])
def test_a_unit_is_named_by_code_or_name(ward, unit):
    (planned,) = plan(row(unit=unit))
    assert (planned.fate, planned.unit) == (Fate.NEW, ward)


@pytest.mark.parametrize("role", ["reporter", "Người phụ trách báo cáo", "nguoi phu trach bao cao", "Reporter"])
def test_a_role_is_named_in_either_language(ward, role):
    assert plan(row(role=role))[0].role == Role.REPORTER


def test_every_role_has_names_of_its_own():
    assert set(role_names().values()) == set(Role.values)


def test_a_misspelt_unit_is_answered_with_the_nearest(ward):
    (planned,) = plan(row(unit="Phường Sài Gònn"))
    assert planned.fate == Fate.ERROR
    assert "Phường Sài Gòn" in planned.faults[0]


def test_a_name_two_units_share_asks_for_the_code(ward):
    make_unit("Phường Sài Gòn", code="99999")
    (planned,) = plan(row(unit="Phường Sài Gòn"))
    assert planned.fate == Fate.ERROR
    assert "2" in planned.faults[0]


@pytest.mark.parametrize(
    "bad",
    [
        row(unit="Nơi khác"),
        row(role="vua"),
        row(role=""),
        row(name=""),
        row(name="A\x00n"),
        row(email="không"),
        row(username="A B"),
        row(phone="không"),
    ],
)
def test_one_bad_row_keeps_all_rows_out(ward, bad):
    before = User.objects.count()
    with pytest.raises(Faults) as refused:
        load(row(name="Trần Bình"), AccountRow(7, bad.particulars, bad.unit, bad.role, bad.username))
    assert {fault.line for fault in refused.value.faults} == {7}
    assert (User.objects.count(), Membership.objects.count()) == (before, 0)
    assert not AuditRecord.objects.exists()


def test_letters_come_in_the_order_of_the_rows_and_their_codes_open_the_accounts(ward):
    letters = load(row("Nguyễn Văn An"), row("Trần Thị Bình", line=3), row("Nguyễn Việt An", line=4))
    assert [letter.person.username for letter in letters] == ["annv", "binhtt", "annv2"]
    for letter in letters:
        person = User.objects.get(username=letter.person.username)
        assert check_password(letter.code.shown, person.password)
        assert letter.memberships[0].unit == ward


def test_a_table_loaded_twice_opens_nothing_twice(ward):
    rows = [row(), row("Trần Bình", line=3)]
    load(*rows)
    assert [each.fate for each in plan(*rows)] == [Fate.SKIP, Fate.SKIP]
    assert load(*rows) == []
    assert User.objects.count() == 2
    assert AuditRecord.objects.filter(verb="open_accounts").count() == 1


def test_a_person_known_here_gets_one_more_role_and_no_letter(ward):
    person = make_user("annv", full_name="Nguyễn Văn An", email="an@x.vn")
    by_mail, by_login = row(email="an@x.vn"), row(username="annv", role="head", line=3)
    assert [each.fate for each in plan(by_mail, by_login)] == [Fate.UPDATE, Fate.UPDATE]
    assert load(by_mail, by_login) == []
    assert {held.role for held in person.memberships.all()} == {Role.REPORTER, Role.HEAD}


def test_a_user_name_of_somebody_else_is_refused(ward):
    make_user("annv", full_name="Phạm Văn Khác")
    (planned,) = plan(row(username="annv"))
    assert planned.fate == Fate.ERROR


def test_a_closed_account_is_not_opened_again_by_a_table(ward):
    make_user("annv", full_name="Nguyễn Văn An", is_active=False)
    assert plan(row(username="annv"))[0].fate == Fate.ERROR


def test_a_mailbox_two_people_share_opens_one_account_at_most(ward):
    """Two accounts with one address would lock both out of signing in by e-mail."""
    shared = row("Nguyễn Văn An", email="vt@x.vn"), row("Trần Bình", email=" VT@x.vn", line=3)
    assert [each.fate for each in plan(*shared)] == [Fate.NEW, Fate.ERROR]
    assert len(load(shared[0], row("Trần Bình", line=3))) == 2


def test_an_address_somebody_signs_in_with_is_refused_in_the_plan(ward):
    make_user(email="vt@x.vn")
    (planned,) = plan(row(email="VT@X.vn"))
    assert planned.fate == Fate.ERROR
    assert "vt@x.vn" in planned.faults[0]


def test_nobody_makes_themself_head_by_a_table(ward):
    coordinator = make_membership(make_user("annv", full_name="Nguyễn Văn An"), ward, Role.COORDINATOR).user
    (planned,) = plan(row(username="annv", role="head"), by=acting_as(coordinator))
    assert planned.fate == Fate.ERROR


def test_a_manager_opens_first_accounts_of_participants_and_nobody_in_an_office(ward):
    city = make_unit(kind=UnitKind.MUNICIPALITY)
    agency, other = (make_unit(kind=UnitKind.DEPARTMENT, parent=city) for _number in range(2))
    Unit.objects.filter(pk=ward.pk).update(parent=city)
    make_campaign(agency, ward, other)
    make_campaign(other)
    manager = acting_as(make_membership(unit=agency, role=Role.MANAGER).user)
    roles = ("reporter", "head", "coordinator", "verifier", "leader")
    planned = plan(*(row(f"Người {role}", role=role) for role in roles), row(unit=other.code), by=manager)
    assert [each.fate for each in planned] == [Fate.NEW] * 3 + [Fate.ERROR] * 3


def test_one_new_person_with_two_roles_gets_one_account_and_one_letter(ward):
    (letter,) = load(row(username="an.nv"), row(username="an.nv", role="coordinator", line=3))
    assert {held.role for held in letter.memberships} == {Role.REPORTER, Role.COORDINATOR}


def test_the_same_row_twice_is_a_fault_of_the_second(ward):
    planned = plan(row(), row(line=3))
    assert [each.fate for each in planned] == [Fate.NEW, Fate.ERROR]


def test_a_coordinator_loads_people_of_the_own_unit_with_its_roles_only(ward):
    other = make_unit("Phường Khác")
    coordinator = acting_as(make_membership(unit=ward, role=Role.COORDINATOR).user)
    fates = [each.fate for each in plan(row(), row(role="manager"), row(unit=other.code), by=coordinator)]
    assert fates == [Fate.NEW, Fate.ERROR, Fate.ERROR]
    with pytest.raises(PermissionDenied):
        load(row(), by=acting_as(make_membership(unit=ward).user))


def test_a_table_too_long_is_refused_before_it_is_read_through(ward):
    with pytest.raises(ValidationError):
        plan(*[row()] * (MOST_ROWS + 1))


def test_five_hundred_accounts_take_seconds_and_one_audit_row(ward):
    rows = [row(f"Nguyễn Văn Số {number}", line=number + 2) for number in range(500)]
    begun = time.perf_counter()
    letters = load(*rows)
    assert time.perf_counter() - begun < 10
    assert len({letter.person.username for letter in letters}) == 500
    assert len({letter.code.shown for letter in letters}) == 500
    (trail,) = AuditRecord.objects.all()
    assert '"accounts":500' in trail.detail


def test_planning_costs_the_same_for_one_row_and_for_many(ward, django_assert_num_queries):
    with django_assert_num_queries(3):
        plan(row())
    with django_assert_num_queries(3):
        plan(*[row(f"Người Số {number}", line=number) for number in range(30)])
