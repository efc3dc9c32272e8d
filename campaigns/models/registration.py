"""Registrations (bản đăng ký thi đua): until when they are due, what each unit registered, version by version."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.choices import RegisteredKind, RegistrationState, RegistrationVerdict
from units.models import Authorisation, Unit

from .campaign import Campaign
from .work import Work


class RegistrationCall(models.Model):
    """From when and until when the units of a campaign register; the newest counts. Insert-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="registration_calls")
    opens_on = models.DateField()
    due = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("opens_on")), name="registration_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.opens_on} – {self.due}"


class Registration(models.Model):
    """One unit's registration. Its row is the lock under which versions are written, and says where it stands.

    ``filed``: the newest version handed in; ``confirmed``: the one in force. ``first_filed_at`` decides whether it
    came in time."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=RegistrationState, default=RegistrationState.DRAFT)
    filed = models.ForeignKey("RegistrationVersion", models.PROTECT, null=True, related_name="+")
    confirmed = models.ForeignKey("RegistrationVersion", models.PROTECT, null=True, related_name="+")
    first_filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="registration_unique")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.campaign_id} {self.state}"


class RegistrationVersion(models.Model):
    """What a unit registered. Until it is filed it is the unit's draft, written by several hands (``edition`` tells
    one saving from the next); from then on it never changes and a correction is a new version."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=0)
    paper = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["registration", "number"], name="registration_version_unique")]

    def __str__(self) -> str:
        return f"{self.registration_id} v{self.number}"


class RegisteredWork(models.Model):
    """A work (công trình, phần việc) as one version registers it; the work itself is tracked apart."""

    version = models.ForeignKey(RegistrationVersion, models.CASCADE, related_name="works")
    work = models.ForeignKey(Work, models.PROTECT, related_name="terms")
    name = models.CharField(max_length=255)
    product = models.CharField(max_length=500)
    starts_on = models.DateField()
    finish_on = models.DateField()
    cost = models.CharField(max_length=120, blank=True)
    # Gắn biển: whether it is to bear the plaque of the campaign.
    has_plaque = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "work"], name="registered_work_once"),
            models.CheckConstraint(condition=Q(finish_on__gte=F("starts_on")), name="registered_work_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class RegisteredItem(models.Model):
    """A model (mô hình) or a title or commendation aimed at, as one version registers it."""

    version = models.ForeignKey(RegistrationVersion, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=RegisteredKind)
    name = models.CharField(max_length=255)
    detail = models.CharField(max_length=500, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.name


class RegistrationAct(models.Model):
    """The organiser confirms a filed version, or asks for more with a reason. Insert-only."""

    version = models.ForeignKey(RegistrationVersion, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=RegistrationVerdict)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=RegistrationVerdict.RETURNED) | ~Q(reason=""), name="registration_return_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reason[:40]}"
