"""Who may see, enter, submit, provide, appraise, comment and read: each answer with its reason.

``seat`` is the unit's place as just read (None: it takes no part); ``lines`` answers whose line it is. The
system actor of commands passes every question of state and role; validity is checked by the verbs."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from campaigns.choices import RESULT, LinesSeenBy, Status
from campaigns.cluster_permissions import LEADING
from campaigns.models import Campaign, Participation
from campaigns.periods import Period
from campaigns.permissions import ENTERING, OVERSEEING
from common.actors import Actor
from common.permissions import ALLOWED, Answer, allowed_when, refused
from indicators.models import Criterion, EvidenceLink
from indicators.queries.figures import Seen
from indicators.queries.lines import CampaignLines
from indicators.queries.seats import Seat
from units.choices import Role
from units.models import Unit

APPRAISING = (Role.VERIFIER,)
KEEPING = (*ENTERING, Role.PROVIDER, Role.VERIFIER)


def sees_lines(actor: Actor, lines: CampaignLines, unit: Unit) -> Answer:
    """Whether the unit's whole sheet, as scored, may be read: the one answer for page, print, file and API."""
    if _reads_all(actor, lines, unit):
        return ALLOWED
    seen_by, is_result = lines.campaign.lines_seen_by, lines.campaign.status in RESULT
    public = seen_by == LinesSeenBy.PUBLIC and is_result
    taking_part = seen_by != LinesSeenBy.OWN and _takes_part(actor, lines)
    return allowed_when(public or taking_part, _("This sheet is open to the unit itself and its appraisers."))


def sheets_seen(actor: Actor, lines: CampaignLines) -> frozenset[int]:
    """The participants whose whole sheet the actor may read, by id: what a file of many units may hold."""
    rows = (row.unit for row in lines.participations)
    return frozenset(unit.pk for unit in rows if sees_lines(actor, lines, unit))


def sees_line(actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit) -> Answer:
    """Whether the figures of one line, as they stand now and submitted ones only, may be read.

    A provider sees what it provides, not the rest of the unit. Once results are out, what the plan opened to others
    is read on the sheets of the snapshot: nothing that moves afterwards is."""
    if _reads_all(actor, lines, unit) or serves(actor, lines, line, unit):
        return ALLOWED
    opened = lines.campaign.lines_seen_by != LinesSeenBy.OWN and lines.campaign.status not in RESULT
    return allowed_when(
        opened and _takes_part(actor, lines),
        _("Only the unit itself and those who provide or appraise this line see it."),
    )


def lines_seen(actor: Actor, lines: CampaignLines, *, unit: str = "", line: str = "", **_other: str) -> Iterator[Seen]:
    """Every line of every participant whose figures the actor may read, narrowed to a unit and a line by code."""
    for row in lines.participations:
        if unit not in ("", row.unit.code, row.unit.reference):
            continue
        reads_all, drafts = _reads_all(actor, lines, row.unit), bool(sees_drafts(actor, row.unit))
        for one in lines.lines_of(row.unit):
            if line in ("", one.code) and (reads_all or sees_line(actor, lines, one, row.unit)):
                yield Seen(one, row.unit, drafts or _provides(actor, one))


def _reads_all(actor: Actor, lines: CampaignLines, unit: Unit) -> bool:
    """Those who read everything of this unit: its own people, who oversees, who leads its cluster, who appraises it."""
    if actor.is_system or actor.is_it or actor.unit_id == unit.pk or oversees(actor, lines):
        return True
    return _leads_block_of(actor, lines, unit) or any(_verifies(actor, lines, line, unit) for line in lines.lines)


def sees_drafts(actor: Actor, unit: Unit) -> Answer:
    return allowed_when(
        actor.is_system or actor.unit_id == unit.pk,
        _("Figures not yet submitted are seen only by the unit itself."),
    )


def oversees(actor: Actor, lines: CampaignLines) -> bool:
    return bool(lines.organiser) and actor.unit_id == lines.organiser.pk and actor.holds(*OVERSEEING)


def serves(actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit) -> bool:
    """Whether the actor's unit provides or appraises this line for this unit."""
    return _provides(actor, line) or _verifies(actor, lines, line, unit)


