"""A unit's own targets for lines, as one version of its registration says them."""

from django.db import models

from campaigns.models import RegistrationVersion
from common.fields import ExactDecimalField

from .criterion import Criterion


class RegisteredTarget(models.Model):
    """What the unit undertakes to reach on a line; never below what the campaign asks."""

    version = models.ForeignKey(RegistrationVersion, models.CASCADE, related_name="targets")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = ExactDecimalField()

    class Meta:
        ordering = ["criterion__position"]
        constraints = [models.UniqueConstraint(fields=["version", "criterion"], name="registered_target_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
