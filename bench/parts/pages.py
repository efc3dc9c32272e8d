"""The board of all units, published: anonymous (kept, not kept, unchanged) and signed in (read again, read for the
first time since something was written), against an empty view."""

import urllib.request
from collections.abc import Iterator

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench import plan
from bench.load import Request, load, tool
from bench.rows import Row, ratios
from bench.server import serving
from bench.timing import middle
from bench.world import ACTOR, World, after
from campaigns.choices import Status
from campaigns.models import Campaign
from common.rereading import MOST_PAGES
from indicators.choices import SnapshotKind
from indicators.domain.snapshots import freeze, publish
from units.choices import Role
from units.models import Membership, Unit, User

# Few, so that a slow page leaves no queue behind for the next measurement.
CONNECTIONS = 4
# As a browser asks: the pages leave compressed.
BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "vi"}
GOALS = {"board-warm": 0.8, "board-cold": 0.06, "board-304": 0.8, "board-official": 0.3, "board-official-first": 0.3}


def rows(world: World) -> Iterator[Row]:
    _publish(world)
    with serving(world.database) as origin:
        asked = _requests(world, origin)
        _check(origin, asked, world.options.units)
        rates = _rates(origin, asked, world)
    detail = {"per second": middle(rates), "connections": CONNECTIONS, "load by": tool(), "rows": world.options.units}
    for name, goal in GOALS.items():
        yield Row(world.name(name), ">=", goal, ratios(rates[name], rates["empty"]), detail=detail)


def _publish(world: World) -> None:
    at = after(world.city)
    snapshot = freeze(actor=ACTOR, campaign=world.city, kind=SnapshotKind.FINAL, reason="", at=at)
    publish(actor=ACTOR, snapshot=snapshot, at=at)
    Campaign.objects.filter(pk=world.city.pk).update(status=Status.PUBLISHED)


def _requests(world: World, origin: str) -> dict[str, list[Request]]:
    page, cold = (f"{reverse(name, args=[world.city.code])}?block=all" for name in ("board", "bench_cold"))
    tag = {"If-None-Match": _tag(origin, page)}
    return {
        "empty": [Request(reverse("bench_empty"), BROWSER)],
        "board-warm": [Request(page, BROWSER)],
        "board-cold": [Request(cold, BROWSER)],
        "board-304": [Request(page, BROWSER | tag)],
        "board-official": [Request(page, BROWSER | cookies) for cookies in officials(20)],
        "board-official-first": [Request(page, BROWSER | cookies) for cookies in _never_twice(officials(20))],
    }


def _tag(origin: str, path: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(origin + path, headers=BROWSER)) as answer:
        return answer.headers.get("ETag", '"none"')


def officials(count: int) -> list[dict[str, str]]:
    """The cookie headers of so many people, each reporting for a ward of its own."""
    units = list(Unit.objects.filter(code__startswith="W").order_by("code")[:count])
    return [signed_in(person_of(unit)) for unit in units]


def _never_twice(people: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Their cookies with one more that makes each request the first of its kind: more than the server keeps."""
    for number in range(2 * MOST_PAGES):
        cookies = people[number % len(people)]["Cookie"]
        yield {"Cookie": f"{cookies}; n={number}"}


def person_of(unit: Unit) -> User:
    name = f"nguoi-{unit.code}"
    found = User.objects.filter(username=name).first()
    if found is None:
        found = User.objects.create_user(name, full_name=f"Người {unit.code}")
        Membership.objects.create(user=found, unit=unit, role=Role.REPORTER, valid_from=plan.START)
    return found


def signed_in(user: User) -> dict[str, str]:
    client = Client()
    client.get(reverse("sign_in"))  # a browser has the cookie of its forms from here on
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
    return {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())}


def _check(origin: str, asked: dict[str, list[Request]], units: int) -> None:
    """Each address answers with what it is measured for."""
    for name, [wanted, *_] in asked.items():
        plain = {key: value for key, value in wanted.headers.items() if key not in ("Accept-Encoding", "If-None-Match")}
        with urllib.request.urlopen(urllib.request.Request(origin + wanted.path, headers=plain)) as answer:
            body = answer.read().decode()
        named = body.count('scope="row"')
        assert name == "empty" or named == units, f"{name}: {named} rows of {units}"
        assert not name.startswith("board-official") or "signed-in" in body, "the official's page is the public's"


def _rates(origin: str, asked: dict[str, list[Request]], world: World) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in asked}
    for name in asked:
        load(origin, asked[name], connections=CONNECTIONS, seconds=world.options.seconds)
    for number in range(world.options.rounds):
        for name in list(asked)[:: 1 if number % 2 else -1]:
            answered = load(origin, asked[name], connections=CONNECTIONS, seconds=world.options.seconds)
            assert not answered.refused, f"{name}: {answered.refused} requests were refused"
            rates[name].append(answered.per_second)
    return rates
