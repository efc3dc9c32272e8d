"""The register of works as a workbook: one row a work, under its cluster."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.exports.registers import register_book
from campaigns.models import Campaign, Participation
from campaigns.queries.works import Standing, Tracked
from common.exports import Column
from common.marks import MARKS
from units.queries.naming import unit_name


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One work of one unit."""

    participation: Participation
    work: Tracked


COLUMNS = (
    Column("unit", gettext_lazy("Unit"), lambda row: unit_name(row.participation.unit), width=32),
    Column("work", gettext_lazy("Work"), lambda row: row.work.terms.name, width=40),
    Column("product", gettext_lazy("Product when it is done"), lambda row: row.work.terms.product, width=36),
    Column("starts_on", pgettext_lazy("work", "Begins on"), lambda row: row.work.terms.starts_on, "date", width=12),
    Column("finish_on", pgettext_lazy("work", "Finished by"), lambda row: row.work.terms.finish_on, "date", width=12),
    Column("cost", gettext_lazy("Cost and source"), lambda row: row.work.terms.cost, width=22),
    Column("plaque", gettext_lazy("With a plaque"), lambda row: row.work.terms.has_plaque, "yes_no", width=10),
    Column("state", gettext_lazy("State"), lambda row: str(MARKS[row.work.mark].word), width=18),
    Column(
        "finished_on", pgettext_lazy("work", "Finished on"), lambda row: row.work.work.finished_on, "date", width=12
    ),
)


def works_book(campaign: Campaign, rows: list[Standing], *, by: str) -> io.BytesIO:
    works = [WorkRow(row.participation, work) for row in rows for work in row.works]
    return register_book(campaign, _("Register of works"), COLUMNS, works, by=by)
