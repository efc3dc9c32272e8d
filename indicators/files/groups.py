"""Whether the children fit their group: the maximum, the weights, what may stand outside the total."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from campaigns.files.references import check_reference
from campaigns.files.report import Path, Report
from common.cells import digits
from indicators.scoring.combine import COMBINE

Node = Mapping[str, Any]


def check_group(path: Path, group: Node, above: tuple[Node, ...], report: Report) -> None:
    """The faults of one node with children; ``above`` are the groups it stands in, outermost first."""
    check_reference((*path, "verified_by"), group.get("verified_by"), report)
    if above and group.get("outside_total"):
        report.add(
            (*path, "outside_total"),
            _("%(code)s: only a group at the top level may stand outside the total.") % {"code": group["code"]},
        )
    if _bounds_fit(path, group, report) and _weights_fit(path, group, report):
        _maximum(path, group, report)


def _bounds_fit(path: Path, group: Node, report: Report) -> bool:
    before = len(report.faults)
    values = {"code": group["code"]}
    if group.get("scale", 1) <= 0:
        report.add((*path, "scale"), _("%(code)s: the scale must be more than 0.") % values)
    if (group.get("cap") or 0) < 0:
        report.add((*path, "cap"), _("%(code)s: the cap may not be negative.") % values)
    return len(report.faults) == before


def _weights_fit(path: Path, group: Node, report: Report) -> bool:
    """A weight counts in a weighted mean only; elsewhere it may stand, but never below zero."""
    is_mean = group.get("combine") == "weighted_mean"
    weights = [child.get("weight", 1) for child in group["children"]]
    wrong = [place for place, weight in enumerate(weights) if weight < 0 or (is_mean and weight == 0)]
    for place in wrong:
        child = group["children"][place]
        if weights[place] == 0 or "children" in child:  # of a line the engine says it
            report.add(
                (*path, "children", place, "weight"),
                _("%(code)s: the weight must be more than 0; found was %(weight)s.")
                % {"code": child["code"], "weight": weights[place]},
            )
    return not wrong


def _maximum(path: Path, group: Node, report: Report) -> None:
    stated = group.get("max_points")
    if stated is None:
        return
    given = full_points(group)
    if not any(_agree(stated, points) for points in (given, _from_stated(group), *_uncapped(group))):
        report.add(
            (*path, "max_points"),
            _("%(code)s: the maximum %(stated)s does not fit; the children give %(given)s (%(how)s).")
            % {"code": group["code"], "stated": stated, "given": _spelt(given), "how": _how(group)},
        )


def full_points(node: Node) -> Fraction:
    """What a node gives when everything below it applies and earns its most."""
    if "children" not in node:
        return Fraction(node["max_points"])
    return _combined(node, [full_points(child) for child in node["children"]])


def _from_stated(group: Node) -> Fraction:
    """The same from the maxima written one level below, so that one wrong number is reported once."""
    children = [child.get("max_points") for child in group["children"]]
    if None in children:
        return full_points(group)
    return _combined(group, [Fraction(points) for points in children])


def _uncapped(group: Node) -> list[Fraction]:
    """Plans write either figure as the maximum of a capped group: the cap or what the children add up to."""
    if group.get("cap") is None:
        return []
    return [full_points({**group, "cap": None})]


def _combined(group: Node, maxima: list[Fraction]) -> Fraction:
    weights = [max(Fraction(child.get("weight", 1)), Fraction(0)) for child in group["children"]]
    combine = COMBINE[group.get("combine", "sum")]
    points = combine(list(zip(maxima, weights, strict=True))) * Fraction(group.get("scale", 1))
    cap = group.get("cap")
    return points if cap is None else min(points, Fraction(cap))


def _agree(stated: int | Decimal, given: Fraction) -> bool:
    """Equal; a figure without end (20/3) may be written rounded to two places or more."""
    if Fraction(stated) == given:
        return True
    places = digits(Decimal(stated))[1]
    return places >= 2 and not _ends(given) and abs(Fraction(stated) - given) * 2 * 10**places <= 1


def _ends(value: Fraction) -> bool:
    """Whether the number has a decimal of at most twelve places."""
    return 10**12 % value.denominator == 0


def _spelt(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _how(group: Node) -> str:
    ways = {
        "sum": _("the sum of their maxima"),
        "weighted_mean": _("the weighted mean of their maxima × the scale"),
        "geometric_mean": _("the geometric mean of their maxima × the scale"),
        "minimum": _("the smallest of their maxima × the scale"),
    }
    return ways[group.get("combine", "sum")]
