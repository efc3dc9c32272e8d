"""Changing a plan that others change too: each change is made to the newest plan, never to the one a page showed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.files import canonical_json, from_json
from campaigns.files.report import Report
from campaigns.models import Campaign, Definition
from campaigns.permissions import plan_is_open
from campaigns.queries.documents import document_of
from common.actors import Actor
from common.faults import Faults
from common.formats import moment_text

from .definition import Defining, apply, refuse_unsound
from .holding import hold

Document = dict[str, Any]
# The held campaign and its newest document, to be changed and given back.
Change = Callable[[Campaign, Document], Document]


class Unchanged(Faults):
    """The plan says so already: no act, no version."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was changed: the plan says so already."))


class Outdated(Faults):
    """Somebody changed the same part of the plan since; ``number`` is the version that now stands."""

    def __init__(self, message: str, number: int) -> None:
        super().__init__(message)
        self.number = number


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed: the part of the plan it changes, in which version, and how people call that part."""

    number: int | None
    part: Callable[[Document], Any]
    name: str

    def refuse_if_changed(self, held: Campaign) -> None:
        """``Outdated`` where the part is no longer what was seen. Changes of other parts do not matter."""
        change = self._last_change(held)
        if change is not None and held.definition is not None:
            raise Outdated(_changed(self.name, change), held.definition.number)

    def _last_change(self, held: Campaign) -> Definition | None:
        now = held.definition
        if self.number is None or now is None or self.number >= now.number:
            return None
        versions = list(self._versions(held))
        if not versions or versions[0][1] == versions[-1][1]:
            return None
        return [later for (_first, old), (later, new) in pairwise(versions) if old != new][-1]

    def _versions(self, held: Campaign) -> Iterator[tuple[Definition, str]]:
        for each in held.definitions.filter(number__gte=self.number).select_related("made_by").order_by("number"):
            yield each, canonical_json(self.part(from_json(each.document)))


def _changed(name: str, change: Definition) -> str:
    who = str(change.made_by) if change.made_by else _("the administrator")
    return _(
        "“%(part)s” was changed by %(who)s at %(when)s, after you opened this page. What you entered is still here: "
        "compare it with the plan, then save again."
    ) % {"part": name, "who": who, "when": moment_text(change.made_at)}


@transaction.atomic
def revise(
    *,
    actor: Actor,
    campaign: Campaign,
    change: Change,
    at: datetime,
    reason: str = "",
    decision: str = "",
    seen: Seen | None = None,
) -> Campaign:
    """Apply ``change`` to the newest plan while nobody else changes it; the campaign as it then is.

    Refused are a plan whose results are out, a part that others changed since it was ``seen`` (``Outdated``), and
    a change that changes nothing (``Unchanged``)."""
    held = hold(campaign, when=plan_is_open)
    if seen:
        seen.refuse_if_changed(held)
    document = change(held, document_of(held))
    if held.definition and canonical_json(document) == held.definition.document:
        raise Unchanged
    refuse_unsound(document, decision=decision)
    return apply(Defining(actor, at, reason, decision=decision), held, document, Report(None, ""))
