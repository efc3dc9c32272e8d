"""What stands in the navigation: one list, read top to bottom. A new page adds its line here, nothing else.

``url_name`` is resolved without arguments, or with the campaign's code when ``needs_campaign``; an item
shows only to the ``roles`` named (none: everybody who signed in). ``counter`` names a function in
``COUNTERS`` whose number stands beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from config.pages.todo import count_debts
from units.choices import Role

ENTERING = frozenset({Role.REPORTER, Role.HEAD})
WATCHING = frozenset({Role.MANAGER, Role.LEADER})
COUNCIL = frozenset({Role.SECRETARY, Role.COUNCIL, Role.CHAIR})


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the navigation."""

    label: str | Promise
    url_name: str
    roles: frozenset[str] = field(default_factory=frozenset)
    needs_campaign: bool = False
    group: str = "main"
    counter: str = ""
    # Pages of a campaign that are reached from this line though their address is another.
    also: tuple[str, ...] = ()

    def addresses(self, campaign_code: str | None) -> list[str]:
        """Where this line is the present one."""
        others = (address(name, campaign_code) for name in self.also if campaign_code)
        return [url for url in (self.url(campaign_code), *others) if url]

    def url(self, campaign_code: str | None) -> str:
        """Empty where the page does not exist here: no campaign at hand, or its app is not installed."""
        if self.needs_campaign and not campaign_code:
            return ""
        return address(self.url_name, *([campaign_code] if self.needs_campaign else []))


# The first group has no heading and fills the bar at the bottom of a phone.
GROUPS: dict[str, str | Promise] = {
    "main": "",
    "follow": pgettext_lazy("nav", "Follow"),
    "campaign": pgettext_lazy("nav", "Emulation drive"),
    "unit": pgettext_lazy("nav", "Unit"),
    "system": pgettext_lazy("nav", "System"),
}

ITEMS: list[NavItem] = [
    NavItem(pgettext_lazy("nav", "To do"), "todo", counter="todo", also=("provided_figures",)),
    NavItem(pgettext_lazy("nav", "Enter figures"), "grid", ENTERING, needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Self-scoring sheet"), "own_sheet", ENTERING, needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Provide figures"), "provide", frozenset({Role.PROVIDER}), needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Appraise"), "queue", frozenset({Role.VERIFIER, Role.MANAGER}), needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Reporting progress"), "tracking", WATCHING, needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Reports"), "reports", ENTERING | WATCHING, needs_campaign=True, also=("bundles",)),
    NavItem(pgettext_lazy("nav", "Summary board"), "board", needs_campaign=True, group="follow"),
    NavItem(pgettext_lazy("nav", "Progress against requirement"), "pace", needs_campaign=True, group="follow"),
    NavItem(
        pgettext_lazy("nav", "Cluster meetings"),
        "clusters",
        ENTERING | WATCHING | COUNCIL | {Role.CLUSTER_LEAD},
        needs_campaign=True,
        group="follow",
    ),
    NavItem(pgettext_lazy("nav", "Registration"), "registration", ENTERING, needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Works"), "campaigns:works", ENTERING, needs_campaign=True),
    NavItem(
        pgettext_lazy("nav", "Registrations"),
        "registration_register",
        WATCHING,
        needs_campaign=True,
        also=("registration",),
    ),
    NavItem(pgettext_lazy("nav", "Works of the units"), "campaigns:works_register", WATCHING, needs_campaign=True),
    NavItem(pgettext_lazy("nav", "Campaign"), "campaign", needs_campaign=True, group="campaign"),
    NavItem(
        pgettext_lazy("nav", "Documents"),
        "campaigns:documents",
        ENTERING | WATCHING,
        needs_campaign=True,
        group="campaign",
    ),
    NavItem(pgettext_lazy("nav", "Sub-units"), "campaigns:sub_launch", ENTERING, needs_campaign=True, group="campaign"),
    NavItem(
        pgettext_lazy("nav", "Launched on"), "campaigns:sub_launches", WATCHING, needs_campaign=True, group="campaign"
    ),
    NavItem(
        pgettext_lazy("nav", "Stages"),
        "stages",
        ENTERING | WATCHING,
        needs_campaign=True,
        group="campaign",
        also=("reviews", "tasks", "obligations", "inspections"),
    ),
    NavItem(
        pgettext_lazy("nav", "Where it stands"),
        "campaigns:progress",
        frozenset({Role.MANAGER}),
        needs_campaign=True,
        group="campaign",
    ),
    NavItem(
        pgettext_lazy("nav", "Workshop"), "workshop", frozenset({Role.MANAGER}), needs_campaign=True, group="campaign"
    ),
    NavItem(
        pgettext_lazy("nav", "Clusters"),
        "campaigns:blocks",
        frozenset({Role.MANAGER}),
        needs_campaign=True,
        group="campaign",
    ),
    NavItem(pgettext_lazy("nav", "All campaigns"), "campaigns:list", group="campaign"),
    NavItem(pgettext_lazy("nav", "My unit"), "own_unit", group="unit"),
    NavItem(pgettext_lazy("nav", "Colleagues"), "colleagues", frozenset({Role.COORDINATOR, Role.HEAD}), group="unit"),
    NavItem(pgettext_lazy("nav", "Find a unit"), "units:search", group="unit"),
    NavItem(
        pgettext_lazy("nav", "Accounts from a workbook"),
        "units:account_import",
        frozenset({Role.MANAGER}),
        group="unit",
    ),
]

# What stands behind the name of the person.
ME: list[NavItem] = [
    NavItem(pgettext_lazy("nav", "My particulars"), "profile"),
    NavItem(pgettext_lazy("nav", "Change password"), "change_password"),
]

# Of those who maintain the installation, in the same place.
KEEPING: list[NavItem] = [
    NavItem(pgettext_lazy("nav", "Administration"), "admin:index"),
    NavItem(pgettext_lazy("nav", "Accounts from a workbook"), "units:account_import"),
]

COUNTERS: dict[str, Callable[[HttpRequest], int]] = {"todo": count_debts}


def address(url_name: str, *args: object) -> str:
    """The address, or nothing: a page that is not there must not take the others down with it."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def items_for(roles: frozenset[str]) -> Iterator[NavItem]:
    """The items that somebody with these roles in the unit acted for sees, in order."""
    return (item for item in ITEMS if not item.roles or item.roles & roles)
