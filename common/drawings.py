"""Small SVG drawings made on the server.

Sizes are attributes and colours come from the style sheet, so that the page has no inline style. A board draws
hundreds of them, so they are put together as plain text: numbers, and words escaped on the way in.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.html import escape
from django.utils.safestring import SafeString

Exact = int | Decimal | Fraction
_WIDTH, _HEIGHT, _EDGE = 64, 20, 2


def sparkline(values: Sequence[Exact | None], label: str = "") -> SafeString:
    """A line over equal steps, ``None`` leaves a gap; without a ``label`` in words it is decoration."""
    points = _points(values)
    if not any(points):
        return SafeString("")
    lines = "".join(f'<polyline points="{" ".join(run)}"/>' for run in _runs(points) if len(run) > 1)
    x, y = next(point for point in reversed(points) if point).split(",")
    return SafeString(
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}"{_named(label)}>'
        f'{lines}<circle cx="{x}" cy="{y}" r="2"/></svg>'
    )


def _points(values: Sequence[Exact | None]) -> list[str]:
    """``x,y`` for each value, empty where there is none. All equal runs through the middle."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    lowest, span = min(known), max(known) - min(known)
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    return [
        "" if value is None else f"{_coordinate(_EDGE + step * i)},{_coordinate(_level(value, lowest, span))}"
        for i, value in enumerate(values)
    ]


def _level(value: Exact, lowest: Exact, span: Exact) -> float:
    share = float((value - lowest) / span) if span else 0.5
    return _HEIGHT - _EDGE - share * (_HEIGHT - 2 * _EDGE)


def _coordinate(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _runs(points: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return runs


def bar(
    value: Exact | None, maximum: Exact, mark: Exact | None = None, *, tone: str = "", label: str = ""
) -> SafeString:
    """How far ``value`` goes towards ``maximum``, with a stroke at ``mark``; nothing at all without data."""
    if value is None or not maximum:
        return SafeString("")
    stroke = f'<path class="mark" d="M{_share(mark, maximum)} 0V14"/>' if mark is not None else ""
    return SafeString(
        f'<svg class="bar" viewBox="0 0 200 14" preserveAspectRatio="none"{_named(label)}>'
        f'<rect class="track" y="3" width="200" height="8" rx="1"/>'
        f'<rect class="fill {escape(tone)}" y="3" width="{_share(value, maximum)}" height="8" rx="1"/>{stroke}</svg>'
    )


def _share(value: Exact, maximum: Exact) -> str:
    share = float(value) / float(maximum)
    return _coordinate(200 * min(max(share, 0.0), 1.0))


def _named(label: str) -> SafeString:
    if not label:
        return SafeString(' aria-hidden="true"')
    return SafeString(f' role="img" aria-label="{escape(label)}"')
