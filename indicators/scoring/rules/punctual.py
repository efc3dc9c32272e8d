"""Punctual: the maximum on or before the due date, then less per day late, down to ``floor``."""

from fractions import Fraction
from math import floor

from indicators.scoring.arithmetic import rational
from indicators.scoring.comparisons import points_faults
from indicators.scoring.intervals import EVERYTHING, Interval, up_to
from indicators.scoring.lines import Line, Points, Span
from indicators.scoring.rule import Params, Rule
from indicators.scoring.sketch import Sketch
from indicators.scoring.text import Text, day
from indicators.scoring.wording import points_text


class Punctual(Rule):
    kind = "punctual"
    measures = frozenset({"date"})
    required = ("minus_per_day",)
    optional = ("floor",)

    def check(self, params: Params, line: Sketch) -> list[Text]:
        faults = points_faults(params, line, "floor")
        if not line.has_due:
            faults.append(Text("punctual cần hạn hoàn thành (due) của chỉ tiêu", "punctual needs the line's due date"))
        if rational(params["minus_per_day"]) <= 0:
            faults.append(Text("minus_per_day phải lớn hơn 0", "minus_per_day must be above 0"))
        return faults

    def compile(self, params: Params, line: Line, span: Span | None = None) -> Points:
        due, most, each, lowest = _terms(params, line)

        def points(value: Fraction) -> Fraction:
            late = value - due
            return most if late <= 0 else max(most - each * late, lowest)

        return points

    def earning(self, params: Params, line: Line, points: Fraction, span: Span | None = None) -> list[Interval]:
        due, most, each, lowest = _terms(params, line)
        if points <= lowest:
            return [EVERYTHING]
        return [up_to(due + floor((most - points) / each))] if points <= most else []

    def sentence(self, params: Params, line: Line) -> Text:
        due, most, each, lowest = _terms(params, line)
        on, full, less, least = day(due), points_text(most), points_text(each), points_text(lowest)
        return Text(
            f"chậm nhất ngày {on.vi}: {full.vi}; mỗi ngày chậm trừ {less.vi}, thấp nhất {least.vi}",
            f"on {on.en} at the latest: {full.en}; each day late deducts {less.en}, not below {least.en}",
        )


def _terms(params: Params, line: Line) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    each, lowest = rational(params["minus_per_day"]), rational(params.get("floor", 0))
    return Fraction(line.due or 0), line.max_points, each, lowest


RULE = Punctual()
