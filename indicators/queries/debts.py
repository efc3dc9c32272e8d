"""What a unit owes in its campaigns: figures to enter, to submit, to mend, and provided ones to check."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.choices import OPEN
from campaigns.debts import Debt
from campaigns.models import Campaign
from campaigns.period_names import period_name
from campaigns.queries.visible import visible_to
from common.formats import localised_text
from indicators.choices import CellState
from indicators.queries.dues import Dues, dues_of
from indicators.queries.lines import CampaignLines
from indicators.queries.progress import own_lines, reasons
from indicators.queries.provision import ToCheck, to_check
from indicators.queries.submitting import Figure, Offer, offers
from units.choices import Role
from units.models import Unit
from units.queries.naming import brief_name

if TYPE_CHECKING:
    from units.acting import Acting

ENTERING = frozenset({Role.REPORTER, Role.HEAD})
LONGEST_REASON = 160


def owed_by_unit(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector of those who enter a unit's own figures."""
    for lines, unit in open_campaigns(acting, ENTERING):
        row = lines.row_of(unit.pk)
        if row is None or not row.is_active:
            continue
        every = {period.code for line in own_lines(lines, unit) for period in lines.periods(line)}
        found = offers(lines, unit, today=today, wanted=every)
        yield from _returned(lines, found)
        is_head = Role.HEAD in acting.roles
        yield from (debt for offer in found for debt in _period(lines, offer, is_head=is_head))
        yield from _to_check(lines, to_check(lines, unit))


def open_campaigns(acting: "Acting", roles: frozenset[str]) -> Iterator[tuple[CampaignLines, Unit]]:
    """The running campaigns a person with one of these roles works in; practice counts nowhere but in itself."""
    if acting.unit is None or not roles & acting.roles:
        return
    running = visible_to(acting).filter(status__in=OPEN, is_practice=False).select_related("organiser_unit")
    for campaign in running.order_by("start", "code"):
        yield CampaignLines(campaign), acting.unit


def next_days(acting: "Acting", today: date) -> Iterator[tuple[date, str]]:
    """The report days of the plans that run, each with the phase's name."""
    running = visible_to(acting).filter(status__in=OPEN, is_practice=False) if acting.unit else ()
    for campaign in running:
        for phase in campaign.phases.all():
            day = phase.due or phase.end
            if day is not None and day >= today:
                yield day, f"{localised_text(phase.name)} – {called(campaign)}"


def called(campaign: Campaign) -> str:
    return localised_text(campaign.short_name)


def _returned(lines: CampaignLines, found: Iterable[Offer]) -> Iterator[Debt]:
    figures = [(offer, figure) for offer in found for figure in offer.returned]
    asked = reasons([figure.cell.latest_id for _offer, figure in figures])
    for offer, figure in figures:
        reason = Truncator(asked.get(figure.cell.latest_id or 0, "")).chars(LONGEST_REASON)
        yield Debt(
            due=lines.due(figure.line, offer.period),
            title=_("%(line)s, %(period)s") % {"line": _line(figure), "period": offer.name},
            detail=_("The verifier asks for more: “%(reason)s”") % {"reason": reason},
            url=_cell_url(lines, figure.line.pk, offer),
            verb=pgettext("duty", "Add"),
            kind=CellState.RETURNED,
        )


def _period(lines: CampaignLines, offer: Offer, *, is_head: bool) -> Iterator[Debt]:
    """What is missing, and what is entered and has yet to be submitted."""
    missing = dues_of(lines.due(line, offer.period) for line in offer.missing)
    drafts = dues_of(lines.due(figure.line, offer.period) for figure in offer.drafts)
    if missing:
        yield _to_enter(lines, offer, missing)
    if drafts:
        yield _to_submit(lines, offer, drafts, is_head=is_head)


def _to_enter(lines: CampaignLines, offer: Offer, dues: Dues) -> Debt:
    first = next(line for line in offer.missing if lines.due(line, offer.period) == dues.first)
    return Debt(
        due=dues.first,
        title=_("Enter figures, %(period)s") % {"period": offer.name},
        detail=_detail(lines, _missing_text(offer), dues),
        url=_cell_url(lines, first.pk, offer),
        verb=_("Enter"),
        kind=CellState.EMPTY,
    )


def _to_submit(lines: CampaignLines, offer: Offer, dues: Dues, *, is_head: bool) -> Debt:
    """The head reads who reported the figures as complete, those who enter that the head knows."""
    count = len(offer.drafts)
    text = ngettext("%(n)s figure entered, not yet submitted", "%(n)s figures entered, not yet submitted", count)
    title = _("Submit figures, %(period)s") % {"period": offer.name}
    parts = [text % {"n": count}]
    if offer.announced and is_head:
        words = {"person": str(offer.announced.made_by), "period": offer.name}
        title = _("%(person)s reports that %(period)s is entered and waits for you to submit") % words
    elif offer.announced:
        parts.append(_("the head has been told"))
    return Debt(
        due=dues.first,
        title=title,
        detail=_detail(lines, ", ".join(parts), dues),
        url=f"{reverse('grid_submit', args=[lines.campaign.code])}?period={offer.period.code}",
        verb=_("Submit"),
        kind=CellState.DRAFT,
    )


def _missing_text(offer: Offer) -> str:
    count = len(offer.missing)
    text = ngettext("%(n)s criterion without a figure", "%(n)s criteria without a figure", count) % {"n": count}
    return f"{text} ({', '.join(line.number for line in offer.missing[:8])})"


def _detail(lines: CampaignLines, text: str, dues: Dues) -> str:
    """What is owed, which of it may take longer, in which campaign."""
    return " · ".join(filter(None, [text, dues.later_text, called(lines.campaign)]))


def _cell_url(lines: CampaignLines, line_id: int, offer: Offer) -> str:
    address = reverse("grid", args=[lines.campaign.code])
    return f"{address}?period={offer.period.code}#c{line_id}-{offer.period.code}"


def _line(figure: Figure) -> str:
    return figure.line.title


def _to_check(lines: CampaignLines, found: Iterable[ToCheck]) -> Iterator[Debt]:
    """One row a department and day: figures that count from another day are another duty."""
    together: dict[tuple[int | None, date | None], list[ToCheck]] = {}
    for one in found:
        if not one.is_contested and not one.is_seen:
            together.setdefault((one.line.provided_by_id, one.entry.counts_from), []).append(one)
    for some in together.values():
        giver = some[0].line.provided_by
        yield Debt(
            due=min(one.entry.counts_from or lines.campaign.end for one in some),
            title=_("Check figures provided by %(unit)s") % {"unit": brief_name(giver) if giver else ""},
            detail=_checked_text(some),
            url=reverse("provided_figures", args=[lines.campaign.code]),
            verb=_("View"),
            kind=CellState.PROVIDED,
        )


def _checked_text(some: list[ToCheck]) -> str:
    named = ", ".join(f"{one.line.number} {period_name(one.period.code)}" for one in some[:4])
    more = " …" if len(some) > 4 else ""
    return _("%(lines)s. Without objection they count from that day on.") % {"lines": named + more}
