"""Which units take part, in which cluster or block, and the dated acts that changed it."""

from django.conf import settings
from django.db import models

from campaigns.choices import ActKind
from common.formats import day_text
from units.models import Unit

from .campaign import Campaign


class Block(models.Model):
    """A cluster (cụm, of localities) or block (khối, of agencies) inside which units are ranked."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="blocks")
    code = models.CharField(max_length=60)
    name = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="block_code_unique")]

    def __str__(self) -> str:
        return self.name.get("vi", self.code)


class Participation(models.Model):
    """A unit in a campaign. ``is_active`` and ``note`` follow from its acts; only the enrolment verbs write."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    block = models.ForeignKey(Block, models.SET_NULL, null=True, blank=True, related_name="participations")
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    # Why an inactive participant is listed without rank, in both languages.
    note = models.JSONField(null=True, blank=True)
    is_unlocked = models.BooleanField(default=False)
    # Rule 7: lines of a unit that manages or leads the appraisal are verified by another named unit.
    alternate_verifier = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="participation_unique")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.campaign}"


class ParticipationAct(models.Model):
    """Enrolled, withdrawn, excluded, moved …: dated, with reason and decision number. Insert-only."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=20, choices=ActKind)
    effective = models.DateField()
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {day_text(self.effective)}"


class Flag(models.Model):
    """A knock-out condition (điều kiện không xét) on a participant, resting on a numbered document, never on
    hearsay; lifted by a further row. It caps the band or bars from awards and changes no points. Insert-only."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="flags")
    code = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    effective = models.DateField()
    lifts = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="lifted_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(document=""), name="flag_rests_on_a_document")]

    def __str__(self) -> str:
        return f"{self.participation_id}: {self.code}"
