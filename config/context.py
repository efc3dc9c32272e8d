"""What the frame of a page needs to know: one lazy object; what a template does not touch costs no query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from campaigns.choices import OPEN
from campaigns.models import Campaign
from campaigns.queries.visible import visible_to
from common import formats
from config import navigation
from config.navigation import NavItem, address
from units.models import Membership
from units.queries.naming import brief_name

TABS = 4


def page(request: HttpRequest) -> dict[str, "Page"]:
    """Context processor."""
    return {"page": Page(request)}


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class LinkGroup:
    label: str | Promise
    items: list[Link]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit and role the person could act in."""

    id: int
    unit_name: str
    role_label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Acting:
    membership: int
    unit_name: str
    role: str
    role_label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """``day`` of ``days`` counts from the first; 0 outside the campaign's dates."""

    short_name: str
    code: str
    url: str
    day: int
    days: int
    demo_seed: int | None


class Page:
    """Reads ``request.acting`` and ``request.campaign``; without them the frame is the public one."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def shared(self) -> bool:
        """Set by a view whose bytes serve several people: nothing personal, no token."""
        return getattr(self.request, "is_shared", False)

    @cached_property
    def user_name(self) -> str:
        user = None if self.shared else getattr(self.request, "user", None)
        return str(user) if user is not None and user.is_authenticated else ""

    @cached_property
    def acting(self) -> Acting | None:
        acting = getattr(self.request, "acting", None) if self.user_name else None
        if acting is None or acting.membership is None:
            return None
        held = acting.membership
        choices = [_choice(each, held) for each in acting.memberships]
        return Acting(held.pk, brief_name(acting.unit), acting.role, held.get_role_display(), choices)

    @property
    def messages(self) -> Iterable[Message]:
        """What the last act said to this person."""
        return () if self.shared else get_messages(self.request)

    @cached_property
    def campaign(self) -> CampaignLine | None:
        campaign = getattr(self.request, "campaign", None) or self._usual_campaign()
        return _campaign_line(campaign) if campaign else None

    def _usual_campaign(self) -> Campaign | None:
        """On a page outside any campaign the navigation leads into the one that runs, else the newest."""
        if not self.acting:
            return None
        known = visible_to(self.request.acting).filter(is_practice=False)
        unit = self.request.acting.unit
        own = Q(organiser_unit=unit) | Q(participations__unit=unit)
        order = [
            Case(When(status__in=OPEN, then=Value(0)), default=Value(1)),
            Case(When(own, then=Value(0)), default=Value(1)),
        ]
        return known.order_by(*order, "-start", "code").first()

    @cached_property
    def nav(self) -> list[LinkGroup]:
        shown = {group: self._links(group) for group in navigation.GROUPS}
        return [LinkGroup(navigation.GROUPS[group], links) for group, links in shown.items() if links]

    @property
    def tabs(self) -> list[Link]:
        return [link for group in self.nav for link in group.items][:TABS]

    @property
    def more(self) -> list[LinkGroup]:
        tabs = self.tabs
        rest = [LinkGroup(group.label, [link for link in group.items if link not in tabs]) for group in self.nav]
        return [group for group in rest if group.items]

    @cached_property
    def me(self) -> list[Link]:
        mine = [*navigation.ME, *(navigation.KEEPING if self.request.user.is_staff else ())]
        return [link for link in map(self._link, mine) if link.url]

    @cached_property
    def todo_count(self) -> int:
        return self._count("todo")

    @property
    def demo_text(self) -> str:
        """What a page with made-up figures bears; a page without a campaign says so by ``request.is_demo``."""
        if not (self.campaign and self.campaign.demo_seed):
            return _("Illustrative figures and scoring scale") if getattr(self.request, "is_demo", False) else ""
        text = _("Illustrative figures and scoring scale, drawn from the seed %(seed)s")
        text %= {"seed": self.campaign.demo_seed}
        if not getattr(self.request, "names_spared", False):
            return text
        return f"{text} · {_('numbers stand for the names of units')}"

    home_url = property(lambda self: address("home") or "/")
    sign_in_url = property(lambda self: address("sign_in"))
    sign_out_url = property(lambda self: address("sign_out"))
    act_url = property(lambda self: address("act_as"))

    def _links(self, group: str) -> list[Link]:
        wanted = (item for item in navigation.items_for(self._roles) if item.group == group)
        return [link for link in map(self._link, wanted) if link.url]

    def _link(self, item: NavItem) -> Link:
        url = item.url(self.campaign.code if self.campaign else None)
        return Link(item.label, url, bool(url) and url == self._current_url, self._count(item.counter))

    @property
    def _roles(self) -> frozenset[str]:
        return self.request.acting.roles if self.acting else frozenset()

    @cached_property
    def _current_url(self) -> str:
        """Of the line with the longest address that the present one begins with."""
        code, path = self.campaign.code if self.campaign else None, self.request.path
        items = navigation.items_for(self._roles)
        pairs = [(each, item.url(code)) for item in items for each in item.addresses(code)]
        here = [pair for pair in pairs if path.startswith(pair[0])]
        return max(here, key=lambda pair: len(pair[0]), default=("", ""))[1]

    def _count(self, counter: str) -> int:
        count = navigation.COUNTERS.get(counter)
        return count(self.request) if count and self.user_name else 0


def _choice(held: Membership, current: Membership) -> Choice:
    return Choice(held.pk, brief_name(held.unit), held.get_role_display(), held.pk == current.pk)


def _campaign_line(campaign: Campaign) -> CampaignLine:
    day, days = (formats.today() - campaign.start).days + 1, (campaign.end - campaign.start).days + 1
    return CampaignLine(
        short_name=formats.localised_text(campaign.short_name),
        code=campaign.code,
        url=address("campaign", campaign.code),
        day=day if 1 <= day <= days else 0,
        days=days,
        demo_seed=campaign.demo_seed,
    )
