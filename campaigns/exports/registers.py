"""Registers of all units as workbooks: one declaration of columns, the units under their clusters, to be signed."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.queries.grouping import by_block
from common.exports import Column, headings
from common.formats import localised_text, moment_text
from common.spreadsheets import Group, Signature, SignedTable, write_workbook


def register_book(
    campaign: Campaign, title: str, columns: Sequence[Column], rows: Iterable[Any], *, by: str
) -> io.BytesIO:
    """The rows (each with its ``participation``) under their cluster, numbered through."""
    table = SignedTable(
        name=title[:31],
        issuer=[localised_text(campaign.organiser)],
        title=[title, localised_text(campaign.name)],
        headings=headings([NUMBER, *columns], get_language() or "vi"),
        groups=_groups(columns, rows),
        signatures=[Signature(_("Prepared by").upper()), Signature(_("Head of the unit").upper())],
        place_and_date=_("……, date …… month …… year ……"),
        notices=[_as_of(), *_demo(campaign)],
        frozen_columns=2,
    )
    content = io.BytesIO()
    write_workbook(content, [table], title=title, author=by)
    content.seek(0)
    return content


NUMBER = Column("number", gettext_lazy("No."), lambda row: None, "number", 0, 6)


def _groups(columns: Sequence[Column], rows: Iterable[Any]) -> list[Group]:
    found, number = [], 0
    for block, part in by_block(rows):
        cells = []
        for row in part:
            number += 1
            cells.append([number, *(column.cell(row) for column in columns)])
        found.append(Group(localised_text(block.name) if block else _("Without a cluster"), cells))
    return found


def _as_of() -> str:
    return _("As of %(time)s") % {"time": moment_text(now())}


def _demo(campaign: Campaign) -> list[str]:
    return [_("Illustrative figures and scoring scale")] if campaign.is_demo else []
