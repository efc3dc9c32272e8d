"""What a line takes, and the shape of a figure: shared by reading, showing and the verbs.

A *fact* is anything with ``value``, ``numerator``, ``denominator`` and ``is_na``: a ``Typed``, an entry, a
verdict. Dates are kept as proleptic ordinals, yes/no as 1/0, a ratio without parts as its percentage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from campaigns.files import from_json
from indicators.scoring.lines import Measure
from indicators.scoring.scheme import build_measure
from indicators.scoring.text import Text


class Fact(Protocol):
    """What can be shown: an entry, a verdict, something typed."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def is_na(self) -> bool: ...


class HasSpec(Protocol):
    """A line: a ``Criterion`` or anything that carries its section of the campaign file."""

    @property
    def spec(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """A checked figure, ready to be kept."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_na: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """One figure as it arrived: texts of a form, a file or an API call."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    na: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """What a line takes: its measure, the most points where they are given outright, whether a log is taken."""

    measure: Measure
    decimals: int | None
    most_points: Fraction | None
    takes_log: bool


@lru_cache(maxsize=4096)
def gauge_of(spec: str) -> Gauge:
    """The gauge of a line's section of the campaign file (canonical JSON); read once per section and process."""
    section: Mapping[str, Any] = from_json(spec)
    measure = build_measure(section["measure"])
    is_given = section["rule"]["kind"] == "given"
    return Gauge(
        measure=measure,
        decimals=_decimals(section["measure"]),
        most_points=Fraction(str(section["max_points"])) if is_given else None,
        takes_log=section.get("transform") == "log",
    )


def _decimals(measure: Mapping[str, Any]) -> int | None:
    """Fixed where the plan says so and for ratios; else a figure is shown with the digits it has."""
    return measure.get("decimals", {"ratio": 2, "count": 0}.get(measure["kind"]))


def limits(gauge: Gauge) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most an entry may say; points given outright lie between 0 and the line's maximum."""
    lowest, highest = gauge.measure.lowest, gauge.measure.highest
    if gauge.most_points is not None:
        lowest = max(lowest or Fraction(0), Fraction(0))
        highest = gauge.most_points if highest is None else min(highest, gauge.most_points)
    if gauge.measure.kind == "count" and lowest is None:
        lowest = Fraction(0)
    return lowest, highest


def ratio_of(measure: Measure, n: Decimal, d: Decimal) -> Fraction:
    return Fraction(n) / Fraction(d) * (100 if measure.is_percent else 1)


_COUNTED = ("số ", "tổng số ")
# What is measured in fractions though its name begins like a count.
_MEASURED = re.compile(r"\b(vốn|tiền|đồng|kinh phí|giá trị|thu|chi|diện tích|ha|km|m2|tấn|giờ|điểm)\b")


def counts(part: Text | None) -> bool:
    """Whether a part of a ratio counts things (*Số hồ sơ …*) and so is whole."""
    name = part.vi.casefold() if part else ""
    return name.startswith(_COUNTED) and not _MEASURED.search(name)


def amount(line: HasSpec, fact: Fact | None) -> Fraction | None:
    """The figure as one number, a ratio divided out; None without data and where it does not apply."""
    if fact is None or is_not_applicable(fact):
        return None
    if fact.numerator is not None and fact.denominator is not None:
        return ratio_of(gauge_of(line.spec).measure, fact.numerator, fact.denominator)
    return None if fact.value is None else Fraction(fact.value)


def is_not_applicable(fact: Fact) -> bool:
    """Declared so, or a ratio of nothing: a zero denominator is not zero."""
    return fact.is_na or (fact.denominator is not None and fact.denominator == 0)


def same_figure(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same; notes aside."""
    return (one.value, one.numerator, one.denominator, one.is_na) == (
        other.value,
        other.numerator,
        other.denominator,
        other.is_na,
    )
