"""Phases of the plan: dated parts of the season, possibly outside the campaign's own dates."""

from django.db import models

from .campaign import Campaign


class Phase(models.Model):
    """One phase of the plan; ``due`` is when its report is expected."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    code = models.CharField(max_length=60)
    name = models.JSONField()
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="phase_code_unique")]

    def __str__(self) -> str:
        return self.name.get("vi", self.code)
