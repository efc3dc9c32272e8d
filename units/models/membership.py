"""Who acts for which unit, in which role, from when to when; and who may sign for its head."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.choices import Role

from .unit import Unit


class Membership(models.Model):
    """A person holds a role in a unit during dates (both included, empty is unbounded)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role", "valid_from"], name="membership_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class Authorisation(models.Model):
    """The head lets a person submit for the unit during dates, by a numbered document shown on every act."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="authorisations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="authorisations")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="authorisation_dates_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.document_number} · {self.person}"
