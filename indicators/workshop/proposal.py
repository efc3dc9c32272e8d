"""What the workshop makes of one sentence: a rule to confirm, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

Number: TypeAlias = int | Decimal
Texts: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """``rule`` and ``measure`` as a campaign file has them. ``best`` is the most the sentence gives (None: the
    line's maximum); ``notes`` say what the sentence leaves open; not ``understood``: points given by hand."""

    rule: Mapping[str, Any]
    measure: Mapping[str, Any]
    sentence: str = ""
    best: Number | None = None
    notes: Texts = ()
    understood: bool = True
    over_time: str = ""
    deducts: bool = False


PERCENT: Mapping[str, Any] = {"kind": "ratio", "unit": "%", "decimals": 2, "lowest": 0, "highest": 100}


def measured(unit: str) -> dict[str, Any]:
    """The measure of a sentence that speaks of this unit: a share, things counted, or a bare number."""
    if unit == "%":
        return dict(PERCENT)
    if unit:
        return {"kind": "count", "unit": {"vi": unit}, "lowest": 0}
    return {"kind": "number"}
