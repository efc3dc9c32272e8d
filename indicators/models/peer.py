"""Cross-scoring (chấm chéo) inside a cluster: shown beside self-scored and appraised points, never mixed into them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.models import Campaign
from common.fields import ExactDecimalField
from units.models import Unit

from .criterion import Criterion


class PeerRound(models.Model):
    """One cross-scoring of a cluster: how many others each member scores, and from when to when."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="peer_rounds")
    block_code = models.CharField(max_length=60)
    each = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "block_code"], name="peer_round_once_a_cluster"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="peer_round_days_in_order"),
            models.CheckConstraint(condition=Q(each__gte=1), name="peer_round_scores_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.block_code}"


class PeerSheet(models.Model):
    """One member scores another. Its row is the lock under which points are written; ``sent_at``: they are final."""

    round = models.ForeignKey(PeerRound, models.CASCADE, related_name="sheets")
    scorer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    target = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "scorer", "target"], name="peer_sheet_unique"),
            models.CheckConstraint(condition=~Q(scorer=F("target")), name="peer_sheet_not_of_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.scorer_id} → {self.target_id}"


class PeerMark(models.Model):
    """Points a member gives another on one line, with a remark; the newest counts. Insert-only."""

    sheet = models.ForeignKey(PeerSheet, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = ExactDecimalField(null=True)
    remark = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "criterion", "-id"], name="peer_mark_newest")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.criterion_id}: {self.points}"
