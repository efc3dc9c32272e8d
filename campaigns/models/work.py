"""Works (công trình, phần việc) that units registered, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.choices import WorkNoteKind
from common.models import StoredFile
from units.models import Unit

from .campaign import Campaign


class Work(models.Model):
    """A work through all versions of the registration. Its row is the lock under which its notes are written;
    ``finished_on`` follows from them. ``unit``: who registered it; a merger changes nothing here."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="works")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    finished_on = models.DateField(null=True)
    # Who finished it: the unit itself, or the one that carries it on after a merger.
    finished_by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.pk}"


class WorkNote(models.Model):
    """What was noted on a work: how it goes, that it is finished with what shows it, that it is not after all.
    Insert-only."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=WorkNoteKind)
    day = models.DateField()
    text = models.TextField(blank=True)
    # Evidence of a finished work: a file, or the document that shows it.
    number = models.CharField(max_length=120, blank=True)
    kept_at = models.CharField(max_length=255, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="work_notes")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=WorkNoteKind.FINISHED) | Q(file__isnull=False) | ~Q(number="") | ~Q(kept_at=""),
                name="finished_work_has_evidence",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"
