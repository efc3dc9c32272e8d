"""What a document of a unit may be tied to: a row a line, a box a period, as both forms about evidence show it."""

from typing import Any

from campaigns.period_names import period_name
from indicators.forms.evidence import Offered, target_value
from indicators.queries.evidence import targets
from indicators.views.desk import Desk

PERIODS = 8


def offered_targets(desk: Desk) -> list[Offered]:
    found = targets(desk.lines, desk.unit, today=desk.today, most=PERIODS)
    return [Offered(line, periods) for line, periods in found]


def target_groups(desk: Desk, offered: list[Offered], ticked: list[str]) -> dict[str, Any]:
    """``groups``: a row a line; ``others``: whether some are neither the unit's to enter nor ticked."""
    groups = [_boxes(desk, each, ticked) for each in offered]
    return {"groups": groups, "others": any(not (row["is_own"] or row["is_ticked"]) for row in groups)}


def _boxes(desk: Desk, offered: Offered, ticked: list[str]) -> dict[str, Any]:
    boxes = [(target_value(offered.line, period), period) for period in offered.periods]
    return {
        "line": offered.line,
        "is_own": desk.lines.entered_by(offered.line) == "unit",
        "is_ticked": any(value in ticked for value, _period in boxes),
        "boxes": [
            {"value": value, "is_ticked": value in ticked, "label": period_name(period) if period else ""}
            for value, period in boxes
        ],
    }
