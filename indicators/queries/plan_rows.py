"""The criteria of a plan as the workshop shows them: each rule in words beside what the plan itself said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from campaigns.models import Campaign, Confirmation
from campaigns.queries.inference import confirmations, inferred, is_inference
from indicators.files.criteria import walk
from indicators.files.groups import full_points
from indicators.models import Criterion
from indicators.queries.required import feed_note
from indicators.queries.sheet import in_language
from indicators.scoring import build_line, rule_sentence, validate_line
from indicators.scoring.numbering import is_word, numbering

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One criterion. ``words`` is the sentence of the plan a rule was read from, ``confirmed`` who stands for it."""

    node: Node
    depth: int
    points: Fraction
    rule: str = ""
    words: str = ""
    is_proposed: bool = False
    confirmed: Confirmation | None = None
    criterion: Criterion | None = None
    is_first: bool = False
    is_last: bool = False

    @property
    def is_group(self) -> bool:
        return "children" in self.node

    @property
    def number(self) -> str:
        """How people read the code; empty for a group that its name says alone."""
        return "" if is_word(self.node["code"]) else in_language(numbering(self.node["code"]))

    @property
    def feed_note(self) -> str:
        """Why figures are entered by hand that the system is to count itself."""
        return feed_note(self.criterion) if self.criterion else ""

    @property
    def is_open(self) -> bool:
        """Proposed, and nobody has taken it on yet."""
        return self.is_proposed and self.confirmed is None


@dataclass(frozen=True, slots=True)
class PlanTree:
    """All rows in order, what the total gives, and how many proposals are open."""

    rows: list[PlanRow] = field(default_factory=list)
    total: Fraction = Fraction(0)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def line_count(self) -> int:
        return sum(not row.is_group for row in self.rows)


def plan_tree(campaign: Campaign, document: Node) -> PlanTree:
    held = confirmations(campaign)
    proposed = {each.subject for each in inferred(document)}
    criteria = campaign.criteria.filter(is_active=True).select_related("provided_by", "verified_by")
    known = {row.code: row for row in criteria}
    rows = [_row(path, node, above, held, proposed, known, document) for path, node, above in _nodes(document)]
    inside = (node for node in document["criteria"] if not node.get("outside_total"))
    return PlanTree(rows, sum((full_points(node) for node in inside), Fraction(0)))


def _nodes(document: Node) -> Iterator[tuple]:
    return walk(document["criteria"], ("criteria",))


def _row(
    path: tuple,
    node: Node,
    above: tuple[Node, ...],
    held: Mapping[str, Confirmation],
    proposed: set[str],
    known: Mapping[str, Criterion],
    document: Node,
) -> PlanRow:
    subject = f"line:{node['code']}"
    siblings = above[-1]["children"] if above else document["criteria"]
    return PlanRow(
        node=node,
        depth=len(above),
        points=full_points(node),
        rule=rule_words(node, above),
        words=(node.get("source") or {}).get("note", "") if is_inference(node.get("source")) else "",
        is_proposed=subject in proposed,
        confirmed=held.get(subject),
        criterion=known.get(node["code"]),
        is_first=path[-1] == 0,
        is_last=path[-1] == len(siblings) - 1,
    )


def rule_words(node: Node, above: tuple[Node, ...] = ()) -> str:
    """How a line is scored, in the language of the page; empty for groups and rules that cannot stand."""
    outside = bool(above and above[0].get("outside_total"))
    if "children" in node or validate_line(node, outside_total=outside):
        return ""
    return in_language(rule_sentence(build_line(node, outside=outside)))
