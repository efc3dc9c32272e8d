"""Proving the audit trail: what holds, what does not, and what nobody can know from inside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from common.append_only import missing_triggers
from common.domain.audit import GENESIS, content_hash, seal_hash
from common.models import AuditRecord, AuditSeal


@dataclass
class Proof:
    """``faults`` break the trail; ``open_points`` are what the trail alone cannot prove."""

    head_number: int = 0
    head_hash: str = GENESIS
    proven_until: int = 0
    faults: list[str] = field(default_factory=list)
    open_points: list[str] = field(default_factory=list)


def prove(known_heads: Mapping[int, str] | None = None) -> Proof:
    """Recompute every hash and link; compare with heads (number → hash) kept outside this database.

    Up to the highest head that agrees, the trail is as it was when that head was noted down.
    """
    proof, known = Proof(), dict(known_heads or {})
    for link in AuditSeal.objects.select_related("record").order_by("number").iterator(2000):
        proof.faults += _of_link(link, proof, known)
        proof.head_number, proof.head_hash = link.number, link.hash
    proof.faults += _beyond(proof, known)
    tables = AuditRecord._meta.db_table, AuditSeal._meta.db_table
    proof.faults += [_("The guard %(name)s is missing.") % {"name": name} for name in _missing(*tables)]
    proof.open_points += list(_open_points(proof))
    return proof


def _missing(*tables: str) -> list[str]:
    return missing_triggers(connection, *tables)


def _of_link(link: AuditSeal, proof: Proof, known: Mapping[int, str]) -> list[str]:
    record, number = link.record, {"number": link.number}
    found = []
    if link.number != proof.head_number + 1 or link.previous != proof.head_hash:
        found.append(_("Seal %(number)s does not follow the one before it.") % number)
    if content_hash(record) != record.content_hash:
        found.append(_("The record under seal %(number)s was changed.") % number)
    if seal_hash(link.number, record.pk, link.previous, record.content_hash) != link.hash:
        found.append(_("Seal %(number)s does not fit its record.") % number)
    if link.number in known and known[link.number] != link.hash:
        found.append(_("Seal %(number)s is not the one that was noted down.") % number)
    elif link.number in known and not (found or proof.faults):
        proof.proven_until = link.number
    return found


def _beyond(proof: Proof, known: Mapping[int, str]) -> list[str]:
    message = _("Seal %(number)s was noted down and is gone: the end of the trail is missing.")
    return [message % {"number": number} for number in sorted(known) if number > proof.head_number]


def _open_points(proof: Proof) -> Iterator[str]:
    unsealed = AuditRecord.objects.filter(seal__isnull=True).count()
    if unsealed:
        yield _("%(count)s records are not sealed yet.") % {"count": unsealed}
    if proof.head_number > proof.proven_until:
        values = {"first": proof.proven_until + 1, "last": proof.head_number}
        yield _("Seals %(first)s–%(last)s agree with each other, but with no head known outside.") % values
    yield _("Whether records after seal %(number)s were removed cannot be known.") % {"number": proof.head_number}
