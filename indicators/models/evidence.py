"""Evidence: a file kept by its SHA-256, or a reference to a document without a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import StoredFile
from units.models import Unit

from .criterion import Series


class Evidence(models.Model):
    """A document that supports figures. One may serve many lines and periods; a file is never compulsory."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=255)
    number = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    kept_at = models.CharField(max_length=255, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class EvidenceLink(models.Model):
    """Ties evidence to a line of a unit; an empty period means the whole line. Removed by a dated mark."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, related_name="evidence_links")
    period = models.CharField(max_length=12, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["series", "unit", "period"], name="evidence_cell")]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "unit", "series", "period"],
                condition=Q(removed_at__isnull=True),
                name="evidence_link_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.series_id} {self.period}"
