"""Random campaigns and units: every rule, every way to combine, every kind of gap.

Hypothesis draws a size and a seed and plain ``random`` does the rest: a whole board drawn value by
value would take a hundred times as long as scoring it. A failure names its seed.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from indicators.scoring import KNOWN, NO_DATA, NOT_APPLICABLE, Cell, Text, UnitInput
from tests.indicators.scoring.builders import COUNT, DATE, NUMBER, PARTS, PERCENT, POINTS, YES_NO

DUE = date(2025, 10, 10)
WITHDRAWN = Text("đã rút khỏi phong trào", "withdrawn")
COMPARISONS = ["at_least", "more_than", "at_most", "less_than", "equals"]
BANDS = [
    {"code": code, "name": {"vi": code}, "at_least": at} for code, at in (("A", 90), ("B", 70), ("C", Decimal("33.33")))
]


def drawn(make, most=6):
    """A strategy for what ``make(random, size)`` makes."""
    return st.builds(make, st.randoms(use_true_random=True), st.integers(1, most))


def bound(r):
    """Few digits, so that ties and exact hits of a bound happen often."""
    return Fraction(r.randint(0, 12)) if r.random() < 0.6 else Fraction(r.randint(0, 120), 10)


def above_zero(r):
    return Fraction(r.randint(1, 50), 10)


def maximum(r):
    return Fraction(r.choice([1, 5, 10, 20])) if r.random() < 0.7 else Fraction(r.randint(1, 200), 10)


def part_of(r, most):
    """Points within the maximum, often all or nothing."""
    return most * r.choice([0, 1, Fraction(1, 2), Fraction(7, 10)])


def proportional(r, most):
    zero, full = bound(r), bound(r)
    return {"kind": "proportional", "zero_at": zero, "full_at": full if full != zero else zero + 1}


def threshold(r, most):
    return {"kind": "threshold", r.choice(COMPARISONS): bound(r), "otherwise": part_of(r, most)}


def steps(r, most):
    each = [{r.choice(COMPARISONS): bound(r), "points": part_of(r, most)} for _ in range(r.randint(1, 4))]
    return {"kind": "steps", "steps": each, "otherwise": part_of(r, most)}


def per_item(r, most):
    rule = {"kind": "per_item", "points_each": above_zero(r), "cap": part_of(r, most)}
    return rule if r.random() < 0.5 else {**rule, "free": bound(r)}


def increments(r, most):
    cap = part_of(r, most)
    base = {"base_value": bound(r), "base_points": cap * r.choice([0, Fraction(1, 2), 1])}
    return {"kind": "increments", **base, "per": above_zero(r), "points_each": above_zero(r), "cap": cap}


def relative(r, most):
    rule = {
        "kind": "relative",
        "better": r.choice(["higher", "lower"]),
        "scale": [most * r.choice([0, Fraction(1, 10), Fraction(1, 2)]), most],
        "scope": r.choice(["campaign", "block"]),
        "all_equal": r.choice(["top", "middle", "bottom"]),
    }
    low = bound(r)
    return rule if r.random() < 0.6 else {**rule, "goalposts": [low, low + above_zero(r)]}


def deduction(r):
    rule = {"kind": "per_item", "points_each": -above_zero(r), "free": r.randint(0, 2)}
    capped = rule if r.random() < 0.3 else {**rule, "cap": bound(r)}
    return {"max_points": Fraction(0), "measure": COUNT, "rule": capped}


def line(r):
    most = maximum(r)
    kind = r.randint(0, 8)
    if kind == 0:
        return {"max_points": most, "measure": YES_NO, "rule": {"kind": "yes_no"}}
    if kind == 1:
        return {"max_points": most, "measure": POINTS, "rule": {"kind": "given"}}
    if kind == 2:
        late = {"kind": "punctual", "minus_per_day": above_zero(r), "floor": part_of(r, most)}
        return {"max_points": most, "measure": DATE, "rule": late, "due": DUE.isoformat()}
    make = r.choice([proportional, threshold, steps, per_item, increments, relative, relative])
    log = {"transform": "log"} if r.random() < 0.1 else {}
    return {"max_points": most, "measure": r.choice([NUMBER, COUNT, PERCENT, PARTS]), "rule": make(r, most), **log}


def group(r, depth, leaf=line):
    combine = r.choice(["sum", "sum", "weighted_mean", "geometric_mean", "minimum"])
    found = {
        "combine": combine,
        "missing": r.choice(["propagate", "skip"]),
        "scale": r.choice([1, 1, 10, Fraction(1, 2)]),
        "children": [node(r, depth - 1, leaf) for _ in range(r.randint(1, 4))],
    }
    return {**found, "cap": maximum(r)} if r.random() < 0.2 else found


def node(r, depth, leaf=line):
    return group(r, depth, leaf) if depth and r.random() < 0.6 else leaf(r)


def document(r, size):
    """A campaign document with top-level nodes and, at times, groups on top of the total."""
    top = [node(r, min(size, 3)) for _ in range(r.randint(1, 3))]
    if r.random() < 0.5:
        top.append({**group(r, 1, lambda r: r.choice([line, deduction])(r)), "outside_total": True})
    criteria = [named(spec, f"N{at}", r) for at, spec in enumerate(top)]
    return {"campaign": options(r, codes_of(criteria)), "criteria": criteria}


def named(spec, code, r):
    """Codes and weights for the whole tree; no weight is 0, so that every mean exists."""
    weight = r.choice([1, 1, 2, Decimal("0.6"), 20])
    found = {**spec, "code": code, "name": {"vi": code}, "weight": weight}
    if "children" in spec:
        found["children"] = [named(child, f"{code}.{at}", r) for at, child in enumerate(spec["children"])]
    return found


def codes_of(criteria):
    below = [code for spec in criteria for code in codes_of(spec.get("children", []))]
    return [spec["code"] for spec in criteria] + below


def options(r, codes):
    return {
        "decimals": r.choice([0, 1, 2, 4]),
        "rank_rounded": r.random() < 0.5,
        "round_lines": r.random() < 0.3,
        "rebase_not_applicable": r.random() < 0.6,
        "min_coverage": r.choice([0, 50, 80]),
        "rank_by": r.choice(["points", "points", "percent"]),
        "tie_break": [r.choice(["", "-"]) + r.choice(codes) for _ in range(r.randint(0, 2))],
        "bands": BANDS,
    }


def value(r, spec):
    """A value the line may hold."""
    if spec["measure"] is YES_NO:
        return Fraction(r.randint(0, 1))
    if spec["measure"] is DATE:
        return Fraction(DUE.toordinal() + r.randint(-3, 12))
    if spec["rule"]["kind"] == "given":
        return Fraction(spec["max_points"]) * r.randint(0, 20) / 20
    least = 1 if spec.get("transform") == "log" else 0
    return Fraction(r.randint(least, 400), r.randint(1, 60)) if r.random() < 0.4 else max(bound(r), Fraction(least))


def cell(r, spec, gaps):
    """Mostly known; else no data, n/a, or (None) a line that does not apply to the unit."""
    if r.random() >= gaps:
        return Cell(KNOWN, value(r, spec), due=True)
    kind = r.randint(0, 5)
    if kind > 1:
        return Cell(NO_DATA, due=r.random() < 0.7, waiting=r.random() < 0.2)
    return Cell(NOT_APPLICABLE) if kind else None


def unit(r, at, specs):
    gaps = r.choice([0, 0.1, 0.4, 0.9])
    cells = {spec["code"]: cell(r, spec, gaps) for spec in specs}
    return UnitInput(
        key=f"u{at}",
        block=r.choice(["x", "y", None]),
        cells={code: found for code, found in cells.items() if found is not None},
        sort_key=r.choice(["", "a", "b"]),
        unranked=WITHDRAWN if r.random() < 0.15 else None,
        band_cap=r.choice([None, None, "B", "C"]),
    )


def board(r, size):
    """(document, units, closing) ready to be scored; now and then two units alike."""
    found = document(r, size)
    specs = leaves(found["criteria"])
    units = [unit(r, at, specs) for at in range(r.randint(1, size))]
    units += [UnitInput("twin", first.block, first.cells) for first in units[:1] if r.random() < 0.4]
    closing = {spec["code"]: r.choice(["zero", "exclude"]) for spec in specs} if r.random() < 0.5 else None
    return found, units, closing


def leaves(nodes):
    return [leaf for spec in nodes for leaf in (leaves(spec["children"]) if "children" in spec else [spec])]


boards = drawn(board)
