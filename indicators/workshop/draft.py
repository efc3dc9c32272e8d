"""From the rows of a table to criteria as a campaign file has them, every rule a proposal to confirm."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.formats import language_in_use, number_text
from common.vietnamese import search_key
from indicators.scoring import validate_line
from indicators.workshop.cells import read_due, read_period
from indicators.workshop.folding import read_number, tidy
from indicators.workshop.outline import outline
from indicators.workshop.proposal import Number, Proposal
from indicators.workshop.sentences import by_hand, propose_rule
from indicators.workshop.table import APART, Row, Table

Node = dict[str, Any]
FindUnit = Callable[[str], str | None]
WHOLE = 100
# Where a figure comes from that was read out of a table and not yet confirmed.
SOURCE = {"ref": "appendix", "points": "inference"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit, and where: the line of the table (0: the whole). A blocking one must be mended first."""

    text: str
    line: int = 0
    code: str = ""
    is_blocking: bool = False


@dataclass(slots=True)
class Item:
    """One row with what was made of it."""

    row: Row
    code: str
    depth: int
    node: Node = field(default_factory=dict)
    children: list["Item"] = field(default_factory=list)
    proposal: Proposal | None = None
    problems: list[Problem] = field(default_factory=list)
    is_apart: bool = False

    def say(self, text: str, *, is_blocking: bool = False) -> None:
        self.problems.append(Problem(text, self.row.line, self.code, is_blocking))


@dataclass(slots=True)
class Draft:
    """The table as criteria. ``items`` in the order of the table, ``total`` the points of everything in the total."""

    items: list[Item]
    criteria: list[Node]
    problems: list[Problem]
    total: Number = 0

    @property
    def blocking(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_blocking]


def draft_of(table: Table, *, find_unit: FindUnit, start: str, end: str) -> Draft:
    """Criteria of a campaign from ``start`` to ``end`` (ISO); ``find_unit`` gives the reference of a named unit."""
    items, roots = _items(table)
    for item in reversed(items):
        _group(item, find_unit) if item.children else _line(item, find_unit, start, end)
    problems = [problem for item in items for problem in item.problems]
    total = tidy(sum((_points(item) for item in roots if not item.is_apart), Decimal(0)))
    problems += _total(table, total)
    problems.sort(key=lambda problem: not problem.is_blocking)
    return Draft(items, [item.node for item in roots], problems, total)


def _items(table: Table) -> tuple[list[Item], list[Item]]:
    """All items in order, and those of the top level."""
    made = outline([row.label for row in table.rows])
    items: list[Item] = []
    for row, code, parent in zip(table.rows, made.codes, made.parents, strict=True):
        above = items[parent] if parent is not None else None
        item = Item(row, code, above.depth + 1 if above else 0)
        item.is_apart = above.is_apart if above else bool(APART.match(search_key(row.name)))
        items.append(item)
        if above:
            above.children.append(item)
    return items, [item for item, parent in zip(items, made.parents, strict=True) if parent is None]


def _points(item: Item) -> Decimal:
    return Decimal(item.node.get("max_points") or 0)


def _stated(item: Item) -> Number | None:
    """The points cell as a number; a text that is none is a problem."""
    text = item.row.points.split("\n")[0].strip()
    value = read_number(text) if text else None
    if text and value is None:
        item.say(_("“%(text)s” is no number of points.") % {"text": text[:40]}, is_blocking=True)
    return value


def _named(item: Item) -> Node:
    name = item.row.name.replace("\n", " ").strip(" .;:") or item.code
    if not item.row.name:
        item.say(_("This row has no text."))
    return {"code": item.code, "name": {"vi": name}}


def _group(item: Item, find_unit: FindUnit) -> None:
    children = [child.node for child in item.children]
    item.node = _named(item)
    stated, given = _stated(item), tidy(sum((_points(child) for child in item.children), Decimal(0)))
    item.node["max_points"] = given
    if item.is_apart and item.depth == 0:
        item.node["outside_total"] = True
    _sum(item, stated, given)
    _verifier(item, find_unit)
    item.node["children"] = children


def _sum(item: Item, stated: Number | None, given: Number) -> None:
    """The group's own figure beside what its lines add up to."""
    if stated is None or stated == given or not given:
        return
    if item.is_apart and stated < given:
        item.node |= {"max_points": stated, "cap": stated}
        return
    values = {"stated": number_text(stated), "given": number_text(given), "gap": number_text(abs(stated - given))}
    text = _("The table says %(stated)s points, the lines below add up to %(given)s: a difference of %(gap)s.") % values
    item.say(text)
    item.node["source"] = {**SOURCE, "note": text}


