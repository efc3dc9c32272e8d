"""Frozen results: numbered, immutable, published by one explicit act."""

from django.conf import settings
from django.db import models

from campaigns.models import Campaign
from indicators.choices import MissingChoice, SnapshotKind

from .criterion import Criterion
from .score import Scoreboard


class Snapshot(models.Model):
    """A numbered freeze of a campaign's board, with its watermark and the digest of what it holds."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=SnapshotKind)
    name = models.CharField(max_length=200, blank=True)
    scoreboard = models.OneToOneField(Scoreboard, models.PROTECT, related_name="snapshot")
    reason = models.TextField()
    watermark = models.TextField()
    rules_fingerprint = models.CharField(max_length=80)
    inputs_fingerprint = models.CharField(max_length=80)
    digest = models.CharField(max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="snapshot_number_unique")]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.number}"


class ClosingDecision(models.Model):
    """What a line without data becomes at closing where the plan left it to be chosen: zero or exclude.

    Insert-only: the newest of a line is in force."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="closing_decisions")
    choice = models.CharField(max_length=10, choices=MissingChoice)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.choice}"
