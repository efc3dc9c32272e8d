"""A plain second opinion: the scoring contract in the simplest code that can be read beside it.

It works on the campaign document itself, one unit at a time, with fractions and decimals, without
anything of the engine. A cell is a dict: state known | n/a | none, value, due, waiting.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

ONE_STEP = {
    "at_least": lambda v, t: v >= t,
    "more_than": lambda v, t: v > t,
    "at_most": lambda v, t: v <= t,
    "less_than": lambda v, t: v < t,
    "equals": lambda v, t: v == t,
}


def board(document, units, closing=None):
    """key → result of every unit, and what ranked them."""
    options = {"rank_rounded": True, "decimals": 2, "rank_by": "points", **document["campaign"]}
    context = {"document": document, "options": options, "closing": closing}
    results = {u["key"]: unit_result(context, u, None) for u in units}
    ranked = [u for u in units if not u.get("unranked") and not results[u["key"]]["reason"]]
    context["ranked"] = ranked
    results = {u["key"]: unit_result(context, u, ranked) for u in units}
    order(options, ranked, results)
    return results


def unit_result(context, unit, ranked):
    nodes = context["document"]["criteria"]
    scored = {n["code"]: node_result(context, n, unit, ranked, bool(n.get("outside_total"))) for n in nodes}
    inside = [scored[n["code"]] for n in nodes if not n.get("outside_total")]
    outside = [scored[n["code"]]["points"] or Fraction(0) for n in nodes if n.get("outside_total")]
    most = sum((r["max"] for r in inside if r["max"] is not None), Fraction(0))
    data = [r for top in inside for r in top["lines"].values() if r["points"] is not None and not r["zeroed"]]
    has_total = most != 0 and bool(data) and any(r["points"] is not None for r in inside)
    points = (
        sum((r["points"] for r in inside if r["points"] is not None), Fraction(0)) + sum(outside) if has_total else None
    )
    lines = {code: r for result in scored.values() for code, r in result["lines"].items()}
    return {
        "nodes": {code: r for result in scored.values() for code, r in result["nodes"].items()},
        "lines": lines,
        "points": points,
        "max": most,
        "percent": None if points is None else 100 * points / most,
        "bonus": sum((p for p in outside if p > 0), Fraction(0)),
        "deduction": sum((p for p in outside if p < 0), Fraction(0)),
        "missing": sum(r["missing"] for r in lines.values()),
        "reason": reason(context, nodes, unit, has_total, lines),
    }


def reason(context, nodes, unit, has_total, lines):
    if not has_total:
        return "no total"
    if not any(r["excluded"] for r in lines.values()):
        return None
    share = covered(context, {"combine": "sum", "children": [n for n in nodes if not n.get("outside_total")]}, unit)[1]
    return "thin" if share is not None and share * 100 < Fraction(context["options"].get("min_coverage", 50)) else None


def node_result(context, node, unit, ranked, outside):
    """points (None without), max (None: does not apply), and all lines and groups below."""
    if "children" not in node:
        result = line_result(context, node, unit, ranked, outside)
        return {**result, "lines": {node["code"]: result}, "nodes": {}}
    below = [node_result(context, child, unit, ranked, outside) for child in node["children"]]
    applying = [
        (r, Fraction(c.get("weight", 1))) for c, r in zip(node["children"], below, strict=True) if r["max"] is not None
    ]
    having = [(r, w) for r, w in applying if r["points"] is not None]
    lenient = node.get("combine", "sum") == "sum" or node.get("missing") == "skip"
    complete = having if lenient or len(having) == len(applying) else []
    result = {
        "points": put_together(node, [(r["points"], w) for r, w in complete]),
        "max": put_together(node, [(r["max"], w) for r, w in applying]),
    }
    nodes = {code: r for each in below for code, r in each["nodes"].items()}
    lines = {code: r for each in below for code, r in each["lines"].items()}
    return {**result, "nodes": {**nodes, node["code"]: result}, "lines": lines}


def put_together(node, pairs):
    if not pairs:
        return None
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    how = node.get("combine", "sum")
    if how == "sum":
        value = sum(values)
    elif how == "weighted_mean":
        value = sum(v * w for v, w in pairs) / sum(weights) if sum(weights) else Fraction(0)
    elif how == "minimum":
        value = min(values)
    else:
        value = geometric(values)
    value *= Fraction(node.get("scale", 1))
    return value if node.get("cap") is None else min(value, Fraction(node["cap"]))


def geometric(values):
    if any(v <= 0 for v in values):
        return Fraction(0)
    if len(values) == 1:
        return Fraction(Context(prec=50).divide(Decimal(values[0].numerator), Decimal(values[0].denominator)))
    with localcontext(Context(prec=120)):
        logs = sum((Decimal(v.numerator) / Decimal(v.denominator)).ln() for v in values)
        return Fraction(Context(prec=50).plus((logs / len(values)).exp()))


def log(value):
    with localcontext(Context(prec=120)):
        return Fraction(Context(prec=50).plus((Decimal(value.numerator) / Decimal(value.denominator)).ln()))


def line_result(context, line, unit, ranked, outside):
    cell, most = unit["cells"].get(line["code"]), Fraction(line["max_points"])
    gone = {"points": None, "max": None, "missing": 0, "excluded": False, "zeroed": False}
    stays = {**gone, "max": most}
    if cell is None:
        return gone
    if cell["state"] == "known":
        return {**stays, "points": rounded_line(context, line_points(context, line, unit, cell["value"], ranked))}
    if cell["state"] == "n/a":
        return gone if context["options"].get("rebase_not_applicable", True) else {**stays, "points": Fraction(0)}
    if outside:
        return {**stays, "points": Fraction(0)}
    if cell.get("waiting"):
        return stays
    closing = (context["closing"] or {}).get(line["code"])
    counted = int(bool(cell.get("due")) or context["closing"] is not None)
    if closing == "exclude":
        return {**gone, "missing": counted, "excluded": True}
    zeroed = closing == "zero"
    return {**stays, "missing": counted, "points": Fraction(0) if zeroed else None, "zeroed": zeroed}


def rounded_line(context, points):
    if not context["options"].get("round_lines"):
        return points
    return Fraction(round_half_up(points, context["options"]["decimals"]))


def round_half_up(value, decimals):
    with localcontext(Context(prec=2000)):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def line_points(context, line, unit, value, ranked):
    rule, most = line["rule"], Fraction(line["max_points"])
    value = log(value) if line.get("transform") == "log" else value
    kind = rule["kind"]
    if kind == "relative":
        return relative(context, line, unit, value, ranked)
    return {
        "proportional": lambda: proportional(rule, value, most),
        "threshold": lambda: most if compare(rule, value) else Fraction(rule.get("otherwise", 0)),
        "steps": lambda: steps(rule, value),
        "per_item": lambda: per_item(rule, value),
        "increments": lambda: increments(rule, value),
        "yes_no": lambda: most if value == 1 else Fraction(0),
        "given": lambda: value,
        "punctual": lambda: punctual(line, rule, value, most),
    }[kind]()


def proportional(rule, value, most):
    zero, full = Fraction(rule.get("zero_at", 0)), Fraction(rule["full_at"])
    return most * max(Fraction(0), min(Fraction(1), (value - zero) / (full - zero)))


def compare(rule, value):
    return next(ONE_STEP[key](value, Fraction(rule[key])) for key in ONE_STEP if key in rule)


def steps(rule, value):
    return next((Fraction(s["points"]) for s in rule["steps"] if compare(s, value)), Fraction(rule.get("otherwise", 0)))


def per_item(rule, value):
    points = Fraction(rule["points_each"]) * max(value - Fraction(rule.get("free", 0)), Fraction(0))
    cap = rule.get("cap")
    return points if cap is None else max(-Fraction(cap), min(Fraction(cap), points))


def increments(rule, value):
    if value <= Fraction(rule["base_value"]):
        return Fraction(rule["base_points"])
    whole = (value - Fraction(rule["base_value"])) // Fraction(rule["per"])
    return min(Fraction(rule["cap"]), Fraction(rule["base_points"]) + Fraction(rule["points_each"]) * whole)


def punctual(line, rule, value, most):
    late = max(Fraction(0), value - line["due_ordinal"])
    return max(Fraction(rule.get("floor", 0)), most - Fraction(rule["minus_per_day"]) * late) if late else most


def relative(context, line, unit, value, ranked):
    rule = line["rule"]
    bottom, top = Fraction(rule["scale"][0]), Fraction(rule["scale"][1])
    if ranked is None:
        return top  # the first pass only asks who can be ranked
    if rule.get("goalposts"):
        low, high = Fraction(rule["goalposts"][0]), Fraction(rule["goalposts"][1])
    else:
        values = known_values(line, unit, ranked, rule.get("scope", "campaign"))
        if len(set(values)) < 2:
            return {"top": top, "bottom": bottom}.get(rule.get("all_equal", "middle"), (top + bottom) / 2)
        low, high = min(values), max(values)
    share = max(Fraction(0), min(Fraction(1), (value - low) / (high - low)))
    return bottom + (top - bottom) * (share if rule["better"] == "higher" else 1 - share)


def known_values(line, unit, ranked, scope):
    peers = [u for u in ranked if scope == "campaign" or u["block"] == unit["block"]]
    cells = [u["cells"].get(line["code"]) for u in peers]
    values = [c["value"] for c in cells if c and c["state"] == "known"]
    return [log(v) for v in values] if line.get("transform") == "log" else values


def covered(context, node, unit):
    """(full maximum with excluded lines, share of it with data), None where nothing applies."""
    if "children" not in node:
        cell = unit["cells"].get(node["code"])
        result = line_result({**context, "closing": None}, node, unit, None, False)
        answered = bool(cell) and (cell["state"] != "none" or cell.get("waiting"))
        return result["max"], None if result["max"] is None else Fraction(int(bool(answered)))
    below = [(covered(context, child, unit), Fraction(child.get("weight", 1))) for child in node["children"]]
    below = [(most, share, weight) for (most, share), weight in below if most is not None]
    most = put_together(node, [(most, weight) for most, _, weight in below])
    weighted = node.get("combine") == "weighted_mean"
    parts = [(most * weight if weighted else most, share) for most, share, weight in below if share is not None]
    if not any(size for size, _ in parts):
        return most, None
    return most, sum(size * share for size, share in parts) / sum(size for size, _ in parts)


def order(options, ranked, results):
    """Ranks by counting who is better: no sorting."""
    differ = len({results[u["key"]]["max"] for u in ranked}) > 1
    by = "percent" if options["rank_by"] == "percent" or differ else "points"
    for unit in ranked:
        mine = results[unit["key"]]
        better = [u for u in ranked if is_better(options, by, results[u["key"]], u, mine, unit)]
        mine["rank"] = 1 + len(better)
        if unit["block"] is not None:
            mine["block_rank"] = 1 + sum(u["block"] == unit["block"] for u in better)
        mine["band"] = band(options, mine["percent"], unit.get("band_cap"))
    for result in results.values():
        result["ranked_by"] = by


def is_better(options, by, a, unit_a, b, unit_b):
    figures = [shown(options, r[by]) for r in (a, b)]
    if figures[0] != figures[1]:
        return figures[0] > figures[1]
    for code in options.get("tie_break", []):
        less, code = code.startswith("-"), code.removeprefix("-")
        first, second = (tie_value(code, r, u) for r, u in ((a, unit_a), (b, unit_b)))
        if first == second:
            continue
        if first is None or second is None:
            return second is None
        return first < second if less else first > second
    return False


def shown(options, figure):
    return round_half_up(figure, options["decimals"]) if options["rank_rounded"] else figure


def tie_value(code, result, unit):
    if code in result["nodes"]:
        return result["nodes"][code]["points"]
    cell = unit["cells"].get(code)
    return cell["value"] if cell and cell["state"] == "known" else None


def band(options, percent, cap):
    percent = Fraction(shown(options, percent))
    codes = [b["code"] for b in options.get("bands", [])]
    reached = [i for i, b in enumerate(options.get("bands", [])) if percent >= Fraction(b["at_least"])]
    if not reached:
        return None
    return codes[max(reached[0], codes.index(cap)) if cap else reached[0]]
