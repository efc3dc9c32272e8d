"""Accounts of people: first-login codes, corrections, resets, closing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.authtoken.models import Token

from common.models import AuditRecord
from tests.factories.units import PASSWORD, make_membership, make_unit, make_user
from units.acting import Acting, acting_as
from units.choices import Role
from units.domain.accounts import (
    Particulars,
    correct_person,
    deactivate,
    invite,
    reset_password,
    save_by_it,
    update_own,
)
from units.domain.usernames import base_username, free_username
from units.hashers import FirstCodeHasher, new_first_code
from units.models import Membership, User

pytestmark = pytest.mark.django_db
IT = Acting(User(is_superuser=True))
AN = Particulars("Nguyễn Văn An", "Chuyên viên", "an@hcm.gov.vn", "0912 345 678")


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def coordinator(unit):
    return acting_as(make_membership(unit=unit, role=Role.COORDINATOR).user)


def open_account(unit, by, particulars=AN, **more):
    wanted = {"role": Role.REPORTER, "valid_from": timezone.localdate(), **more}
    return invite(unit=unit, particulars=particulars, by=by, **wanted)


def test_an_invited_person_holds_a_role_and_a_code_of_which_only_the_hash_is_kept(unit, coordinator):
    letter = open_account(unit, coordinator)
    person = User.objects.get(username="annv")
    assert person.must_change_password
    assert check_password(letter.code.shown, person.password)
    assert letter.code.shown not in person.password
    assert person.first_code_expires_at == letter.code.until
    assert [held.role for held in person.memberships.all()] == [Role.REPORTER]
    assert letter.code.shown not in "".join(AuditRecord.objects.values_list("detail", flat=True))


def test_codes_are_long_random_and_read_without_doubt():
    codes = {new_first_code() for _number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 17 and not set(code) & set("01IO") for code in codes)


def test_a_code_may_be_typed_in_small_letters_with_spaces():
    hasher = FirstCodeHasher()
    kept = hasher.encode("7KQ2M-XW9DP-4RTHN", "salt")
    assert hasher.verify(" 7kq2m xw9dp4rthn ", kept)
    assert not hasher.verify("7KQ2M-XW9DP-4RTHX", kept)
    assert identify_hasher(kept).safe_summary(kept)
    assert not hasher.must_update(kept)


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Nguyễn Văn An", "annv"),
        ("Đỗ Ý", "yd0"),
        ("An", "an0"),
        ("  Trần   Thị Bích  Ngọc ", "ngocttb"),
        ("李", "nguoidung"),
    ],
)
def test_a_user_name_is_the_given_name_and_the_initials_before_it(name, username):
    assert base_username(name) == username


def test_namesakes_are_numbered():
    assert free_username("Nguyễn Văn An", {"annv", "annv2"}) == "annv3"


def test_a_taken_user_name_is_refused_and_a_made_one_steps_aside(unit, coordinator):
    make_user("annv")
    with pytest.raises(ValidationError) as refused:
        open_account(unit, coordinator, username="annv")
    assert refused.value.code == "taken"
    assert open_account(unit, coordinator).person.username == "annv2"


@pytest.mark.parametrize("username", ["an@x.vn", "A", "an", "An", "an nv", "-an", "an\x00nv", "a" * 151])
def test_a_user_name_is_small_letters_and_never_looks_like_an_address(unit, coordinator, username):
    with pytest.raises(ValidationError):
        open_account(unit, coordinator, username=username)


@pytest.mark.parametrize(
    "particulars",
    [
        Particulars(""),
        Particulars("An\x00"),
        Particulars("A" * 201),
        Particulars("An\nBình"),
        Particulars("An", email="không phải"),
        Particulars("An", phone="gọi tôi"),
        Particulars("An", post="x" * 201),
        Particulars("An\u202e"),
    ],
)
def test_particulars_that_cannot_be_kept_are_refused(unit, coordinator, particulars):
    before = User.objects.count()
    with pytest.raises(ValidationError):
        open_account(unit, coordinator, particulars)
    assert User.objects.count() == before


def test_a_name_of_ninety_characters_is_kept_whole(unit, coordinator):
    name = ("Nguyễn Phước Bảo Quý " * 5)[:90].strip()
    assert open_account(unit, coordinator, Particulars(name)).person.full_name == name


def test_nobody_is_invited_into_another_unit(coordinator):
    with pytest.raises(PermissionDenied):
        open_account(make_unit(), coordinator)
    assert not User.objects.filter(full_name=AN.full_name).exists()


def test_a_reset_replaces_the_password_and_ends_open_sessions_and_tokens(unit, coordinator, client):
    person = make_membership(unit=unit).user
    Token.objects.create(user=person)
    client.force_login(person)
    letter = reset_password(person=person, unit=unit, by=coordinator)
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")
    person.refresh_from_db()
    assert check_password(letter.code.shown, person.password)
    assert not Token.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAIR, Role.REPORTER])
def test_a_coordinator_does_not_take_over_an_account_with_a_say_elsewhere(unit, coordinator, role):
    """A reset is a way to sign in as somebody: it must not lead further than the coordinator's own unit."""
    person = make_membership(unit=unit).user
    make_membership(person, role=role)
    with pytest.raises(PermissionDenied):
        reset_password(person=person, unit=unit, by=coordinator)
    with pytest.raises(PermissionDenied):
        correct_person(person=person, unit=unit, particulars=AN, by=coordinator)


