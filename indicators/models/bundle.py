"""Documents made in the background: asked for once, made in slices, kept until somebody fetches them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from indicators import choices
from units.models import Unit

from .report import Outline


class Bundle(models.Model):
    """One file that is made part by part. ``done`` of ``total`` parts lie in its folder; whoever works on it says
    so by ``claimed_at``, and a claim that is too old is nobody's."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="bundles")
    kind = models.CharField(max_length=20, choices=choices.BundleKind)
    outline = models.ForeignKey(Outline, models.CASCADE, null=True, related_name="bundles")
    state = models.CharField(max_length=10, choices=choices.BundleState, default=choices.BundleState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "outline"],
                condition=Q(state__in=choices.UNFINISHED),
                name="bundle_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(state__in=choices.UNFINISHED, outline=None),
                name="bundle_of_campaign_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done}/{self.total}"

    @property
    def is_finished(self) -> bool:
        return self.state == choices.BundleState.FINISHED

    @property
    def is_under_way(self) -> bool:
        return self.state in choices.UNFINISHED
