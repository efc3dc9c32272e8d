"""Short ways to write lines, groups, campaigns and units in tests."""

from fractions import Fraction

from indicators.scoring import KNOWN, NO_DATA, NOT_APPLICABLE, Cell, LineScore, UnitInput, build_line, build_scheme

PERCENT = {"kind": "ratio", "unit": "%"}
PARTS = {
    **PERCENT,
    "numerator": {"vi": "Số hồ sơ giải quyết đúng hạn", "en": "dossiers settled on time"},
    "denominator": {"vi": "Tổng số hồ sơ đã giải quyết", "en": "dossiers settled"},
}
NUMBER, COUNT, YES_NO, DATE = ({"kind": kind} for kind in ("number", "count", "yes_no", "date"))
POINTS = {"kind": "points", "unit": {"vi": "điểm", "en": "points"}}


def spec(code="L", max_points=10, *, measure=NUMBER, rule=None, **more):
    """A line as it stands in a campaign file; without a rule it takes given points."""
    measure = measure if rule else POINTS
    name = {"vi": f"Chỉ tiêu {code}", "en": f"Line {code}"}
    return {
        "code": code,
        "name": name,
        "max_points": max_points,
        "measure": measure,
        "rule": rule or {"kind": "given"},
        **more,
    }


def group(code, children, **more):
    return {"code": code, "name": {"vi": f"Nhóm {code}", "en": f"Group {code}"}, "children": children, **more}


def campaign(*criteria, **options):
    return {"format": 1, "campaign": options, "criteria": list(criteria)}


def scheme(*criteria, **options):
    return build_scheme(campaign(*criteria, **options))


def line(max_points=10, *, outside=False, **more):
    return build_line(spec(max_points=max_points, **more), outside=outside)


def known(value, n=None, d=None):
    if n is not None:
        return Cell(KNOWN, Fraction(100 * n, d), Fraction(n), Fraction(d), due=True)
    return Cell(KNOWN, Fraction(value), due=True)


def unit(key, /, block="B", *, unranked=None, band_cap=None, **values):
    """Values by line code: a number, None for no data (due), 'n/a', or a ready cell."""
    cells = {code.replace("_", "."): cell(value) for code, value in values.items()}
    return UnitInput(key, block, cells, sort_key=key, unranked=unranked, band_cap=band_cap)


def cell(value):
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(NO_DATA, due=True)
    return Cell(NOT_APPLICABLE, due=True) if value == "n/a" else known(value)


def points(rule, value, max_points=10, **more):
    """What a value earns."""
    return line(max_points, rule=rule, **more).points(Fraction(value))


def score(line, cell):
    """The line's score as it stands on a sheet of a running campaign."""
    earned = line.points(cell.value) if cell.state == KNOWN else None
    return LineScore(cell.state, earned, line.max_points, cell.value)


def by_key(board):
    return {sheet.key: sheet for sheet in board.sheets}
