"""A cluster's meeting (họp cụm): agenda, who came, what was said, and the minutes it ends with."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from rewards.choices import MeetingState
from units.models import Unit


class Meeting(models.Model):
    """One meeting. Its row is the lock of everything that happens in it; once it is finished nothing does.

    Name of the cluster and of its members are kept as they were: a plan or a merger changes no past meeting."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="cluster_meetings")
    block_code = models.CharField(max_length=60)
    block_name = models.JSONField()
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    lead_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    title = models.CharField(max_length=255)
    held_on = models.DateField()
    starts = models.TimeField()
    place = models.CharField(max_length=255)
    chair = models.CharField(max_length=255)
    secretary = models.CharField(max_length=255)
    # One item a line.
    agenda = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.FINISHED) | Q(finished_at__isnull=False),
                name="finished_meeting_has_an_end",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def items(self) -> list[str]:
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class Attendance(models.Model):
    """One member unit at a meeting: whether it came, and who for it. ``is_present`` None: not called yet."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    # Members of before in whose place it stands, as they were called.
    instead_of = models.CharField(max_length=500, blank=True)
    position = models.PositiveIntegerField()
    is_present = models.BooleanField(null=True)
    people = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="attendance_unique")]

    def __str__(self) -> str:
        return self.name


class MeetingPoint(models.Model):
    """Something raised at a meeting, by a member or by the meeting; struck out rather than deleted."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points")
    attendance = models.ForeignKey(Attendance, models.PROTECT, null=True, related_name="points")
    text = models.TextField()
    is_struck = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Minutes(models.Model):
    """The minutes (biên bản) as the meeting ended: everything its documents are filled from. Insert-only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_unique")]

    def __str__(self) -> str:
        return f"{self.meeting_id} #{self.number}"
