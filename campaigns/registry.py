"""Where higher apps add what campaigns must not import.

``on_define``   called in the transaction that applies a definition: project your section, report faults.
``on_defined``  called in it once everything is projected without a fault: derive what follows from it.
``on_missing``  asked what is still missing before a campaign may move to a state.
``on_move``     called in the transaction of a move, after the act is written: freeze, lock, hand out duties.
``on_enrol``    called in the transaction of an act on participants: who takes part or is ranked has changed.
``on_inferred`` asked for the inferred figures of a document that somebody must confirm before launch.
``on_visible``  asked for further campaigns a unit knows of, because it provides or appraises there.
``on_filing``   asked about a registration that is to be filed: how much more stands in it, and what is wrong with that.
``on_works``    called in the transaction in which works of units were finished, reopened or came into force.
"""

from collections.abc import Callable
from typing import Any

from common.hooks import Hooks

# (projection: campaigns.domain.definition.Projection) -> None
definition_hooks: Hooks[Callable[..., None]] = Hooks()
defined_hooks: Hooks[Callable[..., None]] = Hooks()
# (campaign, to: Status, on: date) -> Iterable[campaigns.queries.readiness.Issue]
missing_hooks: Hooks[Callable[..., Any]] = Hooks()
# (campaign, act: LifecycleAct, actor, at) -> None
move_hooks: Hooks[Callable[..., None]] = Hooks()
# (campaign, at) -> None
enrolment_hooks: Hooks[Callable[..., None]] = Hooks()
# (document) -> Iterable[campaigns.queries.inference.Inferred]
inference_hooks: Hooks[Callable[..., Any]] = Hooks()
# (unit_id) -> django.db.models.Q on Campaign
visibility_hooks: Hooks[Callable[..., Any]] = Hooks()

# (version: RegistrationVersion) -> tuple[int, list[Fault]]
filing_hooks: Hooks[Callable[..., Any]] = Hooks()
# (campaign, unit_ids, at) -> None
work_hooks: Hooks[Callable[..., None]] = Hooks()

on_define = definition_hooks.add
on_defined = defined_hooks.add
on_missing = missing_hooks.add
on_move = move_hooks.add
on_enrol = enrolment_hooks.add
on_inferred = inference_hooks.add
on_visible = visibility_hooks.add
on_filing = filing_hooks.add
on_works = work_hooks.add
