"""A unit: one code during one validity. The statistics office re-uses codes, so a code alone is no identity."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from units.choices import UnitKind


class Unit(models.Model):
    """An authority, agency, commune … as it was between two dates (both included, empty is unbounded)."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    short_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40, choices=UnitKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    area_km2 = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    # SQLite has no Vietnamese collation: the order and the search read keys made by common.vietnamese.
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.TextField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_from_unique"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from__isnull=True), name="unit_code_unbounded_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_validity_in_order",
            ),
        ]
        indexes = [models.Index(fields=["sort_key"], name="unit_sort_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def brief_name(self) -> str:
        return self.short_name or self.display_name

    @property
    def reference(self) -> str:
        """``CODE@DATE``: the natural key, stable across installations."""
        return f"{self.code}@{self.valid_from.isoformat() if self.valid_from else ''}"

    def is_valid_on(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)
