"""A unit's own targets beside what the campaign asks of each line."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaigns.models import RegistrationVersion
from indicators.gauges import Typed
from indicators.models import Criterion, RegisteredTarget
from indicators.queries.lines import CampaignLines
from indicators.queries.required import required_text, rules_of
from indicators.scoring import RULES, Line
from indicators.scoring.intervals import EVERYTHING, Interval
from indicators.scoring.needed import best_points
from indicators.scoring.transform import transformed
from indicators.showing import shown
from units.models import Unit

MEASURED = ("count", "number", "ratio")
# The more of these, the more points: no value of them is a target that all must reach.
WITHOUT_TARGET = ("given", "per_item", "increments", "relative")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A line on which a unit may set itself a target. ``parts``: the values that reach what the campaign asks."""

    line: Criterion
    rule: Line | None
    parts: tuple[Interval, ...]
    asked: str

    def reaches(self, value: Decimal) -> bool:
        """Whether a target of this value is not below the campaign's."""
        if not self.parts or self.rule is None:
            return True
        seen = transformed(self.rule, Fraction(value))
        return seen is not None and any(seen in part for part in self.parts)


def target_lines(lines: CampaignLines, unit: Unit) -> list[TargetLine]:
    """The unit's lines that are measured by a number, in the plan's order; deductions are no targets."""
    rules = rules_of(lines.campaign)
    return [
        _target_line(line, rules.get(line.code))
        for line in lines.lines_of(unit)
        if line.measure_kind in MEASURED and not lines.is_deduction(line)
    ]


def _target_line(line: Criterion, rule: Line | None) -> TargetLine:
    parts = _parts(rule)
    return TargetLine(line, rule, parts, required_text(rule) if parts else "")


def _parts(rule: Line | None) -> tuple[Interval, ...]:
    if rule is None or rule.scope is not None or rule.rule["kind"] in WITHOUT_TARGET:
        return ()
    parts = tuple(RULES[rule.rule["kind"]].earning(rule.rule, rule, best_points(rule)))
    return () if EVERYTHING in parts else parts


def targets_of(version: RegistrationVersion | None) -> dict[int, RegisteredTarget]:
    """By the line's id. One query."""
    if version is None:
        return {}
    rows = RegisteredTarget.objects.filter(version=version).select_related("criterion")
    return {row.criterion_id: row for row in rows}


def target_text(target: RegisteredTarget) -> str:
    """As people read it: ``98,5 %``."""
    return shown(target.criterion, Typed(value=target.value), in_full=True)
