"""A figure as people read it and as a form shows it back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from campaigns.period_names import period_name
from common.formats import NO_DATA, day_text, editable_text, localised_text, number_text, percent_text
from indicators.gauges import Fact, Gauge, HasSpec, gauge_of, limits, ratio_of
from indicators.scoring.lines import Measure


def shown(line: HasSpec, fact: Fact | None, language: str | None = None, *, in_full: bool = False) -> str:
    """The figure as people read it, with unit: ``96,20 %``, ``21 / 22``, ``Có``, ``05/12/2022``; — without data.

    ``in_full`` with every digit it has: 97.996 % is not 98 %, and whoever is judged by it must see that."""
    if fact is None:
        return NO_DATA
    if fact.is_na:
        return _("not applicable")
    gauge = replace(gauge_of(line.spec), decimals=None) if in_full else gauge_of(line.spec)
    if fact.numerator is not None and fact.denominator is not None:
        n, d = number_text(fact.numerator, None, language), number_text(fact.denominator, None, language)
        return f"{n} / {d}" if fact.denominator else f"{n} / {d} ({_('not applicable')})"
    return _shown_value(gauge, Fraction(fact.value or 0), language)


def computed(line: HasSpec, fact: Fact | None, language: str | None = None) -> str:
    """What a numerator and a denominator come to (``95,45 %``); empty for every other figure."""
    if fact is None or fact.is_na or fact.numerator is None or not fact.denominator:
        return ""
    gauge = gauge_of(line.spec)
    return _shown_value(gauge, ratio_of(gauge.measure, fact.numerator, fact.denominator), language)


def _shown_value(gauge: Gauge, value: Fraction, language: str | None) -> str:
    measure = gauge.measure
    if measure.kind == "yes_no":
        return _("Yes") if value else _("No")
    if measure.kind == "date":
        return day_text(date.fromordinal(int(value)), language=language)
    exact = value if gauge.decimals is not None or value.denominator != 1 else int(value)
    if measure.is_percent:
        return percent_text(finite(exact), gauge.decimals, language)
    text = number_text(finite(exact), gauge.decimals, language)
    return f"{text} {_unit(measure, language)}".strip()


def finite(value: Fraction | int) -> Fraction | Decimal | int:
    """A fraction that ends is a decimal with all its digits."""
    if isinstance(value, int):
        return value
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else value


def _unit(measure: Measure, language: str | None) -> str:
    if measure.unit is None:
        return ""
    return localised_text({"vi": measure.unit.vi, "en": measure.unit.en}, language)


def highest(line: HasSpec) -> str:
    """The most a figure of the line may say, as people read it: ``100 %``; empty where there is no such limit."""
    gauge = gauge_of(line.spec)
    _lowest, most = limits(gauge)
    return "" if most is None else _shown_value(replace(gauge, decimals=None), most, None)


def line_title(line: Any, period: str = "") -> str:
    """``III.4 Tỷ lệ giải quyết đúng hạn · tháng 9/2026``: how a page about a line is headed."""
    return " · ".join(filter(None, [line.title, period and period_name(period)]))


def typed_back(line: HasSpec, fact: Fact | None, language: str | None = None) -> dict[str, str]:
    """The texts a form shows for a fact: ``value``, ``numerator``, ``denominator`` and ``na`` ("1" or "")."""
    blank = {"value": "", "numerator": "", "denominator": "", "na": ""}
    if fact is None:
        return blank
    if fact.is_na:
        return {**blank, "na": "1"}
    if fact.numerator is not None:
        n, d = editable_text(fact.numerator, language), editable_text(fact.denominator, language)
        return {**blank, "numerator": n, "denominator": d}
    return {**blank, "value": _editable(gauge_of(line.spec).measure.kind, fact.value, language)}


def _editable(kind: str, value: Decimal | None, language: str | None) -> str:
    if value is None:
        return ""
    if kind == "yes_no":
        return "yes" if value else "no"
    if kind == "date":
        return f"{date.fromordinal(int(value)):%d/%m/%Y}"
    return editable_text(value, language)
