"""When the stages between running and closed open and close, and the units that were given longer. Insert-only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.choices import Status
from units.models import Unit

from .campaign import Campaign


class StageDates(models.Model):
    """From which day to which a stage is open, both included; the newest row of a stage counts, an empty one takes
    its dates back."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stage_dates")
    stage = models.CharField(max_length=20, choices=Status)
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="stage_days_in_order")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.stage}: {self.opens}–{self.closes}"


class StageExtension(models.Model):
    """One unit may act in a stage longer than the others, by a document; the newest counts."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stage_extensions")
    stage = models.CharField(max_length=20, choices=Status)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(document=""), name="stage_extension_rests_on_a_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.stage} {self.unit_id}: {self.until}"
