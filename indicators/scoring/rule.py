"""What every rule of a line can do. One rule is one file in ``rules/``, registered by its kind."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from indicators.scoring.intervals import Interval
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.sketch import Sketch, number_faults
from indicators.scoring.text import Text

Params = Mapping[str, Any]
NUMERIC = frozenset({"number", "count", "ratio", "points"})


class Rule:
    """A strategy without state: parameters and line come with every call.

    ``measures`` are the kinds of measure it may stand with; ``required`` and ``optional`` its
    parameters that are single numbers, ``others`` the rest.
    """

    kind: ClassVar[str]
    measures: ClassVar[frozenset[str]] = NUMERIC
    required: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[tuple[str, ...]] = ()
    others: ClassVar[tuple[str, ...]] = ()

    def validate(self, params: Params, line: Sketch) -> list[Text]:
        """Every bad parameter, in words; empty when the rule can be compiled. Never raises."""
        faults = number_faults(params, self.required, self.optional, {"kind", *self.others})
        return faults or self.check(params, line)

    def check(self, params: Params, line: Sketch) -> list[Text]:
        """What is wrong though every single number is one."""
        return []

    def scope(self, params: Params) -> str | None:
        """'campaign' or 'block' where points depend on the values of the units there."""
        return None

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        """The points function. ``span`` is the range of a relative line, None when all are equal."""
        raise NotImplementedError

    def best(self, params: Params, line: Line, span: Span | None = None) -> Fraction:
        """The most points this rule can give."""
        return line.max_points

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        """The (transformed) values that earn at least so many points."""
        raise NotImplementedError

    def sentence(self, params: Params, line: Line) -> Text:
        """The rule alone, in words."""
        raise NotImplementedError
