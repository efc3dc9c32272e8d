"""Who reaches what: every route of the URL map × person × state of the campaign. A route without a row fails.

A new route gets its row in ``tables/``, beside those of its neighbours: ``only(who, states=…, leaves=…)``;
``bodies`` and ``addresses`` say what is sent and where, if the plain address does not do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.rights.rules import PEOPLE, REACHED, RUNNING, STATES, Row
from tests.rights.scene import Scene
from tests.rights.tables import (
    api,
    campaigns,
    clusters,
    entry,
    figures,
    papers,
    providing,
    registering,
    reports,
    site,
    stages,
)
from tests.units.views import test_permission_table as people_and_units

PARTS = (api, campaigns, clusters, entry, providing, figures, reports, papers, registering, stages, site)
TABLE: dict[tuple[str, str], Row] = {key: row for part in PARTS for key, row in part.TABLE.items()}
# Asked about in their own table, without states; the administration below as a whole.
ELSEWHERE = {name for name, _method in people_and_units.TABLE}
ADMIN = "admin:"
METHODS = ("get", "post", "put", "patch", "delete")
# Answer every method alike and change nothing: steps to another page, and what there is no page for.
ALIKE = {"set_language", "admin_password", "api:root", "api:nowhere"}


def routes(resolver: Any = None, space: str = "", above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name of the URL map with the names of the parts of its address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parts = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, inner, parts)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}", parts


ROUTES = {name: parts for name, parts in routes() if not name.startswith(ADMIN)}


def test_every_route_has_its_row_and_every_row_its_route():
    assert set(ROUTES) - ELSEWHERE == {name for name, _method in TABLE}


def asked(scene: Scene) -> Iterator[tuple[str, str, Row, str, Any]]:
    addresses = {name: given for part in PARTS for name, given in part.addresses(scene).items()}
    bodies = {name: body for part in PARTS for name, body in part.bodies(scene).items()}
    for (name, method), row in TABLE.items():
        if name in ROUTES:
            address = reverse(name, kwargs=scene.arguments(ROUTES[name], addresses.get(name, {})))
            yield name, method, row, address, bodies.get(name)


def wrong(scene: Scene) -> Iterator[str]:
    for name, method, row, address, body in asked(scene):
        for who in PEOPLE:
            expected = row.expects(who, scene.state)
            answer, left = scene.ask(who, method, address, body)
            if answer != expected:
                yield f"{method} {name}: {who} is {answer}, should be {expected}"
            elif expected != REACHED and left:
                yield f"{method} {name}: {who} is {answer} and yet left {left}"
            elif expected == REACHED and row.leaves and (row.leaves in left) != (scene.state in row.done_in):
                yield f"{method} {name}: {who} reaches it and left {left}"


@pytest.mark.django_db
@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("state", STATES)
def test_the_table_holds(state, tmp_path):
    found = list(wrong(Scene(state, tmp_path)))
    assert not found, "\n".join([f"{len(found)} answers are wrong:", *found])


@pytest.mark.django_db
@pytest.mark.usefixtures("quickly")
def test_every_method_that_a_route_answers_has_its_row(tmp_path):
    scene, unasked = Scene(RUNNING, tmp_path), []
    addresses = {name: given for part in PARTS for name, given in part.addresses(scene).items()}
    known = {*TABLE, *people_and_units.TABLE}
    for name, parts in ROUTES.items():
        if name in ALIKE or (name in ELSEWHERE and parts):
            continue
        address = reverse(name, kwargs=scene.arguments(parts, addresses.get(name, {})))
        for method in METHODS[: 2 if name in ELSEWHERE else None]:
            if (name, method) not in known and scene.status("manager", method, address) != 405:
                unasked.append((name, method))
    assert not unasked, "\n".join(map(str, unasked))
