"""Building the criteria of a campaign in the browser. Every verb writes a new definition; nothing else does.

After launch each needs a reason, which ``define`` asks for. What was read out of a table stays marked as a
proposal (``points: inference``) until somebody confirms it by name and date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns.domain.definition import define
from campaigns.domain.lifecycle import confirm_inference
from campaigns.models import Campaign, Confirmation
from campaigns.queries.documents import document_of
from campaigns.queries.inference import unconfirmed
from common.actors import Actor
from common.faults import Fault, Faults
from indicators.queries.workshop import PLACEHOLDER, UnitFinder
from indicators.workshop import tree
from indicators.workshop.draft import Draft, draft_of
from indicators.workshop.table import read_rows

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes which campaign's plan, when and why."""

    actor: Actor
    campaign: Campaign
    at: datetime
    reason: str = ""

    def define(self, document: Mapping[str, Any]) -> Campaign:
        return define(actor=self.actor, document=document, at=self.at, reason=self.reason)


def propose(campaign: Campaign, text: str) -> Draft:
    """What the pasted table would become; nothing is written. Raises ``Faults`` where it is no such table."""
    section = document_of(campaign)["campaign"]
    finder = UnitFinder.of(campaign)
    return draft_of(read_rows(text), find_unit=finder.find, start=section["start"], end=section["end"])


def accept(change: Change, text: str) -> Campaign:
    """The pasted table becomes the plan's criteria, each rule marked as a proposal to be confirmed."""
    draft = propose(change.campaign, text)
    if draft.blocking:
        raise Faults(Fault(problem.text, problem.line, field="table") for problem in draft.blocking)
    document = document_of(change.campaign)
    document["criteria"] = draft.criteria
    return change.define(_without_dangling(document))


def _without_dangling(document: dict[str, Any]) -> dict[str, Any]:
    """A tie-break by a criterion that is gone would stop the whole plan."""
    codes = {found.node["code"] for found in tree.nodes_of(document["criteria"])}
    section = document["campaign"]
    if section.get("tie_break"):
        section["tie_break"] = [code for code in section["tie_break"] if code.removeprefix("-") in codes]
    return document


def edit(change: Change, code: str, values: Mapping[str, Any]) -> Campaign:
    """Set keys of one line or group; None takes a key out."""

    def put(found: tree.Found) -> None:
        found.node.update({key: value for key, value in values.items() if value is not None})
        for key in [key for key, value in values.items() if value is None]:
            found.node.pop(key, None)

    return _change(change, code, put)


def add(change: Change, node: Mapping[str, Any], *, parent: str = "") -> Campaign:
    """A new line or group at the end of a group, or of the top level."""
    document = document_of(change.campaign)
    criteria: list[Node] = _real(document["criteria"])
    above = tree.find(criteria, parent) if parent else None
    if parent and (above is None or "children" not in above.node):
        raise Faults(_("There is no group “%(code)s”.") % {"code": parent})
    siblings = above.node["children"] if above else criteria
    tree.changed(criteria, lambda: siblings.append(dict(node)))
    return change.define(document | {"criteria": criteria})


def _real(criteria: list[Node]) -> list[Node]:
    """Without what stands in a new campaign until it has criteria."""
    return [node for node in criteria if (node.get("source") or {}).get("ref") != PLACEHOLDER]


def remove(change: Change, code: str) -> Campaign:
    """Take a line or group out. Facts entered for it stay, out of every sum."""
    document = document_of(change.campaign)
    criteria = document["criteria"]
    found = _found(criteria, code)
    tree.changed(criteria, lambda: tree.remove(criteria, found))
    if not criteria:
        raise Faults(_("A plan needs at least one criterion; add another before you remove the last."))
    return change.define(_without_dangling(document))


def move(change: Change, code: str, by: int) -> Campaign:
    """One place up (-1) or down (1) among its sisters."""
    document = document_of(change.campaign)
    if not tree.shift(_found(document["criteria"], code), by):
        return change.campaign
    return change.define(document)


def confirm(change: Change, *, note: str = "") -> list[Confirmation]:
    """Everything proposed and not yet confirmed, by the actor's name."""
    subjects = [each.subject for each in unconfirmed(change.campaign)]
    if not subjects:
        return []
    return confirm_inference(actor=change.actor, campaign=change.campaign, subjects=subjects, at=change.at, note=note)


def _change(change: Change, code: str, put: Callable[[tree.Found], None]) -> Campaign:
    document = document_of(change.campaign)
    criteria = document["criteria"]
    found = _found(criteria, code)
    tree.changed(criteria, lambda: put(found))
    return change.define(document)


def _found(criteria: list[Node], code: str) -> tree.Found:
    found = tree.find(criteria, code)
    if found is None:
        raise Faults(_("There is no criterion “%(code)s” in the plan.") % {"code": code})
    return found
