"""Changing one place of a criteria tree: the document is changed in place and groups follow their lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.files.groups import full_points

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A node, the list it stands in, its place there, and the groups above it, outermost first."""

    node: Node
    siblings: list[Node]
    place: int
    above: tuple[Node, ...]


def nodes_of(criteria: list[Node], above: tuple[Node, ...] = ()) -> Iterator[Found]:
    """Every node in the order of the tree."""
    for place, node in enumerate(criteria):
        yield Found(node, criteria, place, above)
        yield from nodes_of(node.get("children", []), (*above, node))


def find(criteria: list[Node], code: str) -> Found | None:
    return next((found for found in nodes_of(criteria) if found.node["code"] == code), None)


def changed(criteria: list[Node], change: Callable[[], None]) -> None:
    """Runs a change; groups whose maximum was what their lines gave state what they give afterwards."""
    following = [found.node for found in nodes_of(criteria) if _adds_up(found.node)]
    change()
    for group in following:
        if group.get("children"):
            group["max_points"] = _number(full_points(group))


def _adds_up(node: Mapping[str, Any]) -> bool:
    stated = node.get("max_points")
    return bool(node.get("children")) and stated is not None and Fraction(stated) == full_points(node)


def _number(value: Fraction) -> int | Decimal:
    if value.denominator == 1:
        return int(value)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("1E-12")).normalize()


def remove(criteria: list[Node], found: Found) -> None:
    """Takes a node out, and with it the groups that would be left without lines."""
    found.siblings.pop(found.place)
    if not found.siblings and found.above:
        parent = find(criteria, found.above[-1]["code"])
        if parent is not None:
            remove(criteria, parent)


def shift(found: Found, by: int) -> bool:
    """One place up (-1) or down (1) among its sisters; False at the end."""
    other = found.place + by
    if not 0 <= other < len(found.siblings):
        return False
    found.siblings[found.place], found.siblings[other] = found.siblings[other], found.node
    return True


def next_code(criteria: list[Node], parent: Node | None) -> str:
    """A free code for a new child: the next number after its sisters."""
    taken = {found.node["code"] for found in nodes_of(criteria)}
    prefix = f"{parent['code']}." if parent else ""
    number = len(parent.get("children", []) if parent else criteria) + 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"
