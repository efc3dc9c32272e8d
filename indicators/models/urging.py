"""Urging (đôn đốc): who was urged about what, when and how; and the template of the letter. All insert-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from common.formats import day_text
from common.models import StoredFile
from indicators import choices
from units.models import Unit

from .criterion import Series
from .report import Outline


class LetterTemplate(models.Model):
    """The .docx from which an organiser's documents of one kind are filled; the newest counts, one without a file
    goes back to the one shipped."""

    kind = models.CharField(max_length=20, choices=choices.TemplateKind, default=choices.TemplateKind.URGING)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letter_templates")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name or "—"


class Urging(models.Model):
    """One use of the letter, the message or the telephone. ``fingerprint`` is that of what was urged: the same
    letter again on the same day is the same use."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="urgings")
    channel = models.CharField(max_length=10, choices=choices.UrgingChannel)
    day = models.DateField()
    fingerprint = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "channel", "day", "fingerprint"], name="urging_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} · {day_text(self.day)}"


class UrgedDebt(models.Model):
    """What a unit owed when it was urged: a figure, a report (``outline``), or as a provider a table for all units
    (``is_table``). Whether it has come since is asked of cells and reports, never kept."""

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="debts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=12, blank=True)
    outline = models.ForeignKey(Outline, models.CASCADE, null=True, related_name="+")
    is_table = models.BooleanField(default=False)
    due = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["urging", "unit", "series", "period", "is_table"], name="urged_debt_unique"
            ),
            models.UniqueConstraint(fields=["urging", "unit", "outline"], name="urged_report_unique"),
            models.CheckConstraint(
                condition=Q(series=None, outline__isnull=False) | Q(series__isnull=False, outline=None),
                name="urged_debt_is_a_figure_or_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.series_id}/{self.period}"
