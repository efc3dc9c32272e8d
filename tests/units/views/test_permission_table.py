"""Who reaches which page of people and units: the table is the test, and a route without a row fails it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from common.models import AuditRecord
from tests.factories.campaigns import make_campaign
from tests.factories.units import make_authorisation, make_membership, make_unit, make_user
from units import urls, urls_session
from units.choices import Role, UnitKind

pytestmark = pytest.mark.django_db

PEOPLE = (
    "visitor",
    "stranger",
    "reporter",
    "coordinator",
    "head",
    "other_coordinator",
    "manager",
    "other_manager",
    "idle_manager",
    "it",
)
# o: reached; s: sent to sign in; x: refused (403); a: absent (404). manager: of the campaign the ward takes part in;
# other_manager: of a campaign it does not; idle_manager: of an agency of the ward's own city that organises nothing.
EVERYBODY = "oooooooooo"
SIGNED_IN = "sooooooooo"
OWN_UNIT = "sxoooxoxxo"
ONES_OWN = "saoooaoaao"
OPENING = "sxxooxoxxo"
LETTING_IN = "saxooaoaao"
KEEPERS = "saxooaxaao"
HEAD_ONLY = "saxxoaxaax"
SELF_OR_KEEPERS = "saoooaxaao"
OPENERS = "sxxooooooo"

ABSENT_OR_REFUSED = {403: "x", 404: "a"}

TABLE = {
    ("units:search", "get"): EVERYBODY,
    ("units:detail", "get"): EVERYBODY,
    ("units:people", "get"): OWN_UNIT,
    ("units:person", "get"): ONES_OWN,
    ("units:person", "post"): KEEPERS,
    ("units:new_colleague", "get"): OPENING,
    ("units:new_colleague", "post"): OPENING,
    ("units:grant", "post"): KEEPERS,
    ("units:authorise", "post"): HEAD_ONLY,
    ("units:reset", "post"): LETTING_IN,
    ("units:close", "post"): KEEPERS,
    ("units:end_role", "post"): SELF_OR_KEEPERS,
    ("units:hand_over", "post"): SELF_OR_KEEPERS,
    ("units:revoke", "post"): HEAD_ONLY,
    ("units:confirm_authorisation", "post"): HEAD_ONLY,
    ("units:account_import", "get"): OPENERS,
    ("units:account_import", "post"): OPENERS,
    ("units:account_form", "get"): OPENERS,
    ("units:account_open", "post"): OPENERS,
    ("units:account_faults", "post"): OPENERS,
    ("sign_in", "get"): EVERYBODY,
    ("sign_in", "post"): EVERYBODY,
    ("sign_out", "post"): EVERYBODY,
    ("change_password", "get"): SIGNED_IN,
    ("change_password", "post"): SIGNED_IN,
    ("act_as", "post"): SIGNED_IN,
    ("token", "get"): SIGNED_IN,
    ("token", "post"): SIGNED_IN,
    ("end_token", "post"): SIGNED_IN,
    ("own_unit", "get"): SIGNED_IN,
    ("colleagues", "get"): SIGNED_IN,
    ("profile", "get"): SIGNED_IN,
    ("profile", "post"): SIGNED_IN,
}
BODIES = {
    "units:person": {"full_name": "Tên Mới"},
    "units:new_colleague": {"full_name": "Trần Bình", "role": Role.REPORTER, "valid_from": "2025-08-01"},
    "units:grant": {"grant-role": Role.COORDINATOR, "grant-valid_from": "2025-08-01"},
    "units:authorise": {
        "authorise-document_number": "1/UQ",
        "authorise-document_date": "2025-08-01",
        "authorise-valid_from": "2025-08-01",
        "authorise-valid_to": "2099-08-01",
    },
}
# What each act leaves behind; without it a refusal could hide in a redirect.
TRACES = {
    "units:person": "correct_account",
    "units:new_colleague": "open_account",
    "units:grant": "grant_role",
    "units:authorise": "authorise",
    "units:reset": "reset_password",
    "units:close": "close_account",
    "units:end_role": "end_role",
    "units:hand_over": "end_role",
    "units:revoke": "revoke_authorisation",
    "units:confirm_authorisation": "authorise",
}


class Scene:
    """A city with two wards and its agency, another city with an agency, and everybody who might try."""

    def __init__(self) -> None:
        city, elsewhere = (make_unit(kind=UnitKind.MUNICIPALITY) for _number in range(2))
        self.ward, other_ward = make_unit(parent=city), make_unit(parent=city)
        agency, other_agency = (make_unit(kind=UnitKind.DEPARTMENT, parent=place) for place in (city, elsewhere))
        self.held = make_membership(unit=self.ward)
        self.colleague = make_membership(unit=self.ward, role=Role.PROVIDER).user
        head = make_membership(unit=self.ward, role=Role.HEAD).user
        former = make_membership(unit=self.ward, role=Role.HEAD, valid_to=date(2025, 1, 1)).user
        self.lapsed = make_authorisation(self.held.user, self.ward, by=former)
        self.paper = make_authorisation(self.held.user, self.ward, by=head)
        make_campaign(agency, self.ward)
        make_campaign(other_agency, make_unit(parent=elsewhere))
        idle = make_unit(kind=UnitKind.DEPARTMENT, parent=city)
        self.people = {
            "visitor": None,
            "stranger": make_membership(unit=other_ward).user,
            "reporter": self.held.user,
            "coordinator": make_membership(unit=self.ward, role=Role.COORDINATOR).user,
            "head": head,
            "other_coordinator": make_membership(unit=other_ward, role=Role.COORDINATOR).user,
            "manager": make_membership(unit=agency, role=Role.MANAGER).user,
            "other_manager": make_membership(unit=other_agency, role=Role.MANAGER).user,
            "idle_manager": make_membership(unit=idle, role=Role.MANAGER).user,
            "it": make_user(is_superuser=True, is_staff=True),
        }

    def address(self, name: str) -> str:
        unit, person = {"pk": self.ward.pk}, {"pk": self.ward.pk, "person_pk": self.held.user_id}
        arguments = {
            **dict.fromkeys(("units:detail", "units:people", "units:new_colleague"), unit),
            **dict.fromkeys(("units:person", "units:grant", "units:authorise", "units:reset", "units:close"), person),
            **dict.fromkeys(("units:end_role", "units:hand_over"), {"pk": self.held.pk}),
            "units:revoke": {"pk": self.paper.pk},
            "units:confirm_authorisation": {"pk": self.lapsed.pk},
        }
        return reverse(name, kwargs=arguments.get(name))

    def body(self, name: str) -> dict[str, object]:
        own = {
            "units:end_role": {f"end{self.held.pk}-on": date.today().isoformat()},
            "units:hand_over": {
                f"over{self.held.pk}-to": self.colleague.pk,
                f"over{self.held.pk}-on": date.today().isoformat(),
            },
        }
        return {**BODIES, **own}.get(name, {})

    def outcome(self, who: str, name: str, method: str) -> str:
        client, person = Client(), self.people[who]
        if person:
            client.force_login(person)
        response = getattr(client, method)(self.address(name), self.body(name))
        if response.status_code in ABSENT_OR_REFUSED:
            return ABSENT_OR_REFUSED[response.status_code]
        sent = response.status_code == 302 and response.headers["Location"].startswith(reverse("sign_in"))
        assert sent or response.status_code in (200, 302, 422), response.status_code
        return "s" if sent else "o"


@pytest.fixture
def scene(db) -> Scene:
    return Scene()


def test_every_route_has_its_row():
    routes = {f"units:{pattern.name}" for pattern in urls.urlpatterns}
    routes |= {pattern.name for pattern in urls_session.urlpatterns}
    assert routes == {name for name, _method in TABLE}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("name", "method"), TABLE)
def test_the_table_holds(scene, who, name, method):
    expected = TABLE[name, method][PEOPLE.index(who)]
    assert scene.outcome(who, name, method) == expected
    done = AuditRecord.objects.filter(verb=TRACES.get(name, "")).exists()
    assert done == (expected == "o" and method == "post" and name in TRACES)


@pytest.mark.parametrize("name", sorted({name for name, _how in TABLE} - {name for name, how in TABLE if how == "get"}))
def test_acts_are_posts_only(scene, name):
    client = Client()
    client.force_login(scene.people["coordinator"])
    assert client.get(scene.address(name)).status_code == 405


@pytest.mark.parametrize("name", ["units:person", "units:grant", "units:reset", "units:close"])
def test_a_person_of_another_unit_does_not_exist_in_this_one(scene, name):
    """The address names one's own unit, the person is somebody else's."""
    client = Client()
    client.force_login(scene.people["coordinator"])
    stranger = scene.people["stranger"]
    address = reverse(name, kwargs={"pk": scene.ward.pk, "person_pk": stranger.pk})
    assert client.post(address, scene.body(name)).status_code == 404
    stranger.refresh_from_db()
    assert stranger.is_active
    assert not stranger.must_change_password