def _verifier(item: Item, find_unit: FindUnit) -> None:
    """Appraisal is by group: the group's own unit, else the one all its lines name."""
    own = [item.row.verifier] if item.row.verifier else []
    named = own or list(dict.fromkeys(child.row.verifier for child in item.children if child.row.verifier))
    if len(named) > 1:
        text = _("The lines name different units to appraise (%(units)s); one unit appraises a group: name it below.")
        item.say(text % {"units": "; ".join(named)[:120]})
    elif named:
        found = find_unit(named[0])
        if found:
            item.node["verified_by"] = found
        else:
            item.say(_("The appraising unit “%(unit)s” was not found; name it below.") % {"unit": named[0][:80]})


def _line(item: Item, find_unit: FindUnit, start: str, end: str) -> None:
    row, stated = item.row, _stated(item)
    proposal = propose_rule(row.rule, None if item.is_apart and not stated else stated)
    if item.is_apart and proposal.understood and "points_each" not in proposal.rule and (stated or 0) > 0:
        proposal = _as_deduction(row, stated, proposal)
    item.proposal, item.node = proposal, _named(item)
    maximum = 0 if proposal.deducts else stated if stated is not None else proposal.best
    if maximum is None or maximum < 0:
        item.say(_("No maximum is stated for this line."), is_blocking=True)
    if proposal.deducts and not item.is_apart:
        item.say(_("A deduction needs a part “Điểm trừ” of its own at the top level."), is_blocking=True)
    item.node |= _scored(proposal, maximum)
    _when(item, start, end)
    _refuse_unsound(item)
    for note in item.proposal.notes:
        item.say(note)
    _from_whom(item, find_unit)
    item.node["source"] = {**SOURCE, "note": proposal.sentence or _("The table does not say how this line is scored.")}


def _scored(proposal: Proposal, maximum: Number | None) -> Node:
    made = {"max_points": max(maximum or 0, 0), "measure": dict(proposal.measure), "rule": dict(proposal.rule)}
    return made | ({"over_time": proposal.over_time} if proposal.over_time else {})


def _refuse_unsound(item: Item) -> None:
    """A rule the engine cannot take is no proposal: such a line is scored by hand until somebody says how."""
    faults = validate_line(item.node, outside_total=item.is_apart)
    if not faults or item.proposal is None:
        return
    shown = faults[0].en if language_in_use() == "en" else faults[0].vi
    item.proposal = replace(by_hand(shown), sentence=item.proposal.sentence)
    item.node.pop("over_time", None)
    item.node |= {"measure": {"kind": "points"}, "rule": {"kind": "given"}}


def _as_deduction(row: Row, stated: Number | None, proposal: Proposal) -> Proposal:
    """In a part that deducts, "mỗi vụ trừ 2 điểm" takes from the total, not from points of its own."""
    again = propose_rule(row.rule, None)
    if not again.deducts or "cap" in again.rule or not stated:
        return again if again.deducts else proposal
    return Proposal({**again.rule, "cap": stated}, again.measure, again.sentence, None, (), True, "sum", True)


def _when(item: Item, start: str, end: str) -> None:
    row = item.row
    if row.reported:
        item.node["reported"] = read_period(row.reported) or "once"
    due = read_due(row.due, start, end) if row.due else ""
    if row.due and not due:
        item.say(_("“%(text)s” is no day of the campaign; enter the date below.") % {"text": row.due[:40]})
    if item.node["rule"]["kind"] == "punctual" and not due:
        due = end
        item.say(_("No date is stated; the campaign's last day is taken."))
    if due:
        item.node["due"] = due


def _from_whom(item: Item, find_unit: FindUnit) -> None:
    row = item.row
    if row.evidence:
        item.node["evidence_hint"] = {"vi": row.evidence.replace("\n", "; ")}
    own = ("don vi", "cac don vi", "tu bao cao", "dia phuong", "xa phuong")
    if row.provider and not search_key(row.provider).startswith(own):
        found = find_unit(row.provider)
        item.node |= {"feed": "external", "provided_by": found} if found else {}
        if not found:
            item.say(_("The providing unit “%(unit)s” was not found; name it below.") % {"unit": row.provider[:80]})


def _total(table: Table, total: Number) -> list[Problem]:
    stated = read_number(table.total.split("\n")[0]) if table.total else WHOLE
    if stated is None or stated == total:
        return []
    values = {"stated": number_text(stated), "given": number_text(total), "gap": number_text(abs(stated - total))}
    if table.total:
        text = _("The table's total is %(stated)s, the criteria add up to %(given)s: a difference of %(gap)s.")
    else:
        text = _("The criteria add up to %(given)s, not to %(stated)s: a difference of %(gap)s.")
    return [Problem(text % values, table.total_line)]
