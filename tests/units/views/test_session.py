"""Doors: who comes in, how, and what is said when they stay shut."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.authtoken.models import Token

from common.models import AuditRecord
from tests.factories.units import PASSWORD, make_membership, make_user
from units.acting import SESSION_KEY
from units.backends import ATTACK, TRIES, TRIES_UNDER_ATTACK
from units.choices import Role
from units.domain.passwords import draw_code

pytestmark = pytest.mark.django_db
NEW = "Một mật khẩu đủ dài 9"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def person_with_code(name: str = "annv", **fields):
    code, person = draw_code(), make_user(name, **fields)
    code.give_to(person)
    person.save()
    return person, code


def user_of(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_people_sign_in_by_name_or_by_address_in_any_case(client):
    make_user("annv", email="An.NV@hcm.gov.vn")
    assert sign_in(client, "annv").headers["Location"] == "/"
    client.post("/sign-out/")
    assert sign_in(client, "an.nv@HCM.gov.vn").status_code == 302
    assert user_of(client)


def test_an_address_opens_the_open_account_and_not_a_closed_one_with_it(client):
    make_user("annv", email="vanthu@hcm.gov.vn", is_active=False)
    person = make_user("binhtt", email="vanthu@hcm.gov.vn")
    sign_in(client, "VanThu@hcm.gov.vn")
    assert user_of(client) == str(person.pk)


def test_every_failure_says_the_same(client):
    make_user("annv")
    make_user("cu", is_active=False)
    expired, code = person_with_code("het")
    expired.first_code_expires_at = timezone.now() - timedelta(minutes=1)
    expired.save()
    tries = [("annv", "sai"), ("khongco", "sai"), ("cu", PASSWORD), ("het", code.shown)]
    answers = {_errors(sign_in(client, name, password)) for name, password in tries}
    assert len(answers) == 1
    assert not user_of(client)


def _errors(response) -> str:
    return str(response.context["form"].errors)


@pytest.mark.parametrize("name", ["an\x00nv", "a" * 5000, "' OR 1=1 --", "@", "an@@x"])
def test_hostile_names_are_simply_not_right(client, name):
    make_user("annv", email="")
    assert sign_in(client, name).status_code == 200
    assert not user_of(client)


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/units/", "/units/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
    ],
)
def test_after_signing_in_people_stay_on_this_site(client, wanted, target):
    make_user("annv")
    assert sign_in(client, "annv", next=wanted).headers["Location"] == target


def test_a_first_login_code_opens_one_page_only(client):
    _person, code = person_with_code()
    typed = code.shown.lower().replace("-", " ")
    assert sign_in(client, "annv", typed).status_code == 302
    for address in ("/", "/units/", "/me/", "/admin/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/me/password/")


def test_choosing_a_password_ends_the_code(client):
    person, code = person_with_code()
    sign_in(client, "annv", code.shown)
    response = client.post("/me/password/", {"new_password1": NEW, "new_password2": NEW})
    assert response.headers["Location"] == "/"
    person.refresh_from_db()
    assert not person.must_change_password
    assert person.first_code_expires_at is None
    assert client.get("/me/").status_code == 200
    assert AuditRecord.objects.filter(verb="change_password", person_id=person.pk).exists()
    other = Client()
    sign_in(other, "annv", code.shown)
    assert not user_of(other)


def test_a_code_that_expires_meanwhile_opens_nothing_more(client):
    person, code = person_with_code()
    sign_in(client, "annv", code.shown)
    person.first_code_expires_at = timezone.now() - timedelta(seconds=1)
    person.save(update_fields=["first_code_expires_at"])
    assert client.get("/me/password/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("first", "second"), [("ngan", "ngan"), ("annvannv12", "annvannv12"), ("1234567890", "1234567890"), (NEW, "khác")]
)
def test_a_weak_or_mistyped_password_changes_nothing(client, first, second):
    person, code = person_with_code(full_name="annvannv12")
    sign_in(client, "annv", code.shown)
    response = client.post("/me/password/", {"new_password1": first, "new_password2": second})
    assert response.status_code == 422
    person.refresh_from_db()
    assert person.must_change_password


def test_a_short_password_is_refused_in_vietnamese(client):
    client.force_login(make_user())
    response = client.post("/me/password/", {"new_password1": "ngan", "new_password2": "ngan"})
    assert "Mật khẩu quá ngắn; cần ít nhất 10 ký tự." in response.content.decode()


def test_changing_a_password_asks_for_the_present_one_and_keeps_the_session(client):
    person = make_user("annv")
    client.force_login(person)
    wrong = {"old_password": "sai", "new_password1": NEW, "new_password2": NEW}
    assert client.post("/me/password/", wrong).status_code == 422
    assert client.post("/me/password/", {**wrong, "old_password": PASSWORD}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_changed_password_ends_the_token_and_every_other_session(client):
    me = make_user("annv")
    Token.objects.create(user=me)
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(me)
    new = {"old_password": PASSWORD, "new_password1": "mot-mat-khau-moi", "new_password2": "mot-mat-khau-moi"}
    assert client.post("/me/password/", new).status_code == 302
    assert not Token.objects.exists()
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").headers["Location"].startswith("/sign-in/")


def test_the_administration_has_no_door_of_its_own_to_change_a_password(client):
    it = make_user("it", is_superuser=True, is_staff=True)
    client.force_login(it)
    new = {"old_password": PASSWORD, "new_password1": "mot-mat-khau-moi", "new_password2": "mot-mat-khau-moi"}
    answer = client.post("/admin/password_change/", new)
    assert answer.headers["Location"] == "/me/password/"
    it.refresh_from_db()
    assert it.check_password(PASSWORD)


def test_signing_out_takes_a_post(client):
    client.force_login(make_user())
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not user_of(client)


def test_a_person_switches_between_their_own_roles_only(client):
    held = make_membership()
    second = make_membership(held.user, role=Role.VERIFIER)
    foreign = make_membership(role=Role.MANAGER)
    client.force_login(held.user)
    response = client.post("/me/act-as/", {"membership": second.pk, "next": "/units/"})
    assert response.headers["Location"] == "/units/"
    assert client.session[SESSION_KEY] == second.pk
    response = client.post("/me/act-as/", {"membership": second.pk, "next": "foo"})
    assert response.headers["Location"] == "/"
    for wrong in (foreign.pk, "", "x", "9" * 30):
        client.post("/me/act-as/", {"membership": wrong, "next": "//evil.example"})
        assert client.session[SESSION_KEY] == second.pk
    assert client.get("/me/act-as/").status_code == 405


def test_name_and_address_in_every_spelling_are_one_door(client, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 4
    make_user("annv", email="An.NV@hcm.gov.vn")
    names = ("annv", "an.nv@hcm.gov.vn", "AN.NV@hcm.gov.vn", "An.nv@HCM.gov.vn")
    assert [sign_in(client, name, "sai").status_code for name in names] == [200, 200, 200, 429]
    assert sign_in(client, "an.nv@hcm.gov.VN").status_code == 429
    assert sign_in(client, "annv").status_code == 429


def test_too_many_failures_shut_the_door_with_a_sentence(client, settings):
    settings.AXES_ENABLED = True
    make_user("annv")
    for _attempt in range(TRIES):
        response = sign_in(client, "annv", "sai")
    assert response.status_code == 429
    assert "15 phút" in response.content.decode()
    assert sign_in(client, "annv").status_code == 429
    assert not user_of(client)


def told(client, address: str, password: str = "sai"):
    return client.post("/sign-in/", {"username": "annv", "password": password}, headers={"X-Forwarded-For": address})


def test_an_invented_address_does_not_open_the_locked_door_again(client, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT, settings.TRUSTED_PROXIES = True, 3, 0
    make_user("annv")
    assert [told(client, f"203.0.113.{last}").status_code for last in range(4)] == [200, 200, 429, 429]


def test_behind_a_proxy_of_our_own_one_locked_address_does_not_lock_the_others(client, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT, settings.TRUSTED_PROXIES = True, 3, 1
    make_user("annv")
    assert [told(client, "6.6.6.6, 203.0.113.1").status_code for _time in range(3)] == [200, 200, 429]
    assert told(client, "203.0.113.2").status_code == 200


def test_a_name_tried_from_everywhere_is_tried_slowly_and_still_opens_to_its_owner(client, settings):
    settings.AXES_ENABLED, settings.TRUSTED_PROXIES = True, 1
    make_user("annv")
    for host in range(ATTACK // (TRIES - 1) + 1):
        for _time in range(TRIES - 1):
            told(client, f"203.0.113.{host}")
    answers = [told(client, "198.51.100.1").status_code for _time in range(TRIES_UNDER_ATTACK)]
    assert answers == [200] * (TRIES_UNDER_ATTACK - 1) + [429]
    assert told(client, "192.0.2.1", PASSWORD).status_code == 302


def test_a_form_without_its_token_is_refused_in_clear_words():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sign-in/", {"username": "a", "password": "b"})
    assert page.status_code == 403
    assert "hết hạn" in page.content.decode()
    fetched = strict.post("/sign-in/", {}, headers={"Accept": "application/json"})
    assert (fetched.status_code, list(fetched.json())) == (403, ["message"])


def test_public_pages_do_not_vary_by_cookie_for_visitors_without_one(client):
    assert "Cookie" not in client.get("/healthz").headers.get("Vary", "")


def test_signing_in_takes_over_the_persons_language(client):
    make_user("annv", language="en")
    assert sign_in(client, "annv").cookies["django_language"].value == "en"


def test_the_letters_code_fills_in_the_user_name(client):
    page = client.get("/sign-in/?username=annv%22%3E%3Cscript%3E").content.decode()
    assert "annv&quot;&gt;&lt;script&gt;" in page
