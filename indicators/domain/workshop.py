"""Building the criteria of a campaign in the browser. Every verb writes a new definition; nothing else does.

After launch each needs a reason, which ``define`` asks for. What was read out of a table stays marked as a
proposal (``points: inference``) until somebody confirms it by name and date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _

from campaigns.domain.lifecycle import confirm_inference
from campaigns.domain.revision import Document, Seen, revise
from campaigns.models import Campaign, Confirmation
from campaigns.queries.documents import document_of
from campaigns.queries.inference import unconfirmed
from common.actors import Actor
from common.faults import Fault, Faults
from common.formats import localised_text
from indicators.queries.workshop import PLACEHOLDER, UnitFinder
from indicators.workshop import tree
from indicators.workshop.draft import Draft, draft_of
from indicators.workshop.table import read_rows

Node = dict[str, Any]
Put = Callable[[Document], Document]
Part = Callable[[list[Node]], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes which campaign's plan, when and why; ``seen`` is the version their page showed."""

    actor: Actor
    campaign: Campaign
    at: datetime
    reason: str = ""
    seen: int | None = None

    def revise(self, put: Put, *, part: Part | None = None, name: str = "") -> Campaign:
        """Change the newest criteria; refused where ``part`` of them (called ``name``) is no longer as seen."""
        shown = Seen(self.seen, lambda document: part(document["criteria"]), name) if part else None
        return revise(
            actor=self.actor, campaign=self.campaign, at=self.at, reason=self.reason, seen=shown,
            change=lambda _held, document: put(document),
        )  # fmt: skip


def propose(campaign: Campaign, text: str) -> Draft:
    """What the pasted table would become; nothing is written. Raises ``Faults`` where it is no such table."""
    section = document_of(campaign)["campaign"]
    finder = UnitFinder.of(campaign)
    table = read_rows(text)
    finder.foresee(name for row in table.rows for name in (row.provider, row.verifier))
    return draft_of(table, find_unit=finder.find, start=section["start"], end=section["end"])


def accept(change: Change, text: str) -> Campaign:
    """The pasted table becomes the plan's criteria, each rule marked as a proposal to be confirmed."""
    draft = propose(change.campaign, text)
    if draft.blocking:
        raise Faults(Fault(problem.text, problem.line, field="table") for problem in draft.blocking)

    def put(document: Document) -> Document:
        return _without_dangling(document | {"criteria": draft.criteria})

    return change.revise(put, part=lambda criteria: criteria, name=_("The criteria"))


def _without_dangling(document: dict[str, Any]) -> dict[str, Any]:
    """A tie-break by a criterion that is gone would stop the whole plan."""
    codes = {found.node["code"] for found in tree.nodes_of(document["criteria"])}
    section = document["campaign"]
    if section.get("tie_break"):
        section["tie_break"] = [code for code in section["tie_break"] if code.removeprefix("-") in codes]
    return document


def edit(change: Change, code: str, values: Mapping[str, Any]) -> Campaign:
    """Set keys of one line or group; None takes a key out."""

    def put(document: Document) -> Document:
        criteria: list[Node] = document["criteria"]
        node = _found(criteria, code).node
        tree.changed(criteria, lambda: _set(node, values))
        return document

    return change.revise(put, part=partial(_own, code), name=_called(change, code))


def _set(node: Node, values: Mapping[str, Any]) -> None:
    node.update({key: value for key, value in values.items() if value is not None})
    for key in [key for key, value in values.items() if value is None]:
        node.pop(key, None)


def add(change: Change, node: Mapping[str, Any], *, parent: str = "", group: str = "") -> str:
    """A new line at the end of a group, of a new group called ``group``, or of the top level; its code.

    The code is the next that is free in the newest plan: of two who add at once both keep their line."""
    codes: list[str] = []

    def put(document: Document) -> Document:
        criteria: list[Node] = _real(document["criteria"])
        above = tree.find(criteria, parent) if parent else None
        if parent and (above is None or "children" not in above.node):
            raise Faults(_("There is no group “%(code)s”.") % {"code": parent})
        code = tree.next_code(criteria, above.node if above else None)
        siblings = above.node["children"] if above else criteria
        tree.changed(criteria, lambda: siblings.append(_new(node, code, group if not parent else "")))
        codes.append(code)
        return document | {"criteria": criteria}

    change.revise(put)
    return codes[0]


def _new(node: Mapping[str, Any], code: str, group: str) -> Node:
    if group:
        return {"code": code, "name": {"vi": group}, "children": [{**node, "code": f"{code}.1"}]}
    return {**node, "code": code}


def _real(criteria: list[Node]) -> list[Node]:
    """Without what stands in a new campaign until it has criteria."""
    return [node for node in criteria if (node.get("source") or {}).get("ref") != PLACEHOLDER]


def remove(change: Change, code: str) -> Campaign:
    """Take a line or group out. Facts entered for it stay, out of every sum."""

    def put(document: Document) -> Document:
        criteria = document["criteria"]
        found = _found(criteria, code)
        tree.changed(criteria, lambda: tree.remove(criteria, found))
        if not criteria:
            raise Faults(_("A plan needs at least one criterion; add another before you remove the last."))
        return _without_dangling(document)

    return change.revise(put, part=partial(_whole, code), name=_called(change, code))


def move(change: Change, code: str, by: int) -> Campaign:
    """One place up (-1) or down (1) among its sisters."""

    def put(document: Document) -> Document:
        tree.shift(_found(document["criteria"], code), by)
        return document

    return change.revise(put)


def confirm(change: Change, *, note: str = "") -> list[Confirmation]:
    """Everything proposed and not yet confirmed, by the actor's name."""
    subjects = [each.subject for each in unconfirmed(change.campaign)]
    if not subjects:
        return []
    return confirm_inference(
        actor=change.actor, campaign=change.campaign, subjects=subjects, at=change.at, note=note, seen=change.seen
    )


def _own(code: str, criteria: list[Node]) -> Node | None:
    """A line or group by itself: neither its children nor the sum that follows from them."""
    found = tree.find(criteria, code)
    if found is None:
        return None
    derived = ("children", "max_points") if "children" in found.node else ()
    return {key: value for key, value in found.node.items() if key not in derived}


def _whole(code: str, criteria: list[Node]) -> Node | None:
    """A line, or a group with all below it."""
    found = tree.find(criteria, code)
    return found.node if found else None


def _called(change: Change, code: str) -> str:
    """How people call a criterion of the plan that the page showed."""
    found = tree.find(document_of(change.campaign)["criteria"], code)
    return shorten(localised_text(found.node["name"]), 100, placeholder=" …") if found else code


def _found(criteria: list[Node], code: str) -> tree.Found:
    found = tree.find(criteria, code)
    if found is None:
        raise Faults(_("There is no criterion “%(code)s” in the plan.") % {"code": code})
    return found
