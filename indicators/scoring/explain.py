"""Why a line has its points, and what would have earned the lost ones, in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.scoring.cells import NOT_APPLICABLE, Cell, LineScore
from indicators.scoring.lines import Line, Span
from indicators.scoring.needed import Needed, best_points, needed
from indicators.scoring.rules import RULES
from indicators.scoring.text import Text, number, plain, rounded
from indicators.scoring.wording import phrase, shown_value, with_unit

Ranges = Mapping[str, Mapping[str | None, Span | None]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences of one line: 1.187 / 1.214 = 97,776 %; the rule; the points; what is lost; what is needed."""

    value_text: Text
    rule_text: Text
    points_text: Text
    lost_text: Text | None
    needed_text: Text | None


def explain_line(
    line: Line,
    cell: Cell,
    line_score: LineScore,
    *,
    board_ranges: Ranges | None = None,
    unit_block: str | None = None,
) -> Explanation:
    """All sentences of one line. Relative lines need the board's ``ranges`` and the unit's block."""
    span = (board_ranges or {}).get(line.code, {}).get(unit_block if line.scope == "block" else None)
    return Explanation(
        value_text=_value_text(line, cell, line_score, span),
        rule_text=rule_sentence(line),
        points_text=_points_text(line, line_score),
        lost_text=_lost_text(line, line_score),
        needed_text=_needed_text(line, cell, line_score, span),
    )


def rule_sentence(line: Line) -> Text:
    """The rule alone: từ 98 % trở lên: 10 điểm; từ 95 % đến dưới 98 %: 7 điểm; …"""
    return RULES[line.rule["kind"]].sentence(line.rule, line)


def _value_text(line: Line, cell: Cell, score: LineScore, span: Span | None) -> Text:
    if cell.state == NOT_APPLICABLE:
        return Text("không áp dụng", "not applicable")
    if cell.known is None:
        return _unknown_text(cell, score)
    return _known_text(line, cell.known, cell.n, cell.d, _marks(line, cell.known, score.points, span))


def _unknown_text(cell: Cell, score: LineScore) -> Text:
    if cell.waiting or score.waiting:
        return Text("chờ thẩm định", "waiting for a verdict")
    if score.unapportioned:
        return Text(
            "chưa có số liệu (số liệu của đơn vị cũ đã chia tách, chưa phân bổ)",
            "no data (figures of the divided former unit are not apportioned)",
        )
    return Text("chưa có số liệu", "no data")


def _known_text(line: Line, value: Fraction, n: Fraction | None, d: Fraction | None, marks: list[Fraction]) -> Text:
    shown = shown_value(line.measure, value, marks)
    if n is None or d is None:
        return shown
    top, bottom = plain(n), plain(d)
    return Text(f"{top.vi} / {bottom.vi} = {shown.vi}", f"{top.en} / {bottom.en} = {shown.en}")


def _marks(line: Line, value: Fraction, points: Fraction | None, span: Span | None) -> list[Fraction]:
    """The bounds the value is judged by: of what it earned, and of what would have earned all."""
    rule, best = RULES[line.rule["kind"]], best_points(line, span)
    earned = best if points is None else min(points, best)
    parts = [*rule.earning(line.rule, line, earned, span), *rule.earning(line.rule, line, best, span)]
    ends = [end for part in parts for end in (part.low, part.high) if end is not None]
    return [end for end in ends if end != value and line.transform == "none"]


def _points_text(line: Line, score: LineScore) -> Text:
    if score.excluded:
        return Text(
            "Không có số liệu khi chốt: không tính vào điểm tối đa", "No data at closing: left out of the maximum"
        )
    if score.points is None:
        return _without_points(score)
    if score.zeroed:
        return Text("Không có số liệu khi chốt: 0 điểm", "No data at closing: 0 points")
    if line.outside_total:
        return _on_top(line, score.points)
    shown, most = _earned(line, score.points), plain(line.max_points)
    return Text(f"Được {shown.vi} điểm, tối đa {most.vi}", f"{shown.en} points of {most.en}")


