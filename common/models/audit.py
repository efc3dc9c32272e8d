"""The audit trail: rows nobody edits, and the chain that shows it."""

from django.db import models
from django.db.models import Q

from common.labels import word_for


class AuditRecord(models.Model):
    """One act. Holds a person id only; the name lives in ``AuditPerson``, which can be blanked."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    acting_unit = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    authorisation = models.CharField(max_length=120, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=300)
    campaign = models.CharField(max_length=80, blank=True)
    detail = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key"], name="audit_subject"),
            models.Index(fields=["campaign", "id"], name="audit_campaign"),
            models.Index(fields=["person_id", "id"], name="audit_person", condition=Q(person_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {word_for(self.verb)} · {self.subject_key}"


class AuditPerson(models.Model):
    """The name of a person who acted. Blanking it leaves the trail and its hashes whole."""

    person_id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name or f"#{self.person_id}"


class AuditSeal(models.Model):
    """A link of the chain: number n seals one committed record and the hash of link n − 1."""

    number = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(AuditRecord, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
