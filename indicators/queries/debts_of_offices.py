"""What providers, verifiers and managers owe in the campaigns that run, and what a plan lacks before its first day."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import Status
from campaigns.debts import Debt
from campaigns.models import Campaign
from campaigns.period_names import period_name
from campaigns.queries.visible import visible_to
from common.formats import moment_text
from indicators.models import Criterion
from indicators.queries.debts import called, open_campaigns
from indicators.queries.lines import CampaignLines
from indicators.queries.provision import Table, tables
from indicators.queries.queue import Count, counts
from indicators.queries.tracking import Board, tracking
from units.choices import Role

if TYPE_CHECKING:
    from units.acting import Acting

PROVIDING = frozenset({Role.PROVIDER, Role.HEAD})
MANAGING = frozenset({Role.MANAGER})


def owed_by_provider(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector: tables of ended periods that lack figures, and figures that units contest."""
    for lines, unit in open_campaigns(acting, PROVIDING):
        for table in tables(lines, unit.pk, today=today):
            if table.contested:
                yield _contested(lines, table)
            if not table.is_complete and table.period.last < today:
                yield _incomplete(lines, table)


def _incomplete(lines: CampaignLines, table: Table) -> Debt:
    missing = table.expected - table.given
    text = ngettext("%(n)s unit without a figure", "%(n)s units without a figure", missing) % {"n": missing}
    return Debt(
        due=table.due,
        title=_("Provide %(line)s, %(period)s") % _named(table),
        detail=f"{text} · {called(lines.campaign)}",
        url=reverse("provide_table", args=[lines.campaign.code, table.line.pk, table.period.code]),
        verb=_("Provide"),
        kind="provide",
    )


def _contested(lines: CampaignLines, table: Table) -> Debt:
    text = ngettext("%(n)s unit contests its figure", "%(n)s units contest their figure", table.contested)
    return Debt(
        due=table.due,
        title=_("Answer units on %(line)s, %(period)s") % _named(table),
        detail=f"{text % {'n': table.contested}} · {called(lines.campaign)}",
        url=reverse("provide_contested", args=[lines.campaign.code]),
        verb=_("Answer"),
        kind="contested",
    )


def _named(table: Table) -> dict[str, str]:
    line = table.line.title
    return {"line": line, "period": period_name(table.period.code)}


def owed_by_verifier(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector: the lines on which figures wait, due by the next day the plan names."""
    own = {held.unit_id for held in acting.memberships}
    for lines, unit in open_campaigns(acting, frozenset({Role.VERIFIER})):
        due = next_day(lines.campaign, today)
        for line, count in counts(lines, unit.pk, not_of=own).lines:
            yield _waiting(lines, line, count, due)


def _waiting(lines: CampaignLines, line: Criterion, count: Count, due: date) -> Debt:
    text = ngettext("%(n)s figure waits", "%(n)s figures wait", count.waiting) % {"n": count.waiting}
    since = _(", the oldest since %(moment)s") % {"moment": moment_text(count.oldest)} if count.oldest else ""
    return Debt(
        due=due,
        title=_("Appraise %(line)s") % {"line": line.title},
        detail=f"{text}{since} · {called(lines.campaign)}",
        url=reverse("queue_line", args=[lines.campaign.code, line.pk]),
        verb=_("Appraise"),
        kind="queue",
    )


def next_day(campaign: Campaign, today: date) -> date:
    """The next report day of the plan, else the last day of the campaign."""
    days = [phase.due or phase.end for phase in campaign.phases.all()]
    return min((day for day in days if day and day >= today), default=campaign.end)


def owed_by_manager(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector: drafts whose first day nears, and running campaigns in which units are behind."""
    if acting.unit is None or not MANAGING & acting.roles:
        return
    drafts = visible_to(acting).filter(status=Status.DRAFT, organiser_unit=acting.unit, is_practice=False)
    yield from (_unlaunched(campaign) for campaign in drafts.order_by("start", "code"))
    for lines, unit in open_campaigns(acting, MANAGING):
        if lines.campaign.organiser_unit_id == unit.pk:
            newest = tracking(lines, today=today)
            others = (tracking(lines, today=today, kind=kind) for kind in newest.kinds if kind != newest.kind)
            yield from (debt for board in (newest, *others) for debt in _behind(lines.campaign, board))


def _unlaunched(campaign: Campaign) -> Debt:
    return Debt(
        due=campaign.start,
        title=_("Finish and launch “%(campaign)s”") % {"campaign": called(campaign)},
        detail=_("The page lists what is still missing before the launch."),
        url=reverse("campaigns:progress", args=[campaign.code]),
        verb=_("Open"),
        kind="launch",
    )


def _behind(campaign: Campaign, board: Board) -> Iterator[Debt]:
    """Of one kind of period the newest that is past some line's day and that some unit has not reported."""
    for period in reversed(board.periods):
        late = [row.tracks[period.code] for row in board.of_period(period.code).late_rows]
        if late:
            yield Debt(
                due=min(track.due for track in late if track.due),
                title=_("Urge late units, %(period)s") % {"period": period_name(period.code)},
                detail=" · ".join(filter(None, [*_late_counts(board, len(late)), called(campaign)])),
                url=f"{reverse('urging', args=[campaign.code])}?kind={board.kind}&period={period.code}",
                verb=_("Urge"),
                kind="urge",
            )
            return


def _late_counts(board: Board, late: int) -> Iterator[str]:
    """Of the period named; beside it of all periods where that is another number."""
    yield ngettext("%(n)s unit has not submitted", "%(n)s units have not submitted", late) % {"n": late}
    everywhere = len(board.late_rows)
    if everywhere != late:
        text = ngettext("%(n)s unit with the periods before it", "%(n)s units with the periods before it", everywhere)
        yield text % {"n": everywhere}