def _on_top(line: Line, points: Fraction) -> Text:
    shown = _earned(line, abs(points))
    if points < 0:
        return Text(f"Trừ {shown.vi} điểm", f"{shown.en} points deducted")
    if not line.max_points:
        return Text("Không bị trừ điểm", "Nothing deducted")
    return Text(f"Cộng {shown.vi} điểm", f"{shown.en} points added")


def _without_points(score: LineScore) -> Text:
    if score.state == NOT_APPLICABLE:
        return Text("Không tính vào điểm tối đa", "Left out of the maximum")
    return Text("Chưa có điểm", "No points yet")


def _lost_text(line: Line, score: LineScore) -> Text | None:
    """A bonus that was not earned is not lost; a deduction is."""
    lost = -score.points if line.outside_total and score.points is not None else score.lost
    if lost is None or lost <= 0:
        return None
    shown = _earned(line, lost)
    if line.outside_total:
        return Text(f"Bị trừ {shown.vi} điểm", f"{shown.en} points deducted")
    return Text(f"Mất {shown.vi} điểm", f"{shown.en} points lost")


def _needed_text(line: Line, cell: Cell, score: LineScore, span: Span | None) -> Text | None:
    best = best_points(line, span)
    if cell.state == NOT_APPLICABLE or score.excluded or (score.points is not None and score.points >= best):
        return None
    found = needed(line, best, value=cell.known, n=cell.n, d=cell.d, span=span)
    if found is None:
        return None
    aim, how = plain(best), change_text(line, cell, found)
    suffix = Text(" (mức tốt nhất hiện nay)", " (the best at present)") if line.scope else Text("", "")
    if best == 0:
        return Text(f"Để không bị trừ điểm cần {how.vi}", f"Nothing is deducted with {how.en}") + suffix
    return Text(f"Để được {aim.vi} điểm cần {how.vi}", f"{aim.en} points take {how.en}") + suffix


def change_text(line: Line, cell: Cell, found: Needed) -> Text:
    """What has to change: thêm 3 hồ sơ đúng hạn (1.190 / 1.214 = 98,023 %); đạt từ 98 % trở lên."""
    if found.n is not None and cell.n is not None:
        return _parts_change(line, cell.n, found.n, found)
    if line.measure.kind == "yes_no":
        return Text("hoàn thành nội dung này", "a yes")
    part = phrase(line, found.part)
    if line.measure.kind == "date":
        return Text(f"hoàn thành {part.vi}", part.en)
    if cell.known is not None and found.value < cell.known:
        return Text(f"giảm xuống {part.vi}", part.en)
    if cell.known is not None and line.measure.kind == "count":
        more = with_unit(plain(found.value - cell.known), line.measure)
        return Text(f"thêm {more.vi} ({part.vi})", f"{more.en} more ({part.en})")
    return Text(f"đạt {part.vi}", part.en)


def _parts_change(line: Line, now: Fraction, then: Fraction, found: Needed) -> Text:
    what, count = numerator_name(line), plain(abs(then - now))
    ends = [end for end in (found.part.low, found.part.high) if end is not None and end != found.value]
    shown = _known_text(line, found.value, then, found.d, ends)
    vi, en = ("thêm", "more") if then > now else ("bớt", "fewer")
    return Text(f"{vi} {count.vi} {what.vi} ({shown.vi})", f"{count.en} {en} {what.en} ({shown.en})")


def numerator_name(line: Line) -> Text:
    """What the numerator counts, without its *Số*: hồ sơ giải quyết đúng hạn."""
    name = line.measure.numerator or line.name
    return Text(_inside_sentence(name.vi.removeprefix("Tổng số ").removeprefix("Số ")), _inside_sentence(name.en))


def _inside_sentence(name: str) -> str:
    """Hồ sơ → hồ sơ, but TTHC stays as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _earned(line: Line, points: Fraction) -> Text:
    """In the campaign's decimals, more only where those would show nothing."""
    decimals = line.point_decimals
    while points and not rounded(points, decimals) and decimals < 12:
        decimals += 1
    return number(points, decimals)
