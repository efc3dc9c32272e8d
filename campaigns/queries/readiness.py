"""What is still missing before a campaign may move on. The answer disables the button, fills its reason and
fails the verb."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import Status
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from campaigns.queries.inference import unconfirmed
from campaigns.registry import missing_hooks
from common.formats import day_text, localised_text
from units.queries.naming import brief_name

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing missing. ``page`` is the url name (taking the campaign's code) where it is mended; an issue
    that does not block is worth a look only."""

    code: str
    text: str
    items: tuple[str, ...] = ()
    is_blocking: bool = True
    page: str = ""
    verb: str = ""

    @property
    def shown_items(self) -> str:
        """The first items in one line, and how many more there are."""
        more = len(self.items) - SHOWN
        rest = [ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}] if more > 0 else []
        return "; ".join([*self.items[:SHOWN], *rest])


def missing_for(campaign: Campaign, to: str, *, on: date) -> list[Issue]:
    """Everything that stands between the campaign and the state ``to`` on that day, blocking issues first."""
    steps = {Status.LAUNCHED: _before_launch, Status.RUNNING: _before_running, Status.CLOSED: _before_closing}
    own = steps[Status(to)](campaign, on) if to in steps else ()
    found = [*own, *(issue for hook in missing_hooks for issue in hook(campaign, to, on))]
    if campaign.is_practice:
        found = [replace(issue, is_blocking=issue.code == "no_participants") for issue in found]
    return sorted(found, key=lambda issue: not issue.is_blocking)


def blocking(issues: list[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.is_blocking]


def _before_launch(campaign: Campaign, on: date) -> Iterator[Issue]:
    document = document_of(campaign)
    yield from _inference(campaign)
    yield from _obligations(document)
    yield from _participants(campaign)
    yield from _blocks(campaign)
    if campaign.organiser_unit_id is None:
        yield Issue(
            "no_organiser",
            _("No organising unit is named: nobody manages the campaign or appraises what no department is named for."),
            is_blocking=False,
            page="campaigns:settings",
            verb=_("Name it"),
        )


def _inference(campaign: Campaign) -> Iterator[Issue]:
    open_ones = unconfirmed(campaign)
    if open_ones:
        yield Issue(
            "inference",
            ngettext(
                "%(count)d figure is a proposal that nobody has confirmed yet.",
                "%(count)d figures are proposals that nobody has confirmed yet.",
                len(open_ones),
            )
            % {"count": len(open_ones)},
            tuple(localised_text(each.label) for each in open_ones),
            page="campaigns:proposals",
            verb=_("Confirm"),
        )


def _obligations(document: Mapping[str, Any]) -> Iterator[Issue]:
    for missing, text in (("evidence", _("Tasks without a product.")), ("due", _("Tasks without a date."))):
        found = [each for each in document.get("obligations") or () if not each.get(missing)]
        if found:
            names = tuple(f"{each['code']} {localised_text(each['name'])}" for each in found)
            yield Issue(f"obligation_{missing}", text, names, page="workshop", verb=_("Complete"))


def _participants(campaign: Campaign) -> Iterator[Issue]:
    rows = campaign.participations.filter(is_active=True)
    count = rows.count()
    if not count:
        yield Issue("no_participants", _("No unit takes part yet."), page="campaigns:choose", verb=_("Choose units"))
    elif campaign.blocks.exists():
        outside = [brief_name(row.unit) for row in rows.filter(block__isnull=True).select_related("unit")]
        if outside:
            yield _to_arrange("no_block", _("Units in no cluster; they are not ranked in one."), *outside)
    elif count > 1:
        text = _("No cluster has been arranged: all %(count)d units will be ranked in one list.")
        yield _to_arrange("no_blocks", text % {"count": count})


def _to_arrange(code: str, text: str, *items: str) -> Issue:
    return Issue(code, text, items, is_blocking=False, page="campaigns:blocks", verb=_("Arrange clusters"))


def _blocks(campaign: Campaign) -> Iterator[Issue]:
    active = Count("participations", filter=Q(participations__is_active=True))
    empty = [block for block in campaign.blocks.annotate(units=active) if not block.units]
    if empty:
        names = tuple(localised_text(block.name) for block in empty)
        yield Issue(
            "empty_block", _("Clusters without units."), names, page="campaigns:blocks", verb=_("Arrange clusters")
        )


def _before_running(campaign: Campaign, on: date) -> Iterator[Issue]:
    if on < campaign.start:
        yield Issue(
            "not_started", _("The campaign begins on %(day)s; it opens by itself.") % {"day": day_text(campaign.start)}
        )


def _before_closing(campaign: Campaign, on: date) -> Iterator[Issue]:
    if on <= campaign.end:
        yield Issue(
            "not_ended", _("The campaign ends on %(day)s; it is closed after that.") % {"day": day_text(campaign.end)}
        )
