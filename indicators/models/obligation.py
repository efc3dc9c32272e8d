"""What became of a unit's obligations: met with evidence, confirmed, waived."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models import Campaign
from common.models import StoredFile
from indicators import choices
from units.models import Unit


class ObligationAct(models.Model):
    """One act on an obligation of the campaign file (``code``) by or about one unit. Insert-only: the newest says
    where it stands; none: it is open."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="obligation_acts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=choices.ObligationActKind)
    note = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["campaign", "unit", "code", "-id"], name="obligation_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="met") | Q(file__isnull=False) | ~Q(document=""), name="obligation_met_with_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(kind="waived") | (~Q(note="") & ~Q(document="")), name="obligation_waived_by_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.code} {self.kind}"
