"""How rows of works, models and titles stand on the page: one input a field, with what is wrong about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import RegisteredKind
from campaigns.domain.registered import LONGEST
from indicators.forms.registration import Row

# Further blank rows, so that a page without script has room.
BLANK = 2


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: str | Promise
    kind: str = "text"
    css: str = ""


WORK = (
    Column("name", pgettext_lazy("work", "Name of the work")),
    Column("product", _("Product when it is done")),
    Column("starts_on", pgettext_lazy("work", "Begins on"), "date", "third"),
    Column("finish_on", pgettext_lazy("work", "Finished by"), "date", "third"),
    Column("cost", _("Cost and source"), "text", "third"),
)
MODEL = (Column("name", _("Name of the model")), Column("detail", _("Content, scope")))
TITLE = (Column("name", _("Title or commendation")), Column("detail", _("For whom, how many")))
COLUMNS = {"works": WORK, str(RegisteredKind.MODEL): MODEL, str(RegisteredKind.TITLE): TITLE}


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name and id, what stands in it, what is wrong."""

    id: str
    column: Column
    value: str
    error: str
    limit: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: its number for people, its inputs, and of a work what is kept of it."""

    number: int
    prefix: str
    inputs: list[Input]
    work: str = ""
    has_plaque: str = ""


def shown_rows(prefix: str, rows: Sequence[Row]) -> list[Shown]:
    """The rows with some blank ones behind."""
    first = max((row.place for row in rows), default=-1) + 1
    blank = [Row(first + number, {}) for number in range(BLANK)]
    return [_shown(prefix, number, row) for number, row in enumerate([*rows, *blank], 1)]


def _shown(prefix: str, number: int, row: Row) -> Shown:
    here = f"{prefix}-{row.place}"
    inputs = [
        Input(
            f"{here}-{column.name}",
            column,
            row.values.get(column.name, ""),
            row.errors.get(column.name, ""),
            LONGEST.get(column.name, 0),
        )
        for column in COLUMNS[prefix]
    ]
    return Shown(number, here, inputs, row.values.get("work", ""), row.values.get("has_plaque", ""))
