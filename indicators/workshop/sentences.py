"""Sentences by which Vietnamese plans score, read into rules. What is not understood is scored by hand and says so.

Nothing here takes effect: every proposal carries the sentence it came from and waits for a confirmation.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from common.formats import number_text
from indicators.workshop.clauses import clauses_of
from indicators.workshop.counted import read_counted
from indicators.workshop.folding import NUMBER, composed, cut, on_one_line, read_number, tidy
from indicators.workshop.proposal import PERCENT, Number, Proposal, measured
from indicators.workshop.steps import read_steps

_N = rf"(?:{NUMBER})"
# Longer ones are no rule but a text, and are left to people: the patterns below look far ahead.
MOST_IN_A_SENTENCE = 2_000
# Between two words that belong together: no other figure, and not half the text.
_NEAR = r"[^\d]{0,200}?"


def _pts(name: str, *, bare: bool = False) -> str:
    return rf"(?P<{name}>{_N})\s*(?:diem|d)" + (r"?\b" if bare else r"\b")


_DROP = re.compile(
    rf".*?(?P<full>{_N})\s*%[^\d%]{{0,200}}?{_pts('best')}[\s,;.:(]*(?:va\s+|neu\s+|thi\s+)*(?:cu|moi)\s+"
    rf"(?:giam|thap hon|thieu|kem|ha|it hon)?\s*(?:di\s+)?(?P<per>{_N})\s*%{_NEAR}"
    rf"(?:tru|giam)\s+(?:di\s+)?{_pts('minus', bare=True)}.*"
)
_RISE = re.compile(
    rf"(?:den|tu|dat|duoi|bang)?\s*(?P<base>{_N})\s*(?P<item>[^\d:;,]{{0,200}}?)\s*(?:tro xuong)?\s*[:,]?\s*"
    rf"(?:duoc|dat|tinh)?\s*{_pts('start')}[\s,;.]*"
    rf"(?:cu\s+|moi\s+)+(?:tang\s+|them\s+|du\s+)*(?P<per>{_N}){_NEAR}"
    rf"(?:cong|them|duoc|tinh)\s*(?:them\s+|cong\s+){{0,4}}{_pts('each', bare=True)}"
    rf"(?:[,;.]?\s*(?:nhung\s+)?(?:toi da|khong qua)\s+{_pts('cap', bare=True)})?.*"
)
# The first half is not tried again further on: what follows it there follows it here too.
_LATE = re.compile(
    rf"(?>.*?(?:dung\s+(?:thoi\s+)?(?:han|gian|tien do)|truoc\s+(?:thoi\s+)?han){_NEAR}{_pts('best')}).*?"
    rf"(?:tre|cham|qua)\s*(?:han\s*)?(?:moi\s*|cu\s*)?(?P<per>{_N})?\s*(?:moi\s*)?ngay{_NEAR}"
    rf"(?:tru|giam)\s+{_pts('minus', bare=True)}.*"
)
_LATE_TURNED = re.compile(
    rf"(?>.*?dung\s+(?:thoi\s+)?(?:han|gian|tien do){_NEAR}{_pts('best')}).*?(?:moi|cu|them)\s+(?P<per>{_N})?\s*"
    rf"ngay\s+(?:tre|cham|qua){_NEAR}(?:tru|giam)\s+{_pts('minus', bare=True)}.*"
)
_SHARE = re.compile(r"(?:theo|tinh|tuong ung)[^.;]{0,200}?\bty le\b|ty le thuan|x\s*diem toi da")
_LEVEL = re.compile(rf"(?:so voi|muc|dat|chi tieu|ke hoach)[^.;\d]{{0,200}}(?P<full>{_N})\s*%")
_BY_HAND = re.compile(
    rf"cham\s+(?:diem\s+)?(?:truc tiep\s+)?tu\s+{_N}\s*(?:den|-)\s*(?P<best>{_N})|cham diem truc tiep|cham truc tiep"
    rf"|(?:hoi dong|to tham dinh|don vi tham dinh|co quan tham dinh)[^.;]{{0,200}}?cham"
)
_POINTS_ONLY = re.compile(
    rf"[^\d]*?[:,]?\s*(?:duoc\s+|cham\s+|tinh\s+)?(?:toi da\s+)?(?P<points>{_N})\s*(?:diem|d)?\.?"
)
_NOUGHT = re.compile(r"không (?:có|tính|được|cho|chấm) điểm|không điểm", re.IGNORECASE)
_NOT = re.compile(r"[-+*]?\s*(?:neu\s+)?(?:khong|chua)\b")


def propose_rule(text: str, maximum: Number | None) -> Proposal:
    """The rule a sentence describes, for a line of at most ``maximum`` points (None: the sentence decides)."""
    text = composed(text)
    if not text:
        return by_hand(_("The table does not say how this line is scored."))
    if len(text) > MOST_IN_A_SENTENCE:
        note = _("This text is too long to be read as a rule; say below how the line is scored.")
        return replace(by_hand(note), sentence=text)
    meant = _NOUGHT.sub("0 điểm", text)
    for reader in READERS:
        found = reader(meant, maximum)
        if found is not None:
            return _held(replace(found, sentence=text), maximum)
    return replace(by_hand(_("This sentence was not understood.")), sentence=text)


def by_hand(note: str) -> Proposal:
    """Points given by the appraiser, because of what the note says."""
    return Proposal({"kind": "given"}, {"kind": "points"}, notes=(note,), understood=False)


def _held(found: Proposal, maximum: Number | None) -> Proposal:
    """A sentence that promises more than the maximum cannot stand; one that promises less is told."""
    if found.best is None or maximum is None or found.deducts or found.best == maximum:
        return found
    values = {"best": _shown(found.best), "maximum": _shown(maximum)}
    if found.best > maximum:
        note = _("The sentence gives up to %(best)s points, the maximum is %(maximum)s: mend one of the two.")
        return replace(by_hand(note % values), sentence=found.sentence)
    note = _("The sentence gives at most %(best)s of the %(maximum)s points.")
    return replace(found, notes=(*found.notes, note % values))


def _shown(value: Number) -> str:
    return number_text(tidy(value))


def _read_drop(text: str, maximum: Number | None) -> Proposal | None:
    """đạt 100 % được 5 điểm, cứ giảm 1 % trừ 0,5 điểm"""
    found = _DROP.fullmatch(on_one_line(text))
    if not found:
        return None
    full, best, per, minus = _numbers(found, "full", "best", "per", "minus")
    if not minus or not per:
        return None
    zero = tidy(Decimal(full) - Decimal(best) / Decimal(minus) * Decimal(per))
    note = _("A part of %(per)s %% deducts its share; no points are left at %(zero)s %%.")
    notes = (note % {"per": _shown(per), "zero": _shown(round(Decimal(zero), 4))},)
    rule = {"kind": "proportional", "full_at": full, "zero_at": zero if abs(zero) < 10**9 else 0}
    return Proposal(rule, _percent(full), best=best, notes=notes)


def _read_rise(text: str, maximum: Number | None) -> Proposal | None:
    """đến 3.500 hồ sơ: 10 điểm; cứ thêm 100 hồ sơ được cộng 0,5 điểm, tối đa 35 điểm"""
    line = on_one_line(text)
    found = _RISE.fullmatch(line)
    if not found or "giam" in line:
        return None
    base, start, per, each = _numbers(found, "base", "start", "per", "each")
    cap = read_number(found["cap"]) if found["cap"] else maximum
    if not per or not each or cap is None:
        return None
    unit = "%" if "%" in found["item"] else cut(text, line, found, "item").strip("% ")
    rule = {"kind": "increments", "base_value": base, "base_points": start, "per": per, "points_each": each, "cap": cap}
    return Proposal(rule, measured(unit), best=cap)


def _read_late(text: str, maximum: Number | None) -> Proposal | None:
    """đúng hạn 3 điểm, trễ mỗi ngày trừ 0,5 điểm"""
    found = _LATE.fullmatch(on_one_line(text)) or _LATE_TURNED.fullmatch(on_one_line(text))
    if not found:
        return None
    best, minus = _numbers(found, "best", "minus")
    per = (read_number(found["per"]) if found["per"] else 1) or 1
    if not minus:
        return None
    rule = {"kind": "punctual", "minus_per_day": tidy(Decimal(minus) / Decimal(per))}
    return Proposal(rule, {"kind": "date"}, best=best)


def _read_yes_no(text: str, maximum: Number | None) -> Proposal | None:
    """Có: 5 điểm; không: 0 — in whatever words, as long as one clause earns and the other denies it."""
    clauses = [plain for plain, _written in clauses_of(text)]
    if not 1 <= len(clauses) <= 2 or re.search(r"\d\s*%|\bmoi\b|\bcu\b", on_one_line(text)):
        return None
    earned = [_POINTS_ONLY.fullmatch(clause) for clause in clauses]
    points = [read_number(found["points"]) if found else None for found in earned]
    if None in points or _NOT.match(clauses[0]):
        return None
    if len(clauses) == 2 and not (_NOT.match(clauses[1]) and points[1] == 0):
        return None
    if len(clauses) == 1 and not re.match(
        r"[-+*]?\s*(?:neu\s+)?(?:co|da|hoan thanh|thuc hien|ban hanh|dat)\b", clauses[0]
    ):
        return None
    return Proposal({"kind": "yes_no"}, {"kind": "yes_no"}, best=points[0])


def _read_share(text: str, maximum: Number | None) -> Proposal | None:
    """tính theo tỷ lệ so với mức 95 %"""
    line = on_one_line(text)
    if not _SHARE.search(line):
        return None
    level = _LEVEL.search(line)
    full = read_number(level["full"]) if level else 100
    notes = () if level else (_("No full level is named; 100 % is taken."),)
    return Proposal({"kind": "proportional", "full_at": full}, _percent(full), notes=notes)


def _read_by_hand(text: str, maximum: Number | None) -> Proposal | None:
    """chấm từ 0 đến 10"""
    found = _BY_HAND.search(on_one_line(text))
    if not found:
        return None
    best = read_number(found["best"]) if found["best"] else None
    return Proposal({"kind": "given"}, {"kind": "points"}, best=best)


def _numbers(found: re.Match[str], *names: str) -> list[Number]:
    return [read_number(found[name]) or 0 for name in names]


def _percent(full: Number | None) -> dict:
    return {key: value for key, value in PERCENT.items() if key != "highest" or (full or 0) <= 100}


Reader = Callable[[str, Number | None], Proposal | None]
# The narrow ones first: a sentence that fits several is what the first says.
READERS: tuple[Reader, ...] = (
    _read_late, _read_drop, _read_rise, read_counted, read_steps, _read_yes_no, _read_by_hand, _read_share,
)  # fmt: skip