def test_a_coordinator_does_not_take_over_a_higher_role_in_the_same_unit(unit, coordinator):
    manager = make_membership(unit=unit, role=Role.MANAGER).user
    with pytest.raises(PermissionDenied):
        reset_password(person=manager, unit=unit, by=coordinator)


def test_nobody_but_it_touches_the_account_of_it(unit, coordinator):
    admin = make_user(is_superuser=True)
    make_membership(admin, unit)
    with pytest.raises(PermissionDenied):
        reset_password(person=admin, unit=unit, by=coordinator)
    assert reset_password(person=admin, unit=unit, by=IT)


def test_a_correction_keeps_in_the_trail_which_fields_and_not_what_stands_in_them(unit, coordinator):
    person = make_membership(unit=unit).user
    correct_person(person=person, unit=unit, particulars=AN, by=coordinator)
    person.refresh_from_db()
    assert (person.full_name, person.phone) == (AN.full_name, AN.phone)
    detail = AuditRecord.objects.get(verb="correct_account").detail
    assert '"full_name"' in detail
    assert AN.full_name not in detail
    correct_person(person=person, unit=unit, particulars=AN, by=coordinator)
    assert AuditRecord.objects.filter(verb="correct_account").count() == 1


def test_a_closed_account_opens_nothing_and_holds_nothing(unit, coordinator, client):
    person = make_membership(unit=unit).user
    make_membership(person, unit, Role.PROVIDER, valid_from=timezone.localdate() + timedelta(days=5))
    client.force_login(person)
    deactivate(person=person, unit=unit, by=coordinator)
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")
    (held,) = Membership.objects.filter(user=person)
    assert held.valid_to == timezone.localdate() - timedelta(days=1)


def test_nobody_closes_their_own_account(unit, coordinator):
    with pytest.raises(ValidationError):
        deactivate(person=coordinator.user, unit=unit, by=coordinator)


def test_people_keep_their_own_address_and_telephone(unit):
    person = make_membership(unit=unit).user
    update_own(email="a@b.vn", phone="0909 000 111", language="en", by=acting_as(person))
    person.refresh_from_db()
    assert (person.email, person.language) == ("a@b.vn", "en")


def test_an_address_another_account_signs_in_with_is_refused(unit):
    make_user(email="A@b.vn")
    with pytest.raises(ValidationError) as refused:
        update_own(email="a@B.vn", phone="", language="vi", by=acting_as(make_user()))
    assert refused.value.code == "email"


def test_an_invitation_does_not_take_over_an_address(unit, coordinator):
    """Two accounts with one address: neither could sign in with it any more."""
    make_user(email="an@hcm.gov.vn")
    with pytest.raises(ValidationError) as refused:
        open_account(unit, coordinator, replace(AN, email=" AN@HCM.gov.vn"))
    assert refused.value.code == "email"
    assert not User.objects.filter(full_name=AN.full_name).exists()


def test_the_administration_neither(unit):
    person = make_user()
    make_user(email="an@hcm.gov.vn")
    person.email = "AN@hcm.gov.vn"
    with pytest.raises(ValidationError):
        save_by_it(person=person, changed=["email"], by=IT)


def test_the_address_of_a_closed_account_is_free_until_that_is_opened_again():
    closed = make_user(email="an@hcm.gov.vn", is_active=False)
    make_user(email="an@hcm.gov.vn")
    closed.is_active = True
    with pytest.raises(ValidationError):
        save_by_it(person=closed, changed=["is_active"], by=IT)


def test_the_database_itself_keeps_an_address_for_one_account():
    make_user(email="an@hcm.gov.vn")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(email="AN@hcm.gov.vn")


def keys_of(client, person) -> bool:
    """Whether the session or the token of before still opens anything."""
    return client.get("/me/").status_code == 200 or Token.objects.filter(user=person).exists()


@pytest.mark.parametrize("way", ["own unit", "administration"])
def test_an_account_opened_again_is_opened_by_nothing_of_before(unit, coordinator, client, way):
    person = make_membership(unit=unit).user
    Token.objects.create(user=person)
    client.force_login(person)
    if way == "own unit":
        deactivate(person=person, unit=unit, by=coordinator)
    else:
        person.is_active = False
        save_by_it(person=person, changed=["is_active"], by=IT)
    person.refresh_from_db()
    person.is_active = True
    save_by_it(person=person, changed=["is_active"], by=IT)
    assert not keys_of(client, person)
    assert not client.login(username=person.username, password=PASSWORD)
    letter = reset_password(person=person, unit=None, by=IT)
    assert client.login(username=person.username, password=letter.code.shown)


def test_only_it_gives_a_code_outside_any_unit(coordinator):
    with pytest.raises(PermissionDenied):
        reset_password(person=make_user(), unit=None, by=coordinator)


def test_the_administration_corrects_through_the_same_trail(unit, coordinator):
    person = make_user()
    person.post = "Trưởng phòng"
    with pytest.raises(PermissionDenied):
        save_by_it(person=person, changed=["post"], by=coordinator)
    save_by_it(person=person, changed=["post"], by=IT)
    save_by_it(person=person, changed=[], by=IT)
    assert AuditRecord.objects.filter(verb="correct_account").count() == 1
    assert User.objects.get(pk=person.pk).post == "Trưởng phòng"
