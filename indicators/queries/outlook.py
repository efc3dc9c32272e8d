"""Beside a cell: the figure of the period before, the cluster's span, and what the figures entered would earn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from campaigns.choices import LinesSeenBy
from campaigns.models import Participation
from common.choices import Basis
from indicators.models import Cell, Criterion, CurrentValue
from indicators.queries.lines import CampaignLines
from indicators.queries.prospects import fact_of
from indicators.queries.required import rules_of, said
from indicators.queries.scoreboard import board_detail, live_board
from indicators.scoring import KNOWN, NO_DATA, RULES, Line, LineScore, explain_line, parse_exact, reduce_facts
from indicators.scoring import Cell as Scored
from indicators.scoring.lines import Span
from indicators.scoring.transform import transformed
from units.models import Unit

Spans = Mapping[str, Mapping[str | None, Span | None]]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Points are None where nothing is known; ``lowest``/``highest`` where the cluster's figures are not open."""

    max_points: Fraction | None
    now: Fraction | None
    with_entered: Fraction | None
    needed: str
    lowest: Fraction | None
    highest: Fraction | None


def outlook(lines: CampaignLines, line: Criterion, unit: Unit) -> Outlook:
    """Seven queries at most. ``with_entered`` counts every figure of the unit on this line, drafts too."""
    rule = rules_of(lines.campaign).get(line.code)
    row = lines.participation(unit)
    lowest, highest = cluster_span(lines, line, row)
    if rule is None or row is None:
        return Outlook(None, None, None, "", lowest, highest)
    spans, block = _spans(lines), row.block.code if row.block else None
    span = spans.get(line.code, {}).get(block if rule.scope == "block" else None)
    entered = _entered(lines, line, unit, rule)
    current = CurrentValue.objects.filter(campaign=lines.campaign, unit=unit, criterion=line, basis=Basis.REPORTED)
    known = current.first()
    inherits = known is not None and known.is_inherited
    value = parse_exact(known.value) if known and known.state == KNOWN else None
    return Outlook(
        max_points=rule.max_points,
        now=points_of(rule, value, span),
        with_entered=None if inherits else points_of(rule, entered.known, span),
        needed=_needed(rule, entered, spans, block),
        lowest=lowest,
        highest=highest,
    )


def points_of(rule: Line, value: Fraction | None, span: Span | None) -> Fraction | None:
    """What one value of the line earns, others standing still."""
    seen = None if value is None else transformed(rule, value)
    if seen is None:
        return None
    earn = rule.points or RULES[rule.rule["kind"]].compile(rule.rule, rule, span)
    return earn(seen)


def _spans(lines: CampaignLines) -> Spans:
    board = live_board(lines.campaign)
    detail = board_detail(board, Basis.REPORTED.value) if board else {}
    return {
        code: {scope or None: (parse_exact(one[0]), parse_exact(one[1])) if one else None for scope, one in by.items()}
        for code, by in detail.get("ranges", {}).items()
    }


def _entered(lines: CampaignLines, line: Criterion, unit: Unit, rule: Line) -> Scored:
    """All figures of the line put together as a run would, the newest of each period whatever its state."""
    order = {period.code: place for place, period in enumerate(lines.periods(line))}
    cells = Cell.objects.filter(unit=unit, series=line.series_id, period__in=order).select_related("latest")
    facts = [fact_of(cell.latest, cell.period, order[cell.period]) for cell in cells if cell.latest]
    found = reduce_facts([(Fraction(1), facts)], measure=rule.measure, over_time=rule.over_time)
    return Scored(found.state, found.value, found.n, found.d)


def _needed(rule: Line, entered: Scored, spans: Spans, block: str | None) -> str:
    """What would earn all points from the figures entered."""
    state = entered if entered.state == KNOWN else Scored(NO_DATA)
    span = spans.get(rule.code, {}).get(block if rule.scope == "block" else None)
    score = LineScore(state.state, points_of(rule, state.known, span), rule.max_points, state.known)
    found = explain_line(rule, state, score, board_ranges=spans, unit_block=block).needed_text
    return said(found) if found else ""


def cluster_span(
    lines: CampaignLines, line: Criterion, row: Participation | None
) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest value in the unit's cluster, where its plan lets the units see each other's lines."""
    if row is None or row.block_id is None or lines.campaign.lines_seen_by == LinesSeenBy.OWN:
        return None, None
    peers = [each.unit_id for each in lines.participations if each.block_id == row.block_id]
    values = _values(lines, line, peers)
    return (min(values), max(values)) if len(values) > 1 else (None, None)


def _values(lines: CampaignLines, line: Criterion, units: Iterable[int]) -> list[Fraction]:
    rows = CurrentValue.objects.filter(campaign=lines.campaign, criterion=line, basis=Basis.REPORTED, unit__in=units)
    return [parse_exact(text) for text in rows.filter(state=KNOWN).values_list("value", flat=True)]
