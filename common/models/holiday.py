"""Days that are not what the weekday says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day off on a weekday, or a Saturday or Sunday worked in exchange, with the document that says so."""

    date = models.DateField(_("date"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_working = models.BooleanField(_("make-up working day"), default=False)
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.name}"
