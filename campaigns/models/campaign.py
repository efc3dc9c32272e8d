"""A campaign and the numbered versions of its definition."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from campaigns import choices
from units.models import Unit


class Campaign(models.Model):
    """A campaign (phong trào thi đua). What the file says of it is read from ``definition``; the columns
    here repeat what queries and permissions ask for, and only ``domain.definition.apply`` writes them."""

    code = models.CharField(max_length=63, unique=True)
    name = models.JSONField()
    short_name = models.JSONField()
    kind = models.CharField(max_length=20, choices=choices.CampaignKind, default=choices.CampaignKind.THEMATIC)
    organiser = models.JSONField()
    organiser_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="organised_campaigns")
    start = models.DateField()
    end = models.DateField()
    status = models.CharField(max_length=20, choices=choices.Status, default=choices.Status.DRAFT)
    visibility = models.CharField(max_length=10, choices=choices.Visibility, default=choices.Visibility.UNITS)
    public_detail = models.CharField(max_length=10, choices=choices.PublicDetail, default=choices.PublicDetail.ORDER)
    lines_seen_by = models.CharField(max_length=20, choices=choices.LinesSeenBy, default=choices.LinesSeenBy.OWN)
    overall_order = models.BooleanField(default=False)
    is_practice = models.BooleanField(default=False)
    demo_seed = models.PositiveIntegerField(null=True, blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    definition = models.ForeignKey("Definition", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="campaign_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.short_name.get("vi") or self.code

    @property
    def is_open(self) -> bool:
        return self.status in choices.OPEN

    @property
    def is_demo(self) -> bool:
        return self.demo_seed is not None

    @property
    def spares_names(self) -> bool:
        """Drawn figures make no real unit look weak or late; numbers in place of names need no sparing."""
        return self.is_demo and not settings.ANONYMOUS


class Definition(models.Model):
    """One version of the campaign file: insert-only; a score names the version it used."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="definitions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="definition_number_unique")]

    def __str__(self) -> str:
        return gettext("version %(number)s") % {"number": self.number}


class Confirmation(models.Model):
    """An inferred figure (points of a line, bands) confirmed by name and date before launch."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="confirmations")
    subject = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subject", "sha256"], name="confirmation_once_per_content")
        ]

    def __str__(self) -> str:
        return self.subject


class LifecycleAct(models.Model):
    """A move from one state to the next: who, when, why. Insert-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lifecycle_acts")
    from_status = models.CharField(max_length=20, choices=choices.Status)
    to_status = models.CharField(max_length=20, choices=choices.Status)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
