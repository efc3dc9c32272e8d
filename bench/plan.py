"""The campaign that is measured: a plan of any size with the usual kinds of lines, and figures for it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils.timezone import get_current_timezone

from indicators.gauges import Typed

START = date(2024, 1, 1)  # a Monday: every week of the campaign is whole
BLOCK = 10
PERCENT = {"kind": "ratio", "unit": "%", "decimals": 2, "lowest": 0, "highest": 100}
PARTS = {"numerator": {"vi": "Đúng hạn"}, "denominator": {"vi": "Đến hạn"}}
# Each kind of line an organiser writes, in equal numbers: what is measured, over time, by which rule.
KINDS: tuple[tuple[dict, str, dict], ...] = (
    ({**PERCENT, **PARTS}, "ratio_of_sums", {"kind": "proportional", "full_at": 98, "zero_at": 50}),
    (PERCENT, "last", {"kind": "threshold", "at_least": 95, "otherwise": 4}),
    (
        PERCENT,
        "mean",
        {"kind": "steps", "steps": [{"at_least": 97, "points": 10}, {"at_least": 90, "points": 7}], "otherwise": 2},
    ),
    ({"kind": "count"}, "sum", {"kind": "per_item", "points_each": "0.25", "cap": 10}),
    ({"kind": "number"}, "sum", {"kind": "relative", "better": "higher", "scale": [1, 10], "scope": "block"}),
    ({"kind": "yes_no"}, "last", {"kind": "yes_no"}),
)


def document(code: str, units: list[str], lines: int, periods: int) -> dict[str, Any]:
    """A campaign of so many weekly lines in three groups of two groups each, units ranked in blocks of ten."""
    blocks = [units[start : start + BLOCK] for start in range(0, len(units), BLOCK)]
    return {
        "format": 1,
        "campaign": {
            "code": code,
            "name": {"vi": f"Đo tốc độ {code}", "en": f"Speed {code}"},
            "organiser": {"vi": "UBND thành phố"},
            "organiser_unit": "BENCH-ORG",
            "start": START.isoformat(),
            "end": (START + timedelta(days=7 * periods - 1)).isoformat(),
            "visibility": "units",
            "public_detail": "points",
        },
        "participants": {"units": units},
        "blocks": [
            {"code": f"C{number:03}", "name": {"vi": f"Cụm {number}"}, "units": members}
            for number, members in enumerate(blocks, 1)
        ],
        "criteria": list(_tree(lines)),
    }


def _tree(lines: int) -> Iterator[dict[str, Any]]:
    for top in range(3):
        below = [_group(f"{top + 1}.{half + 1}", range(top * 2 + half, lines, 6)) for half in range(2)]
        below = [group for group in below if group["children"]]
        if below:
            yield _named(f"{top + 1}", max_points=sum(each["max_points"] for each in below), children=below)


def _group(code: str, numbers: range) -> dict[str, Any]:
    children = [_line(f"{code}.{place}", number) for place, number in enumerate(numbers, 1)]
    return _named(code, max_points=10 * len(children), children=children)


def _line(code: str, number: int) -> dict[str, Any]:
    measure, over_time, rule = KINDS[(number + number // 6) % len(KINDS)]
    rule = {key: Decimal(value) if key == "points_each" else value for key, value in rule.items()}
    return _named(code, max_points=10, measure=measure, over_time=over_time, reported="weekly", rule=rule)


def _named(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"vi": f"Tiêu chí {code}", "en": f"Criterion {code}"}, **more}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=get_current_timezone())


def draw(kind: str, has_parts: bool, random: Random) -> Typed:
    """One figure such as a middling unit reports."""
    if has_parts:
        whole = random.randint(200, 900)
        return Typed(numerator=Decimal(random.randint(whole * 3 // 4, whole)), denominator=Decimal(whole))
    value = {
        "ratio": lambda: Decimal(random.randint(8500, 10000)) / 100,
        "count": lambda: Decimal(random.randint(0, 4)),
        "number": lambda: Decimal(random.randint(100, 90000)) / 10,
        "yes_no": lambda: Decimal(int(random.random() < 0.9)),
    }
    return Typed(value=value[kind]())
