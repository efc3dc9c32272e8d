"""What a line must be beyond the schema: its dates, measure, feed and rule."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.files.references import check_reference, check_selection
from campaigns.files.report import Path, Report
from campaigns.files.sections import within
from common.decimals import DECIMAL_PLACES
from indicators.scoring.legality import validate_line

Node = Mapping[str, Any]
MOST_DAYS = 366
NUMERIC = ("number", "count", "ratio", "points")
SERIES_LIMIT = 200


def check_line(path: Path, line: Node, above: tuple[Node, ...], document: Mapping[str, Any], report: Report) -> None:
    """The faults of one node without children; ``above`` are the groups it stands in, outermost first."""
    if not _scoring_faults(path, line, above, report):
        _points(path, line, above, report)
    _due(path, line, document["campaign"], report)
    _bounds((*path, "measure"), line, report)
    _feed(path, line, report)
    for key in ("grace_days", "check_days"):
        within((*path, key), line.get(key, 0), 0, MOST_DAYS, report)
    check_selection((*path, "applies_to"), line.get("applies_to", {}), report)
    _series(path, line, report)


def _scoring_faults(path: Path, line: Node, above: tuple[Node, ...], report: Report) -> bool:
    """What the engine says of the rule, its parameters and the measure it stands with."""
    texts = validate_line(line, outside_total=is_outside_total(above))
    for text in texts:
        sentence = text.en if (get_language() or "").startswith("en") else text.vi
        report.add((*path, *_place(line, text.en.split()[0])), f"{line['code']}: {sentence}")
    return bool(texts)


def _place(line: Node, key: str) -> Path:
    """The engine names a key first where one key is to blame."""
    if key in line["rule"]:
        return ("rule", key)
    return (key,) if key in line else ("measure",) if key.startswith("measure") else ("rule",)


def is_outside_total(above: tuple[Node, ...]) -> bool:
    return bool(above and above[0].get("outside_total"))


def _points(path: Path, line: Node, above: tuple[Node, ...], report: Report) -> None:
    if line["max_points"] != 0:
        return
    if not is_outside_total(above):
        message = _("%(code)s: a line with the maximum 0 deducts, so it must stand in a group outside the total.")
    elif any(group.get("combine", "sum") != "sum" for group in above):
        message = _("%(code)s: a deduction can only stand in a group that adds up.")
    else:
        return
    report.add((*path, "max_points"), message % {"code": line["code"]})


def _due(path: Path, line: Node, campaign: Mapping[str, Any], report: Report) -> None:
    due = line.get("due")
    if due is not None and not campaign["start"] <= due <= campaign["end"]:
        report.add(
            (*path, "due"),
            _("%(code)s: the date %(due)s lies outside the campaign (%(start)s to %(end)s).")
            % {"code": line["code"], "due": due, "start": campaign["start"], "end": campaign["end"]},
        )


def _bounds(path: Path, line: Node, report: Report) -> None:
    measure = line["measure"]
    lowest, highest = measure.get("lowest"), measure.get("highest")
    values = {"code": line["code"], "kind": measure["kind"], "lowest": lowest, "highest": highest}
    if measure["kind"] not in NUMERIC and (lowest, highest) != (None, None):
        report.add(path, _("%(code)s: “%(kind)s” has no lowest and no highest value.") % values)
    elif lowest is not None and highest is not None and highest < lowest:
        message = _("%(code)s: the highest value %(highest)s lies below the lowest %(lowest)s.")
        report.add((*path, "highest"), message % values)
    within((*path, "decimals"), measure.get("decimals", 2), 0, DECIMAL_PLACES, report)


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
