"""The words a row of the truth table is written in.

A row says who reaches a page or act; the rest follows from the campaign: who knows of it is refused with a reason,
to all others it does not exist, and a visitor is asked to sign in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

PEOPLE = (
    "visitor",  # without account
    "reporter",  # of ward P1, whose pages are asked for
    "deputy",  # a reporter of P1 with the head's authorisation
    "lapsed",  # a reporter of P1 whose authorisation ended
    "former",  # was a reporter of P1
    "neighbour",  # a reporter of ward P2, same campaign
    "head",  # of P1
    "provider",  # of STC, which provides II.1
    "verifier",  # of SNV, which verifies group I
    "outsider",  # a reporter of a department that has nothing to do with the campaign
    "manager",  # of VP, which organises it
    "rival",  # a manager of another organiser
    "leader",  # of VP
    "council",  # of VP
    "lead",  # leads the cluster of P1, from P3
    "it",  # the province's IT
)
DRAFT, LAUNCHED, RUNNING, CLOSED, PUBLISHED = STATES = ("draft", "launched", "running", "closed", "published")
UNPUBLISHED = STATES[:-1]
AFTER_LAUNCH = STATES[1:]

OWN = {"reporter", "deputy", "lapsed", "head"}  # act for P1 and enter its figures
ENTERING = OWN | {"neighbour"}
WARDS = ENTERING | {"lead"}
PARTICIPANTS = WARDS | {"provider", "verifier"}
STAFF = {"manager", "leader", "council", "it"}
EVERYBODY = set(PEOPLE)
SIGNED_IN = EVERYBODY - {"visitor"}

# To whom the campaign exists.
KNOWING = {
    DRAFT: {"manager", "it"},
    **dict.fromkeys((LAUNCHED, RUNNING, CLOSED), PARTICIPANTS | STAFF),
    PUBLISHED: EVERYBODY,
}
# What an answer is called in the table.
REACHED, SIGN_IN, REFUSED, ABSENT = "reached", "signs in", "refused", "absent"


@dataclass(frozen=True)
class Row:
    """Who reaches it in which state. ``leaves``: the audit verb an act leaves, in the states of ``done_in``.

    ``absent`` names who, knowing the campaign, still finds nothing: a private address is 404 and not 403.
    ``site`` is a page outside campaigns: it exists for everybody."""

    reach: dict[str, set[str]]
    leaves: str = ""
    done_in: tuple[str, ...] = STATES
    absent: set[str] = field(default_factory=set)
    site: bool = False

    def expects(self, who: str, state: str) -> str:
        knows = self.site or who in KNOWING[state]
        if knows and who in self.reach.get(state, ()):
            return REACHED
        if who == "visitor":
            return ABSENT if who in self.absent else SIGN_IN
        return ABSENT if not knows or who in self.absent else REFUSED


def only(*people: str | Iterable[str], states: Iterable[str] = STATES, **more: object) -> Row:
    """These people, in these states."""
    named = {each for given in people for each in ([given] if isinstance(given, str) else given)}
    return Row(dict.fromkeys(states, named), **more)  # type: ignore[arg-type]  # handed on as Row defines them


def everybody(**more: object) -> Row:
    """Whoever knows of the campaign."""
    return only(EVERYBODY, **more)


def site(*people: str | Iterable[str], **more: object) -> Row:
    """A page outside campaigns; without names for everybody."""
    return only(*(people or (EVERYBODY,)), site=True, **more)
