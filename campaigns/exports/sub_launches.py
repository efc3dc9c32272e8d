"""The register of launches on to sub-units as a workbook: counts alone."""

import io
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.exports.registers import register_book
from campaigns.models import Campaign
from campaigns.period_names import period_name
from campaigns.periods import Period
from campaigns.queries.sub_launches import Standing
from common.exports import Column
from common.marks import MARKS
from common.spreadsheets import Cell
from units.queries.naming import unit_name


def _number(name: str) -> Callable[[Standing], Cell]:
    return lambda row: getattr(row.count, name) if row.count else None


COLUMNS = (
    Column("unit", gettext_lazy("Unit"), lambda row: unit_name(row.unit), width=38),
    Column(
        "launched_on", pgettext_lazy("sub-launch", "Launched on"), lambda row: row.launch.launched_on, "date", width=14
    ),
    Column("paper", pgettext_lazy("campaign", "Document"), lambda row: row.launch.paper, width=18),
    Column("state", gettext_lazy("State"), lambda row: str(MARKS[row.mark].word), width=14),
    Column("taking_part", gettext_lazy("Sub-units taking part"), _number("taking_part"), "number", 0, 14),
    Column("registered", gettext_lazy("have registered"), _number("registered"), "number", 0, 14),
    Column("reported", gettext_lazy("have reported"), _number("reported"), "number", 0, 14),
    Column("good", gettext_lazy("good results"), _number("good"), "number", 0, 14),
)


def sub_launches_book(campaign: Campaign, rows: list[Standing], period: Period, *, by: str) -> io.BytesIO:
    title = _("Launched on to sub-units: %(period)s") % {"period": period_name(period.code)}
    return register_book(campaign, title, COLUMNS, rows, by=by)
