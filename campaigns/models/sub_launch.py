"""A unit launches a campaign on to what stands below it, and reports counts: the organiser never learns names."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.choices import SubUnitKind
from units.models import Unit

from .campaign import Campaign


class SubUnit(models.Model):
    """A village, school or office below a unit, on the unit's own list. It is no unit of the register and has no
    accounts: what it does is entered by the unit. ``ended_on``: off the list, kept where it took part."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sub_units")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SubUnitKind)
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ended_on__isnull=True), name="sub_unit_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SubLaunch(models.Model):
    """The unit launched the campaign on to its sub-units, by a document of its own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sub_launches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    launched_on = models.DateField()
    paper = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="sub_launch_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.campaign_id}"


class SubParticipation(models.Model):
    """A sub-unit in the unit's launch; the unit's own working list, changed in place."""

    launch = models.ForeignKey(SubLaunch, models.CASCADE, related_name="rows")
    sub_unit = models.ForeignKey(SubUnit, models.PROTECT, related_name="+")
    takes_part = models.BooleanField(default=False)
    has_registered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["launch", "sub_unit"], name="sub_participation_unique")]

    def __str__(self) -> str:
        return f"{self.launch_id}/{self.sub_unit_id}"


class SubMark(models.Model):
    """What a sub-unit did in a period, as the unit ticked it."""

    row = models.ForeignKey(SubParticipation, models.CASCADE, related_name="marks")
    period = models.CharField(max_length=12)
    has_reported = models.BooleanField(default=False)
    is_good = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "period"], name="sub_mark_unique")]

    def __str__(self) -> str:
        return f"{self.row_id} {self.period}"


class SubCount(models.Model):
    """What a unit reported of a period: counts alone. The newest is what the organiser sees. Insert-only."""

    launch = models.ForeignKey(SubLaunch, models.CASCADE, related_name="counts")
    period = models.CharField(max_length=12)
    taking_part = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["launch", "period", "-id"], name="sub_count_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(registered__lte=F("taking_part"))
                & Q(reported__lte=F("taking_part"))
                & Q(good__lte=F("reported")),
                name="sub_counts_fit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.launch_id} {self.period}"
