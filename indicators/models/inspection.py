"""Inspections (kiểm tra): who went to which unit when, the minutes, what was found line by line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from common.formats import day_text
from common.models import StoredFile
from units.models import Unit

from .criterion import Criterion
from .review import Task


class Inspection(models.Model):
    """One visit with its minutes: a file, or the place where they are kept. Insert-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="inspections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField()
    team = models.TextField()
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    kept_at = models.CharField(max_length=255, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(kept_at=""), name="minutes_can_be_found")
        ]

    def __str__(self) -> str:
        return self.cited

    @property
    def cited(self) -> str:
        """As one document cites another; the document is Vietnamese."""
        return f"Biên bản kiểm tra số {self.number} ngày {day_text(self.dated_on, language='vi')}"


class Finding(models.Model):
    """What was found about one line, or about the unit as a whole. Insert-only; it may become a task."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    line = models.ForeignKey(Criterion, models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="finding")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="finding_says_what")]

    def __str__(self) -> str:
        return self.text[:60]
