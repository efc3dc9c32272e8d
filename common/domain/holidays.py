"""Keeping the calendar: each change shifts deadlines, so each leaves an audit row."""

from datetime import date

from django.db import transaction

from common.actors import Actor
from common.domain.audit import record
from common.models import Holiday


@transaction.atomic
def save_holiday(*, holiday: Holiday, actor: Actor) -> Holiday:
    """Add or change a day; raises ``ValidationError`` when the day is taken or the row incomplete."""
    holiday.full_clean()
    old = Holiday.objects.filter(pk=holiday.pk).first()
    holiday.save()
    detail = {"old": old and _said(old), "new": _said(holiday)}
    record(actor=actor, verb="save_holiday", subject=("holiday", holiday.date.isoformat()), detail=detail)
    return holiday


@transaction.atomic
def remove_holiday(*, day: date, actor: Actor) -> None:
    """Make a day ordinary again."""
    holiday = Holiday.objects.get(date=day)
    holiday.delete()
    detail = {"old": _said(holiday)}
    record(actor=actor, verb="remove_holiday", subject=("holiday", day.isoformat()), detail=detail)


def _said(holiday: Holiday) -> dict[str, object]:
    names = ("date", "name", "is_working", "is_confirmed", "source")
    return {name: getattr(holiday, name) for name in names}
