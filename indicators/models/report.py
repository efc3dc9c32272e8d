"""Reports (báo cáo): what a campaign asks by an outline, what each unit wrote under its headings and submitted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.models import Campaign
from common.models import StoredFile
from indicators import choices
from units.models import Authorisation, Unit


class Outline(models.Model):
    """A report that the units of a campaign owe, by an outline (đề cương).

    It keeps what the plan's phase said when it was asked for: a plan that is changed later takes no report away.
    ``first`` … ``last``: the days reported on. It may be changed until the first report is submitted."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="outlines")
    phase = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=choices.ReportKind)
    name = models.CharField(max_length=255)
    first = models.DateField()
    last = models.DateField()
    due = models.DateField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "phase"], condition=~Q(phase=""), name="outline_once_a_phase"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="outline_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class OutlineHeading(models.Model):
    """One heading of an outline. One taken out stays with what was written under it."""

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="headings")
    text = models.CharField(max_length=255)
    position = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Report(models.Model):
    """One unit's report. Its row is the lock under which it is written, and says where it stands.

    ``submission``: the newest; ``first_submitted_at`` decides whether it came in time."""

    outline = models.ForeignKey(Outline, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=choices.ReportState, default=choices.ReportState.DRAFT)
    submission = models.ForeignKey("ReportSubmission", models.PROTECT, null=True, related_name="+")
    first_submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outline", "unit"], name="report_unique")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.outline_id} {self.state}"


class ReportExtension(models.Model):
    """One unit may submit later than the others, by a document. Insert-only: the newest counts."""

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(document=""), name="report_extension_rests_on_a_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.outline_id} {self.due}"


class ReportText(models.Model):
    """What somebody wrote under a heading; the newest is the draft. Insert-only."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="texts")
    heading = models.ForeignKey(OutlineHeading, models.PROTECT, related_name="texts")
    body = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "heading", "-id"], name="report_text_newest")]

    def __str__(self) -> str:
        return self.body[:40]


class ReportSubmission(models.Model):
    """A signed report as it was handed in, with the texts it stands on. Insert-only: a second one supersedes."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="reports")
    file_name = models.CharField(max_length=255, blank=True)
    # How the signed copy was sent where no file is kept here.
    sent_by = models.CharField(max_length=255, blank=True)
    texts = models.ManyToManyField(ReportText, related_name="submissions")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(sent_by=""), name="report_has_a_file_or_was_sent"
            )
        ]

    def __str__(self) -> str:
        return self.number


class ReportReturn(models.Model):
    """The organiser asks for more about a submitted report. Insert-only."""

    submission = models.ForeignKey(ReportSubmission, models.PROTECT, related_name="returns")
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="report_return_has_a_reason")]

    def __str__(self) -> str:
        return self.reason[:40]


class ReportQuote(models.Model):
    """An answer that the consolidated report quotes; it goes when the tick is taken out."""

    text = models.OneToOneField(ReportText, models.PROTECT, related_name="quote")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.text_id)
