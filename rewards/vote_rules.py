"""The usual rule of a cluster's vote: dated data with its source. Where no source binds it is a proposal to confirm."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "cluster-vote-rules.csv"


@dataclass(frozen=True, slots=True)
class UsualRule:
    """``is_confirmed`` False: says *cần xác nhận* and takes no effect before somebody confirms it."""

    since: date
    places: int
    threshold: Decimal
    is_strict: bool
    base: str
    own_allowed: bool
    is_secret: bool
    is_confirmed: bool
    source: str


def usual_rule(day: date) -> UsualRule:
    """The newest that holds on the day; before all of them the first."""
    rules = _rules()
    return next((rule for rule in reversed(rules) if rule.since <= day), rules[0])


@cache
def _rules() -> tuple[UsualRule, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rules = [_read(row) for row in csv.DictReader(file)]
    return tuple(sorted(rules, key=lambda rule: rule.since))


def _read(row: dict[str, str]) -> UsualRule:
    return UsualRule(
        since=date.fromisoformat(row["since"]),
        places=int(row["places"]),
        threshold=Decimal(row["threshold"]),
        is_strict=row["is_strict"] == "yes",
        base=row["base"],
        own_allowed=row["own_allowed"] == "yes",
        is_secret=row["is_secret"] == "yes",
        is_confirmed=row["confirmed"] == "yes",
        source=row["source"],
    )
