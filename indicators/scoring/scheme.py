"""From a campaign document to its scheme: defaults filled in, rules compiled once per line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from indicators.scoring.arithmetic import rational
from indicators.scoring.combine import combined
from indicators.scoring.lines import Grade, Group, Line, Measure, Node, Scheme
from indicators.scoring.rules import RULES
from indicators.scoring.text import Text

Spec = Mapping[str, Any]


def build_scheme(document: Spec) -> Scheme:
    """From a parsed campaign file that passed its checks (int or Decimal numbers, ISO dates as text)."""
    options = document.get("campaign") or {}
    decimals = options.get("decimals", 2)
    nodes = tuple(_node(spec, (), decimals, outside=False) for spec in document["criteria"])
    every = [found for node in nodes for found in _walk(node)]
    return Scheme(
        nodes=nodes,
        lines={node.code: node for node in every if isinstance(node, Line)},
        groups={node.code: node for node in every if isinstance(node, Group)},
        decimals=decimals,
        rank_rounded=options.get("rank_rounded", True),
        round_lines=options.get("round_lines", False),
        rebase_not_applicable=options.get("rebase_not_applicable", True),
        min_coverage=rational(options.get("min_coverage", 50)),
        missing_at_close=options.get("missing_at_close", "choose"),
        tie_break=tuple(options.get("tie_break") or ()),
        rank_by=options.get("rank_by", "points"),
        bands=tuple(map(_grade, options.get("bands") or ())),
        knock_outs={spec["code"]: spec.get("band_cap") for spec in options.get("knock_outs") or ()},
    )


def build_line(spec: Spec, *, path: tuple[str, ...] = (), decimals: int = 2, outside: bool = False) -> Line:
    """One line of the file with its points function."""
    line = Line(
        code=spec["code"],
        name=_name(spec),
        max_points=rational(spec["max_points"]),
        weight=rational(spec.get("weight", 1)),
        measure=build_measure(spec["measure"]),
        transform=spec.get("transform", "none"),
        over_time=spec.get("over_time") or default_over_time(spec["measure"]),
        reported=spec.get("reported", "once"),
        due=date.fromisoformat(str(spec["due"])).toordinal() if spec.get("due") else None,
        rule=spec["rule"],
        outside_total=outside,
        path=path,
        point_decimals=decimals,
    )
    rule = RULES[line.rule["kind"]]
    scope = rule.scope(line.rule)
    return replace(line, scope=scope, points=None if scope else rule.compile(line.rule, line))


def build_measure(spec: Spec) -> Measure:
    """The measure of a line; a ratio without unit is a percentage."""
    lowest, highest = spec.get("lowest"), spec.get("highest")
    return Measure(
        kind=spec["kind"],
        unit=both(spec.get("unit", "%" if spec["kind"] == "ratio" else None)),
        numerator=both(spec.get("numerator")),
        denominator=both(spec.get("denominator")),
        decimals=spec.get("decimals", 2),
        lowest=None if lowest is None else rational(lowest),
        highest=None if highest is None else rational(highest),
    )


def both(value: Mapping[str, str] | str | None) -> Text | None:
    """{vi, en} of the file; a missing English text falls back to the Vietnamese one."""
    if value is None or isinstance(value, str):
        return None if value is None else Text(value, value)
    return Text(value["vi"], value.get("en") or value["vi"])


def default_over_time(measure: Spec) -> str:
    """Where the file does not say: a ratio with parts is summed, of all else the last value counts."""
    parts = measure.get("numerator") and measure.get("denominator")
    return "ratio_of_sums" if measure.get("kind") == "ratio" and parts else "last"


def _node(spec: Spec, path: tuple[str, ...], decimals: int, *, outside: bool) -> Node:
    outside = outside or (not path and bool(spec.get("outside_total", False)))
    if "children" in spec:
        return _group(spec, path, decimals, outside)
    return build_line(spec, path=path, decimals=decimals, outside=outside)


def _group(spec: Spec, path: tuple[str, ...], decimals: int, outside: bool) -> Group:
    below = (*path, spec["code"])
    children = tuple(_node(child, below, decimals, outside=outside) for child in spec["children"])
    cap = spec.get("cap")
    group = Group(
        code=spec["code"],
        name=_name(spec),
        max_points=Fraction(0),
        weight=rational(spec.get("weight", 1)),
        combine=spec.get("combine", "sum"),
        scale=rational(spec.get("scale", 1)),
        missing=spec.get("missing", "propagate"),
        cap=None if cap is None else rational(cap),
        outside_total=outside,
        path=path,
        children=children,
    )
    full = combined(group, [(child.max_points, child.weight) for child in children])
    return replace(group, max_points=full)


def _name(spec: Spec) -> Text:
    return both(spec.get("name")) or Text(spec["code"], spec["code"])


def _grade(spec: Spec) -> Grade:
    return Grade(spec["code"], _name(spec), rational(spec["at_least"]))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Group):
        for child in node.children:
            yield from _walk(child)