def _provides(actor: Actor, line: Criterion) -> bool:
    return actor.holds(Role.PROVIDER) and line.provided_by_id == actor.unit_id is not None


def _verifies(actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit) -> bool:
    verifier = lines.verifier(line, unit)
    return verifier is not None and verifier.pk == actor.unit_id and _appraises(actor, lines)


def _appraises(actor: Actor, lines: CampaignLines) -> bool:
    """The organiser's managers appraise what no department is named for."""
    return actor.holds(*APPRAISING) or (oversees(actor, lines) and actor.holds(Role.MANAGER))


def _takes_part(actor: Actor, lines: CampaignLines) -> bool:
    return any(row.unit_id == actor.unit_id for row in lines.participations)


def _leads_block_of(actor: Actor, lines: CampaignLines, unit: Unit) -> bool:
    """Lead and deputy of a cluster read the sheets of its members, and of no other."""
    row = lines.row_of(unit.pk)
    if row is None or row.block is None or not actor.holds(*LEADING):
        return False
    return actor.unit_id in lines.leading.get(row.block.code, ())


def may_urge(actor: Actor, campaign: Campaign) -> Answer:
    """Whether the actor urges units that are late: the organiser's managers, while figures are collected."""
    is_own = campaign.organiser_unit_id == actor.unit_id is not None and actor.holds(Role.MANAGER)
    if not (actor.is_system or is_own or (campaign.organiser_unit_id is None and actor.is_it)):
        return refused(_("Only the campaign managers of the organising unit urge units."))
    return urging_is_open(campaign)


def urging_is_open(campaign: Campaign) -> Answer:
    """Whether figures are collected: nobody owes one before the launch or once results are out."""
    is_open = campaign.status != Status.DRAFT and campaign.status not in RESULT
    return allowed_when(is_open, _("No figures are collected now: nobody is urged."))


def may_replace_letters(actor: Actor, unit: Unit) -> Answer:
    return allowed_when(
        actor.is_system or (actor.unit_id == unit.pk and actor.holds(Role.MANAGER)),
        _("Only the unit's campaign managers replace the template of its letters."),
    )


def may_enter(actor: Actor, seat: Seat | None, lines: CampaignLines, line: Criterion, unit: Unit) -> Answer:
    """Whether the actor writes this unit's figures of this line."""
    if actor.is_system:
        return ALLOWED
    if actor.unit_id != unit.pk or not actor.holds(*ENTERING):
        return refused(_("Only the unit's head and those in charge of its reports enter its figures."))
    if lines.entered_by(line) != "unit":
        return refused(_("This line is not entered by the units: its figures come from elsewhere."))
    return is_open(seat)


def is_open(seat: Seat | None) -> Answer:
    """Whether figures of a participant may be written at all."""
    if seat is None or not seat.is_active:
        return refused(_("The unit does not take part in this campaign."))
    if seat.is_before_start:
        return refused(_("The campaign has not begun: figures are entered from its first day on."))
    return allowed_when(
        seat.is_open, _("The figures are closed. Ask the campaign's managers to unlock your unit, with a reason.")
    )


def has_begun(period: Period, unit: Unit, on: date) -> Answer:
    """A period takes figures from its first day on, of units that were alive in it."""
    if period.first > on:
        return refused(_("The period has not begun yet."))
    alive = (unit.valid_from or date.min) <= period.last and (unit.valid_to or date.max) >= period.first
    return allowed_when(alive, _("The unit did not exist in this period."))


def may_submit(actor: Actor, seat: Seat | None, unit: Unit, *, is_authorised: bool) -> Answer:
    """Submitting is the head's act, or that of a person the head authorised for the day."""
    if actor.is_system:
        return ALLOWED
    own = actor.unit_id == unit.pk
    if not own or not (actor.holds(Role.HEAD) or is_authorised):
        return refused(_("Only the unit's head, or a person authorised by the head, submits figures."))
    return is_open(seat)


