"""Derived scores: current values, dirty marks, runs and the sheets every page reads."""

from django.db import models

from campaigns.models import Campaign, Definition
from common.choices import Basis
from common.fields import ExactDecimalField
from indicators.choices import ValueState
from units.models import Unit

from .criterion import Criterion


class CurrentValue(models.Model):
    """A unit's value of a line on one basis, reduced over its periods and what it inherited.

    Re-derived from the cells whenever one changes, never by increments; can be rebuilt. ``value``,
    ``numerator`` and ``denominator`` are exact text (``common``'s canonical form, "n/d" where not finite)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, db_constraint=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_constraint=False, related_name="+")
    criterion = models.ForeignKey(Criterion, models.CASCADE, db_constraint=False, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis)
    state = models.CharField(max_length=14, choices=ValueState)
    value = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    last_period = models.CharField(max_length=12, blank=True)
    periods = models.PositiveIntegerField(default=0)
    # The day the earliest period without a counting entry falls due; empty: no gap in the whole campaign.
    gap_due = models.DateField(null=True, blank=True)
    # The day the earliest period that has a counting entry falls due; empty: none has.
    settled_due = models.DateField(null=True, blank=True)
    waiting = models.PositiveIntegerField(default=0)
    is_inherited = models.BooleanField(default=False)
    is_unapportioned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit", "criterion", "basis"], name="current_value_unique")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.criterion_id}/{self.basis}: {self.value or self.state}"


class DirtyMark(models.Model):
    """Something a recompute has not seen yet; a row per change, deleted by number in the run that read it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return str(self.campaign_id)


class Run(models.Model):
    """One recompute that changed something: when, by which rules, from which inputs. Insert-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+")
    rules_fingerprint = models.CharField(max_length=80)
    inputs_fingerprint = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="run_number_unique")]

    def __str__(self) -> str:
        return f"{self.campaign_id} #{self.number}"


class Scoreboard(models.Model):
    """The live board of a campaign (no snapshot number) or the frozen one of a snapshot.

    ``version`` rises with every change; pages cache by it. ``ranked_by``: points or percent per basis."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="scoreboards")
    is_live = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    detail = models.TextField(default="{}")
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign"], condition=models.Q(is_live=True), name="scoreboard_one_live")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {'live' if self.is_live else 'frozen'} v{self.version}"


class Sheet(models.Model):
    """One unit's scores on one basis: totals, place, and its lines and groups as exact text in JSON."""

    scoreboard = models.ForeignKey(Scoreboard, models.CASCADE, db_constraint=False, related_name="sheets")
    basis = models.CharField(max_length=10, choices=Basis)
    unit = models.ForeignKey(Unit, models.CASCADE, db_constraint=False, related_name="+")
    block_code = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    block_rank = models.PositiveIntegerField(null=True)
    points = models.TextField(blank=True)
    shown_points = ExactDecimalField(null=True)
    max_points = models.TextField(blank=True)
    shown_percent = ExactDecimalField(null=True)
    bonus = models.TextField(blank=True)
    deduction = models.TextField(blank=True)
    band = models.CharField(max_length=60, blank=True)
    missing = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    note = models.JSONField(null=True)
    lines = models.TextField(default="{}")
    groups = models.TextField(default="{}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scoreboard", "basis", "unit"], name="sheet_unique")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.basis}: {self.points}"


class DayScore(models.Model):
    """A unit's total and place at the end of a day: what the sparkline and the rank by week are drawn from."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, db_constraint=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_constraint=False, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis)
    day = models.DateField()
    shown_points = ExactDecimalField(null=True)
    block_rank = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit", "basis", "day"], name="day_score_unique")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"
