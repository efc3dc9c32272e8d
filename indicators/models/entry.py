"""Facts, the acts on them, and the cell that says which of them counts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.fields import ExactDecimalField
from common.formats import moment_text
from indicators import choices
from units.models import Authorisation, Unit

from .criterion import Series


class Batch(models.Model):
    """One act that wrote many entries: an upload, a provider's table, an API call. Insert-only."""

    kind = models.CharField(max_length=20, choices=choices.Origin)
    title = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {moment_text(self.made_at)}"


class Entry(models.Model):
    """One fact as somebody entered it for a unit, a series and a period. Never updated: a correction is a
    new entry. ``value``: the number, 1/0 for yes/no, the proleptic ordinal for a date, the percentage for a
    ratio without parts; a ratio with parts has ``numerator`` and ``denominator`` and no ``value``."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries")
    series = models.ForeignKey(Series, models.PROTECT, related_name="entries")
    period = models.CharField(max_length=12)
    value = ExactDecimalField(null=True, blank=True)
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    is_na = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=20, choices=choices.Origin)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # A provided figure counts only after the units had this long to contest it.
    counts_from = models.DateField(null=True, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="entries")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "series", "period", "-id"], name="entry_cell")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_na=True, value=None, numerator=None, denominator=None)
                | Q(is_na=False, value__isnull=False)
                | Q(is_na=False, numerator__isnull=False, denominator__isnull=False),
                name="entry_has_a_value_or_is_na",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.series_id}/{self.period} #{self.pk}"


class EntryAct(models.Model):
    """What the unit or provider did with an entry: submitted, withdrawn, contested, upheld, seen. Insert-only."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20, choices=choices.ActKind)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Verdict(models.Model):
    """The verifier's word on one entry. Insert-only; a mistaken one is revoked by a further row."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="verdicts")
    kind = models.CharField(max_length=20, choices=choices.VerdictKind)
    value = ExactDecimalField(null=True, blank=True)
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    is_na = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    revokes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revoked_by")
    is_automatic = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["adjusted", "returned", "revoked"]) | ~Q(reason=""),
                name="verdict_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Cell(models.Model):
    """Derived: for one unit, series and period, the newest entry and the ones that count on each basis.

    Its row is the lock under which entries, acts and verdicts of the cell are written, so it exists (empty)
    before the first entry does; it can be rebuilt. ``submitted_at``: the first submission still standing."""

    unit = models.ForeignKey(Unit, models.PROTECT, db_constraint=False, related_name="cells")
    series = models.ForeignKey(Series, models.PROTECT, db_constraint=False, related_name="cells")
    period = models.CharField(max_length=12)
    state = models.CharField(max_length=20, choices=choices.CellState)
    latest = models.ForeignKey(Entry, models.PROTECT, null=True, db_constraint=False, related_name="+")
    reported = models.ForeignKey(Entry, models.PROTECT, null=True, db_constraint=False, related_name="+")
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, db_constraint=False, related_name="+")
    # Submitted and neither accepted nor returned: somebody's queue.
    is_waiting = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "unit", "period"], name="cell_unique"),
        ]
        indexes = [models.Index(fields=["series", "period"], condition=Q(is_waiting=True), name="cell_waiting")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.series_id}/{self.period} {self.state}"


class Comment(models.Model):
    """A word in the conversation on a cell, between the unit and those who appraise or provide. Insert-only."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, related_name="comments")
    period = models.CharField(max_length=12)
    body = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["series", "unit", "period"], name="comment_cell")]

    def __str__(self) -> str:
        return self.body[:40]
