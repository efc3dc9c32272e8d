from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common.actors import system_actor
from common.calendar import is_working_day
from common.domain.holidays import remove_holiday, save_holiday
from common.models import AuditRecord, Holiday

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 21)


def save(**fields):
    holiday = Holiday(**{"date": DAY, "name": "Nghỉ bão", "source": "12/CĐ-UBND", **fields})
    return save_holiday(holiday=holiday, actor=system_actor())


def test_a_saved_day_counts_and_leaves_a_record():
    save()
    assert not is_working_day(DAY)
    row = AuditRecord.objects.get()
    assert (row.verb, row.subject_key) == ("save_holiday", "2025-08-21")
    assert '"old":null' in row.detail


def test_a_changed_day_leaves_both_values():
    holiday = save()
    holiday.is_working = True
    save_holiday(holiday=holiday, actor=system_actor())
    assert '"is_working":false' in AuditRecord.objects.last().detail
    assert is_working_day(DAY)


def test_a_day_stands_once():
    save()
    with pytest.raises(ValidationError):
        save()
    assert AuditRecord.objects.count() == 1


def test_a_removed_day_is_ordinary_again():
    save()
    remove_holiday(day=DAY, actor=system_actor())
    assert is_working_day(DAY)
    assert AuditRecord.objects.last().verb == "remove_holiday"
