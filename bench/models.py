"""Where the ORM loop keeps what it finds, as such a program would."""

from django.db import models

from common.fields import ExactDecimalField
from indicators.models import Criterion
from units.models import Unit


class LinePoints(models.Model):
    """One unit's points of one line on one basis."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    basis = models.CharField(max_length=10)
    points = ExactDecimalField(null=True)

    class Meta:
        app_label = "bench"
        constraints = [models.UniqueConstraint(fields=["unit", "criterion", "basis"], name="bench_line_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.criterion_id}/{self.basis}"
