"""Who leads a cluster (cụm trưởng, khối trưởng) and who is deputy: a unit each, in turn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.choices import BlockPost
from units.models import Unit

from .campaign import Campaign


class BlockOffice(models.Model):
    """A unit leads a cluster, or is its deputy, from a day on, by a document. Insert-only: of those that have begun
    the newest counts, until its own last day if it has one.

    A cluster is named by its code: its row goes when the plan no longer has it, who led it is remembered."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="block_offices")
    block_code = models.CharField(max_length=60)
    post = models.CharField(max_length=10, choices=BlockPost)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="block_office_days_in_order"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="block_office_rests_on_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.block_code} {self.post}: {self.unit_id}"
