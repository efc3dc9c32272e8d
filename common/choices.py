"""Choices more than one app speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Which entries count: what the unit submitted, or what was appraised (the official one)."""

    REPORTED = "reported", _("Self-scored")
    VERIFIED = "verified", _("Appraised")
