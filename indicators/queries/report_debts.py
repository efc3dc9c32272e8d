"""Reports among people's duties: a unit's own to write and submit, the organiser's that have not come."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.choices import REPORTING
from campaigns.debts import Debt
from campaigns.queries.visible import visible_to
from indicators.models import Outline, ReportReturn
from indicators.queries.debts import ENTERING, LONGEST_REASON, called
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import Register, Standing, registers, returns_of
from units.choices import Role
from units.models import Unit

if TYPE_CHECKING:
    from units.acting import Acting

# A report is written when its days have begun, or its due day is near.
AHEAD = timedelta(days=30)


def reports_owed(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who write a unit's reports: not submitted yet, or more was asked for."""
    for lines, unit, outlines in _asked(acting, ENTERING):
        begun = [outline for outline in outlines if min(outline.first, outline.due - AHEAD) <= today]
        rows = [row for register in registers(lines, begun, today=today, only=unit) for row in register.rows]
        asked = returns_of([row.report for row in rows if row.report])
        for row in rows:
            if row.is_returned or not row.is_received:
                yield _owed(lines, row, asked.get(row.report.pk) if row.report else None)


def _owed(lines: CampaignLines, row: Standing, asked: ReportReturn | None) -> Debt:
    submits = row.is_drafted
    return Debt(
        due=row.due,
        title=_("Submit “%(report)s”") % {"report": row.outline.name},
        detail=f"{_detail(row, asked)} · {called(lines.campaign)}",
        url=reverse("report_write", args=[lines.campaign.code, row.outline.pk]),
        verb=pgettext("duty", "Go on writing") if submits else pgettext("duty", "Write"),
        kind="report",
    )


def _detail(row: Standing, asked: ReportReturn | None) -> str:
    if asked is not None:
        return _("The organiser asks for more: “%(reason)s”") % {
            "reason": Truncator(asked.reason).chars(LONGEST_REASON)
        }
    return _("Being written; not submitted yet.") if row.is_drafted else str(row.outline.get_kind_display())


def reports_to_urge(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of the organiser's managers: reports past their day that units have not submitted."""
    for lines, unit, outlines in _asked(acting, frozenset({Role.MANAGER})):
        if lines.campaign.organiser_unit_id != unit.pk:
            continue
        past = [outline for outline in outlines if outline.due < today]
        yield from (_missing(lines, register) for register in registers(lines, past, today=today) if register.missing)


def _missing(lines: CampaignLines, register: Register) -> Debt:
    count = len(register.missing)
    text = ngettext("%(n)s unit has not submitted", "%(n)s units have not submitted", count) % {"n": count}
    return Debt(
        due=register.outline.due,
        title=_("Urge for “%(report)s”") % {"report": register.outline.name},
        detail=f"{text} · {called(lines.campaign)}",
        url=reverse("report_register", args=[lines.campaign.code, register.outline.pk]) + "?show=missing",
        verb=_("View"),
        kind="urge_report",
    )


def _asked(acting: "Acting", roles: frozenset[str]) -> Iterator[tuple[CampaignLines, Unit, list[Outline]]]:
    """Campaigns that ask for reports and in which they are still taken; those without cost one question together."""
    if acting.unit is None or not roles & acting.roles:
        return
    taken = visible_to(acting).filter(status__in=REPORTING, is_practice=False, outlines__isnull=False)
    for campaign in taken.select_related("organiser_unit").prefetch_related("outlines").distinct().order_by("start"):
        yield CampaignLines(campaign), acting.unit, list(campaign.outlines.all())
