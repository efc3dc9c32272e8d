"""Writing, sealing and proving the audit trail.

Every change of a fact, score, right, vote count or decision calls ``record`` in its own
transaction. Records are unchained, so writers never wait for each other; one sealer chains them later.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from common.actors import Actor
from common.canonical import canonical_json, sha256_text
from common.locks import advisory_lock
from common.models import AuditPerson, AuditRecord, AuditSeal
from common.trace import request_id as current_request_id

GENESIS = "0" * 64
# Ids are handed out before commit, so a slow transaction may commit behind the newest seal: the
# quick look goes this far back, the thorough one (before a freeze, once an hour) has no bound.
_LOOK_BACK = 2_000


def record(
    *,
    actor: Actor,
    verb: str,
    subject: models.Model | tuple[str, str],
    campaign: str = "",
    detail: Mapping[str, Any] | None = None,
    request_id: str | None = None,
) -> AuditRecord:
    """Keep one act: who, for which unit, what (``verb``), on what, with which values.

    ``subject`` is a model instance (its ``audit_key()`` if it has one, else its primary key) or
    a pair ``(kind, natural key)``. ``detail`` holds old and new values and goes through canonical
    JSON; personal data does not belong there. Raises when no transaction is open.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit record belongs in the transaction of its act")
    kind, key = _named(subject)
    row = AuditRecord(
        at=timezone.now(),
        person_id=actor.user_id,
        acting_unit=actor.unit_code,
        role=actor.role,
        authorisation=actor.authorisation,
        request_id=current_request_id.get() if request_id is None else request_id,
        verb=verb,
        subject_kind=kind,
        subject_key=key,
        campaign=campaign,
        detail=canonical_json({**({"system": actor.name} if actor.is_system else {}), **(detail or {})}),
    )
    row.content_hash = content_hash(row)
    _remember(actor)
    row.save(force_insert=True)
    return row


def _named(subject: models.Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(subject, tuple):
        return subject
    key = subject.audit_key() if hasattr(subject, "audit_key") else subject.pk
    return subject._meta.model_name or "", str(key)


def _remember(actor: Actor) -> None:
    if actor.user_id is not None:
        person = AuditPerson(person_id=actor.user_id, name=actor.name)
        AuditPerson.objects.bulk_create([person], ignore_conflicts=True)


def content_hash(row: AuditRecord) -> str:
    """SHA-256 over everything a record says, except its number."""
    names = [field.attname for field in AuditRecord._meta.concrete_fields]
    content = {name: getattr(row, name) for name in names if name not in ("id", "content_hash")}
    return sha256_text(canonical_json(content))


def seal(*, thorough: bool = False, limit: int = 10_000) -> int:
    """Number and chain committed records that have no seal yet; returns how many.

    Numbers have no gaps. Safe to run from several processes: one at a time does the work, and
    where there is none nobody waits or writes.
    """
    if not _unsealed(thorough).exists():
        return 0
    with advisory_lock("audit-seal"):
        head = AuditSeal.objects.order_by("-number").first()
        seals = _chain(head, _unsealed(thorough)[:limit])
        AuditSeal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


def _unsealed(thorough: bool) -> models.QuerySet[AuditRecord]:
    unsealed = AuditRecord.objects.filter(seal__isnull=True).order_by("id")
    if thorough:
        return unsealed
    newest = AuditSeal.objects.aggregate(Max("record_id"))["record_id__max"] or 0
    return unsealed.filter(id__gt=newest - _LOOK_BACK)


def _chain(head: AuditSeal | None, records: Any) -> list[AuditSeal]:
    number, previous = (head.number, head.hash) if head else (0, GENESIS)
    seals = []
    for row in records:
        number += 1
        link = seal_hash(number, row.pk, previous, row.content_hash)
        seals.append(AuditSeal(number=number, record=row, previous=previous, hash=link))
        previous = link
    return seals


def seal_hash(number: int, record_id: int, previous: str, content: str) -> str:
    """Hash of link ``number``: over its place, its record and the link before it."""
    return sha256_text(f"{number}|{record_id}|{previous}|{content}")


def forget_name(*, person_id: int, actor: Actor) -> None:
    """Blank a person's name (erasure); records and hashes stay as they are."""
    with transaction.atomic():
        AuditPerson.objects.filter(person_id=person_id).update(name="")
        record(actor=actor, verb="forget_name", subject=("person", str(person_id)))
