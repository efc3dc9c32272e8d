"""Sentences that count: so many points for (or off) each thing, at most so many, in the orders plans write them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from common.formats import number_text
from indicators.workshop.folding import NUMBER, cut, on_one_line, read_number, tidy
from indicators.workshop.proposal import Number, Proposal, measured

_N = rf"(?:{NUMBER})"
_MOST_STEPS = 50
# The ceiling stands before, behind or in brackets: it is read first and taken out.
_CEILING = re.compile(
    r"[,;.(]?\s*(?<!\d)(?<!\d\s)\b(?:(?:nhung|va|tong|so|diem|cong|tru|thuong|muc|cua|phan|duoc|bi)\s+){0,8}"
    r"(?:toi da|nhieu nhat|cao nhat|khong qua|khong vuot qua|khong (?:duoc )?(?:tru|cong) (?:vuot )?qua)\s*:?\s+"
    r"(?:(?:la|khong qua|khong vuot qua|duoc|cong|tru)\s+){0,4}"
    rf"(?P<cap>{_N})(?:\s*(?:diem|d)\b)?(?:(?!\bmoi\b|\bcu\b)[^;:.,()\d])*\)?"
)
_LEAD = r"[-+*•\s,;:]*(?:(?:diem\s+)?(?P<lead>tru|cong|thuong)(?:\s+diem)?\s*:\s*|tinh diem\s*:\s*)?"
_EACH = r"(?:cho\s+|voi\s+|doi voi\s+|tren\s+|/\s*)*(?:cu\s+moi|cu\s+co|cu\s+them|moi|cu|them|tung)\s+"
_ITEM = r"(?P<item>(?:(?!\bdiem\b)[^\d:;=/%()]){1,300}?)"
_LOSES = r"(?P<loses>\b(?:thi\s+)?(?:bi\s+)?(?:khau\s+)?(?:tru|giam)\s+(?:di\s+|bot\s+){0,4}|-\s*)"
_EARNS = r"\b(?:(?:thi|duoc|dat|cong|tinh|cham|huong|them|(?<!khen\s)thuong)\s+){1,6}|\+\s*|="
_POINTS = rf"(?P<each>{_N})\s*(?:diem|d)\b"
_SHAPES = tuple(
    re.compile(rf"{_LEAD}{shape}[\s,;.()]*")
    for shape in (
        # mỗi sáng kiến được 10 điểm; cứ 02 tin, bài: 1 điểm
        rf"{_EACH}(?P<per>{_N}\s+)?{_ITEM}\s*[,:(]?\s*(?:{_LOSES}|{_EARNS})?{_POINTS}(?:\s*/\s*[a-z ]+)?",
        # cộng 5 điểm cho mỗi công trình; trừ 0,25 điểm đối với mỗi văn bản trễ hạn
        rf"(?:{_LOSES}|{_EARNS})?{_POINTS}\s*{_EACH}(?P<per>{_N}\s+)?{_ITEM}",
        # 10 điểm/sáng kiến; trừ 1 điểm/01 văn bản
        rf"(?:{_LOSES}|{_EARNS})?{_POINTS}\s*/\s*(?P<per>{_N}\s+)?{_ITEM}",
    )
)


def read_counted(text: str, maximum: Number | None) -> Proposal | None:
    """mỗi mô hình cộng 1 điểm, không quá 3 điểm; trừ 2 điểm cho mỗi vụ việc, tối đa 6 điểm"""
    line, caps = _without_ceiling(on_one_line(text))
    found = next(filter(None, (shape.fullmatch(line) for shape in _SHAPES)), None)
    if not found or len(caps) > 1 or "ngay" in found["item"].split():
        return None
    each, per = read_number(found["each"]), read_number((found["per"] or "1").strip())
    cap = caps[0] if caps else None
    if not each or not per or (cap is not None and cap < each):
        return None
    item = _item(cut(text, line, found, "item"))
    if found["loses"] or found["lead"] == "tru":
        return _losing(item, tidy(Decimal(each) / Decimal(per)), cap, maximum)
    return _earning(item, each, per, cap, maximum)


def _without_ceiling(line: str) -> tuple[str, Sequence[Number]]:
    """The line with blanks where it names a ceiling, so that every other place stays; and the ceilings."""
    caps = [read_number(found["cap"]) for found in _CEILING.finditer(line)]
    blank = _CEILING.sub(lambda found: " " * len(found[0]), line)
    return blank, list(dict.fromkeys(cap for cap in caps if cap is not None))


def _item(text: str) -> str:
    """What is counted, without what stands around it: "mô hình được công nhận" stays, "một" goes."""
    return re.sub(r"^(?:một|mot)\s+", "", text, flags=re.IGNORECASE).strip(" -–:,")[:60]


def _earning(item: str, each: Number, per: Number, cap: Number | None, maximum: Number | None) -> Proposal:
    """Where several make one point, only whole lots of them count."""
    limit = cap if cap is not None else maximum
    notes = () if cap is not None else (_("No ceiling is named; the line's maximum is taken."),)
    cap = each if limit is None else limit
    rule = {"kind": "per_item", "points_each": each, "cap": cap}
    if per != 1:
        rule = {"kind": "increments", "base_value": 0, "base_points": 0, "per": per, "points_each": each, "cap": cap}
    return Proposal(rule, measured(item), best=cap, notes=notes, over_time="sum")


def _losing(item: str, each: Number, cap: Number | None, maximum: Number | None) -> Proposal:
    """On top of the total it deducts; in a line with points of its own they melt away."""
    measure = measured(item)
    if not maximum or maximum < 0:
        limit = cap if cap is not None else abs(maximum) if maximum else None
        rule = {"kind": "per_item", "points_each": -each, **({} if limit is None else {"cap": limit})}
        return Proposal(rule, measure, notes=(), over_time="sum", deducts=True)
    note = _("The line begins with all its points and loses %(each)s for each.") % {"each": number_text(each)}
    if cap is None or cap >= maximum:
        zero = tidy(Decimal(maximum) / Decimal(each))
        rule = {"kind": "proportional", "full_at": 0, "zero_at": zero}
        return Proposal(rule, measure, None, notes=(note,), over_time="sum")
    return Proposal(_melting(each, cap, maximum), measure, best=maximum, notes=(note,), over_time="sum")


def _melting(each: Number, cap: Number, maximum: Number) -> dict:
    """Steps down to what the ceiling of the deduction leaves."""
    floor, steps, lost = maximum - cap, [], 0
    while maximum - each * lost > floor and lost < _MOST_STEPS:
        steps.append({"at_most": lost, "points": tidy(Decimal(maximum) - Decimal(each) * lost)})
        lost += 1
    return {"kind": "steps", "steps": steps, "otherwise": tidy(Decimal(floor))}
