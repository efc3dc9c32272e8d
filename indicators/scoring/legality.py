"""Whether a line of a campaign file can be scored: legal pairs, then the rule's own checks."""

from collections.abc import Iterator, Mapping
from typing import Any

from indicators.scoring.rules import RULES
from indicators.scoring.scheme import default_over_time
from indicators.scoring.sketch import Sketch, clean_number, missing, not_a_number, sketch_of
from indicators.scoring.text import Text

_ANY_NUMBER = ("last", "mean", "max", "min")
_ONE_OF_THEM = ("last", "max", "min")
OVER_TIME: Mapping[str, tuple[str, ...]] = {
    "number": (*_ANY_NUMBER, "sum"),
    "count": (*_ANY_NUMBER, "sum"),
    "ratio": _ANY_NUMBER,
    "points": _ANY_NUMBER,
    "yes_no": _ONE_OF_THEM,
    "date": _ONE_OF_THEM,
}
TRANSFORMS = ("none", "log")


def validate_line(spec: Mapping[str, Any], *, outside_total: bool) -> list[Text]:
    """Every reason why the line cannot be scored as written; empty when it can. Never raises."""
    if not isinstance(spec, Mapping):
        return [Text("chỉ tiêu phải gồm các khóa và giá trị", "a line must be keys and values")]
    line = sketch_of(spec, outside_total=outside_total)
    return [*_number_faults(spec), *_pair_faults(spec, line), *_rule_faults(spec.get("rule"), line)]


def legal_over_time(kind: str, *, has_parts: bool) -> tuple[str, ...]:
    """How values of this measure may be put together over time; empty for an unknown measure."""
    ways = OVER_TIME.get(kind, ())
    return (*ways, "ratio_of_sums") if kind == "ratio" and has_parts else ways


def _number_faults(spec: Mapping[str, Any]) -> Iterator[Text]:
    if "max_points" not in spec:
        yield missing("max_points")
    for key in ("max_points", "weight"):
        value = clean_number(spec.get(key, 0))
        if value is None:
            yield not_a_number(key)
        elif value < 0:
            yield Text(f"{key} không được âm", f"{key} must not be negative")


def _pair_faults(spec: Mapping[str, Any], line: Sketch) -> Iterator[Text]:
    if line.kind not in OVER_TIME:
        yield _one_of("measure.kind", tuple(OVER_TIME))
        return
    yield from _part_faults(spec["measure"], line)
    ways = legal_over_time(line.kind, has_parts=line.has_parts)
    if (line.over_time or default_over_time(spec["measure"])) not in ways:
        yield _not_with("over_time", spec.get("over_time"), line.kind, ways)
    if line.transform not in TRANSFORMS:
        yield _one_of("transform", TRANSFORMS)
    elif line.transform == "log" and line.kind in ("yes_no", "date"):
        yield _not_with("transform", "log", line.kind, ("none",))


def _part_faults(measure: Mapping[str, Any], line: Sketch) -> Iterator[Text]:
    given = [key for key in ("numerator", "denominator") if measure.get(key)]
    if given and line.kind != "ratio":
        yield Text("chỉ tỷ lệ (ratio) mới có tử số và mẫu số", "only a ratio has numerator and denominator")
    elif len(given) == 1:
        yield Text("tử số và mẫu số phải có cùng nhau", "numerator and denominator come together")


def _rule_faults(rule: Any, line: Sketch) -> list[Text]:
    if not isinstance(rule, Mapping):
        return [missing("rule")]
    kind = rule.get("kind")
    if not isinstance(kind, str) or kind not in RULES:
        return [_one_of("rule.kind", tuple(sorted(RULES)))]
    misfit = line.kind in OVER_TIME and line.kind not in RULES[kind].measures
    faults = [_not_with("rule.kind", kind, line.kind, _rules_for(line.kind))] if misfit else []
    return faults + RULES[kind].validate(rule, line)


def _rules_for(kind: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, rule in RULES.items() if kind in rule.measures))


def _one_of(key: str, values: tuple[str, ...]) -> Text:
    shown = ", ".join(values)
    return Text(f"{key} phải là một trong {shown}", f"{key} must be one of {shown}")


def _not_with(key: str, value: Any, kind: str, values: tuple[str, ...]) -> Text:
    shown = ", ".join(values)
    return Text(
        f"{key} {value} không dùng được với số liệu {kind}; dùng {shown}",
        f"{key} {value} does not go with measure {kind}; use {shown}",
    )
