"""The calendar as a table, out and in."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from common.columns import Columns, RowCells, find_columns
from common.domain.holidays import save_holiday
from common.faults import Fault, Faults
from common.imports import RowFate, ThroughVerb, fate_of
from common.models import Holiday
from common.spreadsheets import read_table

YES, NO = ("1", "true", "yes", "có"), ("", "0", "false", "no", "không")


class HolidayResource(ThroughVerb, ModelResource):
    """One row a day; a day that is not in the table stays as it is."""

    columns = ("date", "name", "is_working", "is_confirmed", "source")

    class Meta:
        model = Holiday
        fields = export_order = ("date", "name", "is_working", "is_confirmed", "source")

    def __init__(self, acting: Any = None, **options: Any) -> None:
        super().__init__(**options)
        self.acting = acting

    def take(self, content: bytes, *, name: str, dry_run: bool) -> list[RowFate]:
        rows = _read(content, name)
        known = {day.date: day for day in Holiday.objects.filter(date__in=[day.date for _line, day in rows])}
        fates = [RowFate(line, _fate(day, known.get(day.date))) for line, day in rows]
        if not dry_run:
            changed = [day for (_line, day), fate in zip(rows, fates, strict=True) if fate.name != "skip"]
            self._write(changed, known)
        return fates

    @transaction.atomic
    def _write(self, changed: list[Holiday], known: dict[Any, Holiday]) -> None:
        for day in changed:
            kept = known.get(day.date, day)
            for column in self.columns:
                setattr(kept, column, getattr(day, column))
            save_holiday(holiday=kept, actor=self.acting.actor())


def _said(day: Holiday) -> tuple[object, ...]:
    return tuple(getattr(day, column) for column in HolidayResource.columns)


def _fate(day: Holiday, before: Holiday | None) -> str:
    return fate_of(before, lambda: before is not None and _said(before) == _said(day))


def _read(content: bytes, name: str) -> list[tuple[int, Holiday]]:
    table = read_table(content, name=name)
    columns = find_columns(table, known=HolidayResource.columns, required=("date", "name"), name=name)
    faults: list[Fault] = []
    rows = [(line, _day(RowCells(columns, line, cells, faults, name), columns)) for line, cells in table.rows]
    seen: set[object] = set()
    for line, day in rows:
        if day.date in seen:
            faults.append(Fault(_("This day stands twice in the table."), line, name, "date"))
        seen.add(day.date)
    if faults:
        raise Faults(faults)
    return rows


def _day(cells: RowCells, columns: Columns) -> Holiday:
    day = cells.day("date")
    if day is None and not cells.text("date"):
        cells.fault(_("The day is missing."), "date")
    return Holiday(
        date=day,
        name=cells.text("name", limit=200, required=True),
        is_working=_flag(cells, "is_working", otherwise=False),
        is_confirmed=_flag(cells, "is_confirmed", otherwise=True),
        source=cells.text("source", limit=300),
    )


def _flag(cells: RowCells, column: str, *, otherwise: bool) -> bool:
    text = cells.text(column).lower()
    if text not in YES + NO:
        message = _("“%(column)s” is 1 or 0; found was “%(text)s”.")
        cells.fault(message % {"column": column, "text": text[:60]}, column)
    return text in YES if text else otherwise
