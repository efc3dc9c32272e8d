"""No field, code or period that is far too long, or holds a NUL, breaks a page; PostgreSQL has limits to break on.

What is too long is answered by the page itself; the last net of ``common.middleware`` (400) would be a fault here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.rights.rules import DRAFT, RUNNING
from tests.rights.scene import Scene
from tests.rights.test_truth_table import PARTS, ROUTES, asked

LONG, NUL = "2" * 300, "2025\x0007"
BAD = {"300 signs": LONG, "300 letters": "ứ" * 300, "a NUL": NUL}
# Asked of every route at once, whatever its own fields are.
COMMON = (
    *("period", "code", "name", "note", "reason", "decision", "line", "unit", "block", "next", "q", "title", "number"),
    *("issuer", "place", "body", "value", "numerator", "denominator", "case", "cases", "entry", "kind", "sort", "show"),
    *("table", "seen", "base", "to", "subject", "parent", "group", "new_code", "new_name", "edit", "decimal", "again"),
)


def bodies(body: Any, bad: str) -> Iterator[Any]:
    """The body of the row with one field after the other, or one part of a field, made bad."""
    if isinstance(body, list):
        yield from ([one] for given in body for one in bodies(given, bad))
        return
    given = body or {}
    yield given | dict.fromkeys(COMMON, bad)
    for name, value in given.items():
        yield given | {name: bad}
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (given | {name: [one]} for one in bodies(value[0], bad))
            continue
        parts = str(value).split(":")
        for place in range(len(parts) if len(parts) > 1 else 0):
            yield given | {name: ":".join([*parts[:place], bad, *parts[place + 1 :]])}


def places(scene: Scene, name: str, bad: str) -> Iterator[str]:
    """Addresses of the route in which one part is bad; numbers cannot be."""
    addresses = {key: given for part in PARTS for key, given in part.addresses(scene).items()}
    kept = scene.arguments(ROUTES[name], addresses.get(name, {}))
    for part in {"period", "criterion", "code", "verb"} & set(kept):
        is_slug = part in ("code", "verb")
        if not is_slug or bad.isascii() and bad.isalnum():
            yield reverse(name, kwargs=kept | {part: bad})


def broken(scene: Scene) -> Iterator[str]:
    for name, method, row, address, body in asked(scene):
        people = sorted(row.reach.get(scene.state, set()) - {"visitor"}) or ["manager"]
        for said, bad in BAD.items():
            tries = [(address, each) for each in bodies(body, bad)]
            tries += [(place, body) for place in places(scene, name, bad)]
            for place, sent in tries:
                answer, _left = scene.ask(people[-1], method, place, sent)
                is_told = "(400)" in answer and (bad == NUL or address.startswith("/api/"))
                if answer.startswith("broken") and not is_told:
                    yield f"{method} {name} as {people[-1]}: {answer} for {said} in {place[:80]} {str(sent)[:300]}"


@pytest.mark.django_db
@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("state", [DRAFT, RUNNING])
def test_no_page_breaks(state, tmp_path):
    found = list(broken(Scene(state, tmp_path)))
    assert not found, "\n".join([f"{len(found)} pages broke:", *found])
