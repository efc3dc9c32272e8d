"""What the schema cannot say of the criteria: codes, groups, and what ties them to the campaign."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from campaigns.files.report import Path, Report

from .groups import check_group
from .lines import check_line

CODE_LIMIT = 100
Node = Mapping[str, Any]


def check_criteria(document: Mapping[str, Any], report: Report) -> None:
    """The checker of the section ``criteria``."""
    nodes = list(walk(document["criteria"], ("criteria",)))
    report.distinct_codes([(path, node["code"]) for path, node, _above in nodes], CODE_LIMIT)
    for path, node, above in nodes:
        if "children" in node:
            check_group(path, node, above, report)
        else:
            check_line(path, node, above, document, report)
    _tie_break(document["campaign"].get("tie_break", []), {node["code"] for _path, node, _above in nodes}, report)


def walk(nodes: list[Node], path: Path, above: tuple[Node, ...] = ()) -> Iterator[tuple[Path, Node, tuple[Node, ...]]]:
    """Every node of the tree in the order of the file, with its path and the groups it stands in."""
    for place, node in enumerate(nodes):
        yield (*path, place), node, above
        if "children" in node:
            yield from walk(node["children"], (*path, place, "children"), (*above, node))


def _tie_break(named: list[str], codes: set[str], report: Report) -> None:
    path = ("campaign", "tie_break")
    report.no_repeats(path, [code.removeprefix("-") for code in named])
    for place, code in enumerate(named):
        if code.removeprefix("-") not in codes:
            report.add((*path, place), _("There is no criterion “%(code)s” to break ties with.") % {"code": code})
