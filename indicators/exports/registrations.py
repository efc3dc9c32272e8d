"""The register of registrations as a workbook."""

import io
from collections.abc import Callable, Mapping

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.exports.registers import register_book
from campaigns.models import Campaign
from campaigns.queries.registrations import Standing
from common.exports import Column
from common.marks import MARKS
from common.spreadsheets import Cell
from indicators.queries.pledges import Counts
from units.queries.naming import unit_name


def registrations_book(
    campaign: Campaign, rows: list[Standing], counts: Mapping[int, Counts], *, by: str
) -> io.BytesIO:
    def number(name: str) -> Callable[[Standing], Cell]:
        return lambda row: getattr(counts.get(row.unit.pk, Counts()), name) if row.filed else None

    columns = [
        Column("unit", gettext_lazy("Unit"), lambda row: unit_name(row.unit), width=36),
        Column("state", gettext_lazy("State"), _state, width=18),
        Column("first_filed_at", gettext_lazy("Received"), _received, "datetime", width=17),
        Column(
            "version", gettext_lazy("Version"), lambda row: row.filed.number if row.filed else None, "number", 0, 10
        ),
        Column("targets", gettext_lazy("Targets"), number("targets"), "number", 0, 10),
        Column("works", gettext_lazy("Works"), number("works"), "number", 0, 10),
        Column("plaques", gettext_lazy("With a plaque"), number("plaques"), "number", 0, 10),
        Column("models", gettext_lazy("Models"), number("models"), "number", 0, 10),
        Column("titles", pgettext_lazy("registration", "Titles"), number("titles"), "number", 0, 12),
    ]
    return register_book(campaign, _("Register of registrations"), columns, rows, by=by)


def _state(row: Standing) -> str:
    late = f" · {MARKS['received_late'].word}" if row.filed and row.is_late and row.mark != "received_late" else ""
    return f"{MARKS[row.mark].word}{late}"


def _received(row: Standing) -> Cell:
    first = row.registration.first_filed_at if row.registration else None
    return localtime(first) if first else None
