"""Who follows whom: dated rows; nothing reported before is rewritten by them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import ExactDecimalField
from common.formats import day_text

from .unit import Unit


class Extent(models.TextChoices):
    WHOLE = "whole", _("whole")
    PART = "part", _("part")


class Succession(models.Model):
    """``new`` takes over ``old`` (or a part of it) on ``effective``; no ``old`` is a creation without predecessor."""

    old = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="successions_from")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="successions_to")
    effective = models.DateField()
    extent = models.CharField(max_length=10, choices=Extent, default=Extent.WHOLE)
    is_default = models.BooleanField(default=False)
    share = ExactDecimalField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "effective"], name="succession_unique"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="succession_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old or '—'} → {self.new} ({day_text(self.effective)})"
