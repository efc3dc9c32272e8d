"""Days that are not what the weekday says."""

from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import pgettext_lazy

from common.formats import day_text


class Holiday(models.Model):
    """A day off on a weekday, or a Saturday or Sunday worked in exchange, with the document that says so."""

    date = models.DateField(pgettext_lazy("calendar", "date"), unique=True)
    name = models.CharField(pgettext_lazy("calendar", "name"), max_length=200)
    is_working = models.BooleanField(pgettext_lazy("calendar", "make-up working day"), default=False)
    is_confirmed = models.BooleanField(pgettext_lazy("calendar", "confirmed"), default=True)
    source = models.CharField(pgettext_lazy("calendar", "source"), max_length=300, blank=True)

    # How many changes this process has committed; whoever keeps rows in memory compares it.
    changes = 0

    class Meta:
        ordering = ["date"]
        verbose_name = pgettext_lazy("calendar", "holiday")
        verbose_name_plural = pgettext_lazy("calendar", "holidays")

    def __str__(self) -> str:
        return f"{day_text(self.date)} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        transaction.on_commit(_count_change)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        transaction.on_commit(_count_change)
        return super().delete(*args, **kwargs)


def _count_change() -> None:
    Holiday.changes += 1


def has_pending_changes() -> bool:
    """Whether the open transaction wrote holidays. A rollback removes the mark with everything else."""
    return any(callback is _count_change for _ids, callback, _robust in connection.run_on_commit)
