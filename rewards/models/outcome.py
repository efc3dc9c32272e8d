"""What comes of a meeting: who is put forward, and the three documents sent to the organiser."""

from django.conf import settings
from django.db import models

from common.models import StoredFile
from indicators.models import Run
from rewards.choices import DocumentKind
from units.models import Unit

from .meeting import Meeting, Minutes
from .vote import VoteCount


class PutForward(models.Model):
    """The result of one count beside the points of that moment; ``reason`` where the two orders differ. Insert-only."""

    count = models.ForeignKey(VoteCount, models.CASCADE, related_name="results")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    differs = models.BooleanField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(differs=False) | ~models.Q(reason=""), name="other_order_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count_id}"


class PutForwardRow(models.Model):
    """One candidate: its place among those put forward (None: not put forward), its votes, its points then."""

    result = models.ForeignKey(PutForward, models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    place = models.PositiveIntegerField(null=True)
    votes = models.PositiveIntegerField()
    # As shown then; empty: no points.
    points = models.CharField(max_length=40, blank=True)
    # Of the own maximum, where the campaign orders by it; else empty.
    percent = models.CharField(max_length=40, blank=True)
    block_rank = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.name


class ClusterSubmission(models.Model):
    """Letter, minutes and list as sent to the organiser; a further one replaces the one before. Insert-only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="submissions")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="submissions")
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class SubmissionFile(models.Model):
    """One of the three documents, kept as it was sent."""

    submission = models.ForeignKey(ClusterSubmission, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "kind"], name="submission_file_once_a_kind")]

    def __str__(self) -> str:
        return self.file_name


class SubmissionReceipt(models.Model):
    """The organiser received it. Insert-only."""

    submission = models.OneToOneField(ClusterSubmission, models.PROTECT, related_name="receipt")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.submission_id)


class DocumentTemplate(models.Model):
    """The .docx from which an authority's clusters fill one kind of document; the newest counts, one without a file
    goes back to the one shipped. Insert-only."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name or "—"
