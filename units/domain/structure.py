"""Bringing unit lists and successions into the register: all or nothing, one audit row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import models, transaction

from common.actors import Actor
from common.canonical import digest
from common.domain import audit
from common.faults import Faults
from common.locks import advisory_lock
from units.domain.ledger import Ledger
from units.domain.register import TAKEN_OVER, Register
from units.files import SuccessionRow, UnitRow
from units.models import Succession, Unit
from units.queries.naming import forget_aliases
from units.signals import unit_merged

UNIT_FIELDS = [*TAKEN_OVER, "parent", "sort_key", "search_key"]
SUCCESSION_FIELDS = ["extent", "is_default", "share", "decision"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many units and successions were added or altered; the rest stood as it is."""

    units_created: int = 0
    units_changed: int = 0
    successions_created: int = 0
    successions_changed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_anything_new(self) -> bool:
        return any((self.units_created, self.units_changed, self.successions_created, self.successions_changed))


def load_structure(
    *,
    units: Sequence[UnitRow] = (),
    successions: Sequence[SuccessionRow] = (),
    actor: Actor,
    units_source: str = "",
    successions_source: str = "",
) -> Loaded:
    """Adds and updates units by code and beginning, successions by their two units and date; deletes nothing.

    Raises ``Faults`` with everything that is wrong, and then nothing is written. A load that changes
    nothing leaves no trace.
    """
    with advisory_lock("units-register"):
        register = Register()
        register.take_units(units, units_source)
        ledger = Ledger(register)
        ledger.take(successions, successions_source)
        if register.faults:
            raise Faults(register.faults)
        return _write(register, ledger, actor, [source for source in (units_source, successions_source) if source])


def _write(register: Register, ledger: Ledger, actor: Actor, sources: list[str]) -> Loaded:
    loaded = Loaded(
        units_created=len(register.created),
        units_changed=len(register.changed),
        successions_created=len(ledger.created),
        successions_changed=len(ledger.changed),
        notes=register.notes,
    )
    if loaded.is_anything_new:
        _create_units(register.created)
        _replace(Unit, register.changed, UNIT_FIELDS)
        Succession.objects.bulk_create(ledger.created)
        _replace(Succession, ledger.changed, SUCCESSION_FIELDS)
        _tell(register, ledger, loaded, actor, sources)
    return loaded


def _create_units(units: Iterable[Unit]) -> None:
    """From the top down, so that every parent has its id before its children are written."""
    waiting = list(units)
    while waiting:
        ready = [unit for unit in waiting if not Unit.parent.is_cached(unit) or _is_written(unit.parent)]
        Unit.objects.bulk_create(ready)
        waiting = [unit for unit in waiting if unit.pk is None]


def _is_written(parent: Unit | None) -> bool:
    return parent is None or parent.pk is not None


def _replace(model: type[models.Model], rows: Sequence[models.Model], fields: list[str]) -> None:
    """One upsert by id: bulk_update's CASE ladder takes minutes for a whole register."""
    if rows:
        model._default_manager.bulk_create(rows, update_conflicts=True, update_fields=fields, unique_fields=["pk"])


def _tell(register: Register, ledger: Ledger, loaded: Loaded, actor: Actor, sources: list[str]) -> None:
    rows = [*ledger.created, *ledger.changed]
    references = [unit.reference for unit in (*register.created, *register.changed)]
    detail = {
        "sources": sources,
        "units_created": loaded.units_created,
        "units_changed": loaded.units_changed,
        "successions_created": loaded.successions_created,
        "successions_changed": loaded.successions_changed,
        "units_sha256": digest(references),
    }
    audit.record(actor=actor, verb="load_units", subject=("register", "units"), detail=detail)
    transaction.on_commit(forget_aliases)
    if rows:
        old_ids, new_ids = {row.old_id for row in rows if row.old_id}, {row.new_id for row in rows}
        transaction.on_commit(partial(unit_merged.send, sender=Succession, old_ids=old_ids, new_ids=new_ids))
