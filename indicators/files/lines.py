"""What a line must be beyond the schema: its dates, measure, feed and rule."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from campaigns.files.references import check_reference, check_selection
from campaigns.files.report import Path, Report
from campaigns.files.sections import within

Node = Mapping[str, Any]
MOST_DAYS = 366
NUMERIC = ("number", "count", "ratio", "points")
SERIES_LIMIT = 200


def check_line(path: Path, line: Node, above: tuple[Node, ...], document: Mapping[str, Any], report: Report) -> None:
    """The faults of one node without children; ``above`` are the groups it stands in, outermost first."""
    _points(path, line, above, report)
    _due(path, line, document["campaign"], report)
    _measure((*path, "measure"), line, report)
    _feed(path, line, report)
    for key in ("grace_days", "check_days"):
        within((*path, key), line.get(key, 0), 0, MOST_DAYS, report)
    check_selection((*path, "applies_to"), line.get("applies_to", {}), report)
    _series(path, line, report)


def _points(path: Path, line: Node, above: tuple[Node, ...], report: Report) -> None:
    values = {"code": line["code"], "points": line["max_points"]}
    if line["max_points"] < 0:
        report.add((*path, "max_points"), _("%(code)s: the maximum may not be negative.") % values)
    elif line["max_points"] == 0 and not (above and above[0].get("outside_total")):
        report.add(
            (*path, "max_points"),
            _("%(code)s: a line with the maximum 0 deducts, so it must stand in a group outside the total.") % values,
        )
    elif line["max_points"] == 0 and any(group.get("combine", "sum") != "sum" for group in above):
        report.add((*path, "max_points"), _("%(code)s: a deduction can only stand in a group that adds up.") % values)


def _due(path: Path, line: Node, campaign: Mapping[str, Any], report: Report) -> None:
    due = line.get("due")
    if due is not None and not campaign["start"] <= due <= campaign["end"]:
        report.add(
            (*path, "due"),
            _("%(code)s: the date %(due)s lies outside the campaign (%(start)s to %(end)s).")
            % {"code": line["code"], "due": due, "start": campaign["start"], "end": campaign["end"]},
        )


def _measure(path: Path, line: Node, report: Report) -> None:
    measure, values = line["measure"], {"code": line["code"], "kind": line["measure"]["kind"]}
    parts = {"numerator", "denominator"} & measure.keys()
    if parts and measure["kind"] != "ratio":
        report.add(path, _("%(code)s: only a ratio has a numerator and a denominator.") % values)
    elif len(parts) == 1:
        report.add(path, _("%(code)s: a ratio names both its numerator and its denominator, or neither.") % values)
    _bounds(path, measure, values, report)
    within((*path, "decimals"), measure.get("decimals", 2), 0, 12, report)


def _bounds(path: Path, measure: Node, values: dict[str, Any], report: Report) -> None:
    lowest, highest = measure.get("lowest"), measure.get("highest")
    if measure["kind"] not in NUMERIC and (lowest, highest) != (None, None):
        report.add(path, _("%(code)s: “%(kind)s” has no lowest and no highest value.") % values)
    elif lowest is not None and highest is not None and highest < lowest:
        report.add(
            (*path, "highest"),
            _("%(code)s: the highest value %(highest)s lies below the lowest %(lowest)s.")
            % {**values, "lowest": lowest, "highest": highest},
        )


def _feed(path: Path, line: Node, report: Report) -> None:
    feed, values = line.get("feed", "entry"), {"code": line["code"]}
    check_reference((*path, "provided_by"), line.get("provided_by"), report)
    if line.get("provided_by") is not None and feed != "external":
        report.add(
            (*path, "provided_by"), _("%(code)s: only a line with “feed: external” is provided by a unit.") % values
        )
    if line.get("counts") is not None and feed != "initiatives":
        report.add((*path, "counts"), _("%(code)s: only a line with “feed: initiatives” counts events.") % values)


def _series(path: Path, line: Node, report: Report) -> None:
    series = line.get("series")
    if series is not None and not 0 < len(series.strip()) <= SERIES_LIMIT:
        report.add(
            (*path, "series"),
            _("%(code)s: the series needs a name of at most %(limit)s characters.")
            % {"code": line["code"], "limit": SERIES_LIMIT},
        )
