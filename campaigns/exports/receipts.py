"""The register of a document's receipts as a workbook."""

import io
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.exports.registers import register_book
from campaigns.models import CampaignDocument
from campaigns.queries.receipts import Standing
from common.exports import Column
from common.marks import MARKS
from units.queries.naming import unit_name

COLUMNS = (
    Column("unit", _("Unit"), lambda row: unit_name(row.unit), width=38),
    Column("state", _("State"), lambda row: str(MARKS[row.mark].word), width=16),
    Column("confirmed_at", _("Confirmed"), lambda row: _local(row), "datetime", width=18),
    Column("person", _("Person in charge"), lambda row: row.person.name if row.person else "", width=26),
    Column("post", pgettext_lazy("form", "Post"), lambda row: row.person.post if row.person else "", width=20),
    Column("phone", _("Telephone"), lambda row: row.person.phone if row.person else "", width=16),
)


def _local(row: Standing) -> datetime | None:
    return localtime(row.confirmed_at) if row.confirmed_at else None


def receipts_book(document: CampaignDocument, rows: list[Standing], *, by: str) -> io.BytesIO:
    return register_book(document.campaign, str(document), COLUMNS, rows, by=by)
