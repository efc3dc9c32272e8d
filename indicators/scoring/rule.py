"""What every rule of a line can do. One rule is one file in ``rules/``, registered by its kind."""

from collections.abc import Mapping
from typing import Any, ClassVar

from indicators.scoring.lines import Line, Points, Span

Params = Mapping[str, Any]


class Rule:
    """A strategy without state: parameters and line come with every call."""

    kind: ClassVar[str]

    def scope(self, params: Params) -> str | None:
        """'campaign' or 'block' where points depend on the values of the units there."""
        return None

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        """The points function. ``span`` is the range of a relative line, None when all are equal."""
        raise NotImplementedError
