"""What comes of a review (sơ kết, tổng kết) and of an inspection: the commended, and tasks with their days."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from indicators import choices
from units.models import Unit

from .snapshot import Snapshot


class Review(models.Model):
    """A mid-term or final review, standing on the snapshot that was frozen for it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=20, choices=choices.ReviewKind)
    name = models.CharField(max_length=200)
    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="review")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Commendation(models.Model):
    """A unit or a person commended at a review: noted, not decided here. One noted by mistake is taken back."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="commendations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="commendation_has_a_reason")]

    def __str__(self) -> str:
        return self.person or str(self.unit_id)


class Task(models.Model):
    """Something a unit is to put right or finish by a day. ``state`` and ``due`` follow from its acts."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    what = models.TextField()
    # Where it comes from, as one document cites another.
    source = models.CharField(max_length=300)
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="tasks")
    due = models.DateField()
    state = models.CharField(max_length=12, choices=choices.TaskState, default=choices.TaskState.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="task_says_what")]

    def __str__(self) -> str:
        return self.what[:60]


class TaskAct(models.Model):
    """What was said of a task: done, confirmed, asked for more, moved to another day, dropped. Insert-only."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=12, choices=choices.TaskActKind)
    note = models.TextField(blank=True)
    due = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"
