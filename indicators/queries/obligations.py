"""Obligations of the campaign file unit by unit: open, met with evidence, confirmed, waived."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from indicators.choices import OBLIGATION_MOVES, ObligationActKind, ObligationState
from indicators.models import ObligationAct
from units.models import Unit

FULFILLED = (ObligationState.CONFIRMED, ObligationState.WAIVED)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation as the plan has it; texts in the languages of the plan."""

    code: str
    name: Mapping[str, str]
    due: date | None
    evidence: Mapping[str, str]
    owner: Mapping[str, str]

    @classmethod
    def read(cls, section: Mapping[str, Any]) -> "Obligation":
        due = section.get("due")
        return cls(
            section["code"], section["name"], date.fromisoformat(due) if due else None, section.get("evidence") or {},
            section.get("owner") or {},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One obligation of one unit with the act that says where it stands (None: nothing was said)."""

    obligation: Obligation
    unit: Unit
    act: ObligationAct | None

    @property
    def state(self) -> ObligationState:
        return OBLIGATION_MOVES[self.act.kind][1] if self.act else ObligationState.OPEN

    @property
    def is_fulfilled(self) -> bool:
        """What an award condition asks: confirmed by the organiser, or waived by a document."""
        return self.state in FULFILLED

    @property
    def is_returned(self) -> bool:
        return self.act is not None and self.act.kind == ObligationActKind.RETURNED

    def mark(self, today: date) -> str:
        """The key of ``common.marks``."""
        if self.state == ObligationState.OPEN:
            overdue = self.obligation.due is not None and self.obligation.due < today
            return "returned" if self.is_returned else "overdue" if overdue else "open"
        return {"met": "submitted", "confirmed": "done", "waived": "na"}[self.state]


def obligations_of(campaign: Campaign) -> list[Obligation]:
    return [Obligation.read(section) for section in document_of(campaign).get("obligations") or ()]


def fulfilments(campaign: Campaign, units: Sequence[Unit]) -> dict[int, list[Fulfilment]]:
    """By unit, every obligation in the plan's order. Two queries, however many units."""
    named = obligations_of(campaign)
    newest = _newest(campaign, units)
    return {unit.pk: [Fulfilment(one, unit, newest.get((unit.pk, one.code))) for one in named] for unit in units}


def _newest(campaign: Campaign, units: Iterable[Unit]) -> dict[tuple[int, str], ObligationAct]:
    acts = ObligationAct.objects.filter(campaign=campaign, unit__in=list(units))
    pks = [row["newest"] for row in acts.values("unit", "code").annotate(newest=Max("pk"))]
    rows = ObligationAct.objects.filter(pk__in=pks).select_related("made_by", "file")
    return {(row.unit_id, row.code): row for row in rows}


def named_fulfilments(campaign: Campaign, units: Sequence[Unit], codes: Collection[str]) -> dict[int, list[Fulfilment]]:
    """By unit, the obligations that a condition names, one by one: ``is_fulfilled`` and why not."""
    every = fulfilments(campaign, units)
    return {pk: [row for row in rows if row.obligation.code in codes] for pk, rows in every.items()}