def may_provide(actor: Actor, lines: CampaignLines, line: Criterion) -> Answer:
    """Whether the actor's unit is the department that holds this line's figures of all units."""
    if actor.is_system:
        return ALLOWED
    named = lines.entered_by(line) == "provider" and line.provided_by_id == actor.unit_id
    return allowed_when(
        named and actor.holds(Role.PROVIDER, Role.HEAD),
        _("Only the department named in the plan provides the figures of this line."),
    )


def may_give(actor: Actor, lines: CampaignLines, line: Criterion) -> Answer:
    """Whether the actor gives figures of this line for many units: its provider, or who appraises a deduction."""
    if actor.is_system or lines.entered_by(line) != "verifier":
        return may_provide(actor, lines, line)
    return allowed_when(
        any(_verifies(actor, lines, line, unit) for unit in lines.units(line)),
        _("Only the unit that appraises this line enters its figures."),
    )


def may_contest(actor: Actor, seat: Seat | None, unit: Unit) -> Answer:
    if not (actor.unit_id == unit.pk and actor.holds(*ENTERING)):
        return refused(_("Only the unit itself contests a figure provided about it."))
    return is_open(seat)


def may_note_seen(actor: Actor, seat: Seat | None, unit: Unit) -> Answer:
    if not (actor.unit_id == unit.pk and actor.holds(*ENTERING, Role.COORDINATOR)):
        return refused(_("Only the unit itself says that it has seen a figure provided about it."))
    return is_open(seat)


def appraises(actor: Actor, lines: CampaignLines) -> Answer:
    """Whether the actor has a queue in this campaign at all."""
    return allowed_when(_appraises(actor, lines), _("Figures are appraised by the units that the plan names for it."))


def is_verifier_of(
    actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, *, own_units: Iterable[int] = ()
) -> Answer:
    """Whether the actor appraises this line for this unit. ``own_units``: units the person also acts for."""
    if actor.unit_id == unit.pk or unit.pk in set(own_units):
        return refused(_("Nobody appraises the figures of their own unit."))
    return allowed_when(_verifies(actor, lines, line, unit), _("This line of this unit is appraised by another unit."))


def may_verify(
    actor: Actor,
    seat: Seat | None,
    lines: CampaignLines,
    line: Criterion,
    unit: Unit,
    *,
    own_units: Iterable[int] = (),
) -> Answer:
    """The same, as long as the unit's figures are open."""
    if actor.is_system:
        return ALLOWED
    return is_verifier_of(actor, lines, line, unit, own_units=own_units) and is_open(seat)


def may_comment(actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit) -> Answer:
    own = actor.unit_id == unit.pk and actor.holds(*ENTERING)
    return allowed_when(
        actor.is_system or own or serves(actor, lines, line, unit) or oversees(actor, lines),
        _("Only the unit and those who provide, appraise or manage this line take part in its conversation."),
    )


def may_keep_evidence(actor: Actor, unit: Unit) -> Answer:
    """A unit's documents are registered by those who enter, provide or appraise for it."""
    return allowed_when(
        actor.is_system or (actor.unit_id == unit.pk and actor.holds(*KEEPING)),
        _("Only the unit's own people register its evidence."),
    )


def may_read_evidence(
    actor: Actor, owner_id: int, links: Iterable[EvidenceLink], lines_of: Iterable[CampaignLines]
) -> Answer:
    """Evidence is read by its unit, by the units it is about, by those who appraise or provide a line it supports
    and by the organiser's overseers. ``lines_of``: campaigns in which one of the linked series is a line."""
    links, campaigns = list(links), list(lines_of)
    if actor.is_system or actor.unit_id in {owner_id, *(link.unit_id for link in links)}:
        return ALLOWED
    for lines in campaigns:
        if _reaches(actor, lines, links):
            return ALLOWED
    return refused(_("This evidence is open only to its unit and to those who appraise what it supports."))


def _reaches(actor: Actor, lines: CampaignLines, links: list[EvidenceLink]) -> bool:
    rows: dict[int, Participation] = {row.unit_id: row for row in lines.participations}
    supported = [
        (line, rows[link.unit_id].unit)
        for link in links
        for line in lines.lines
        if line.series_id == link.series_id and link.unit_id in rows
    ]
    return bool(supported) and (
        oversees(actor, lines) or any(serves(actor, lines, line, unit) for line, unit in supported)
    )
