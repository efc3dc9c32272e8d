"""Phiếu suy tôn: the rule prepared and confirmed, ballots cast here or counted from paper, the count closed.

Casting writes who has voted and what is in the urn apart; of a secret vote nothing leads from one to the other."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.cluster_permissions import may_lead
from campaigns.queries.clusters import Cluster
from common.actors import Actor
from common.cells import forbidden_character
from common.faults import Fault, Faults
from common.permissions import require
from indicators.queries.papers import paper_of
from rewards.choices import VoteBase, VoteState, VoteWay
from rewards.domain.meetings import held, note
from rewards.models import (
    Attendance,
    CandidateVotes,
    ClusterVote,
    Meeting,
    VoteCandidate,
    VoteCount,
    VoteSlip,
    VoteTurn,
)
from rewards.permissions import is_under_way, may_cast
from rewards.queries.votes import count_of, rule_of
from rewards.tally import problems

SENTENCES = {
    "negative": gettext_lazy("A number of ballots or votes is 0 or more."),
    "more_ballots_than_members": gettext_lazy("More ballots came back than there are member units: one each."),
    "more_invalid_than_received": gettext_lazy("More ballots are invalid than came back."),
    "more_votes_than_ballots": gettext_lazy("A unit has more votes than there are valid ballots."),
    "more_votes_than_places": gettext_lazy("There are more votes than the valid ballots have places for."),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is voted on and by which rule; ``basis``: the regulation the rule rests on."""

    title: str
    places: int
    threshold: Decimal
    is_strict: bool
    base: str
    own_allowed: bool
    is_secret: bool
    way: str
    basis: str


def prepare_vote(
    *,
    actor: Actor,
    cluster: Cluster,
    meeting: Meeting,
    terms: Terms,
    candidates: Collection[int],
    confirmed: bool,
    at: datetime,
    run_off_of: ClusterVote | None = None,
) -> ClusterVote:
    """Prepare a vote among the units called to an open meeting. A rule takes effect only ``confirmed``.

    ``candidates``: ids of units. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(meeting, is_under_way) as row:
        named = list(row.attendances.filter(unit__in=candidates).select_related("unit"))
        _refuse_terms(terms, named, confirmed=confirmed)
        made = ClusterVote.objects.create(
            meeting=row, run_off_of=run_off_of, made_by_id=actor.user_id, made_at=at, confirmed_by_id=actor.user_id,
            confirmed_at=at, **asdict(terms),
        )  # fmt: skip
        VoteCandidate.objects.bulk_create(
            VoteCandidate(vote=made, unit=each.unit, name=each.name, position=each.position) for each in named
        )
        units = [each.unit.reference for each in named]
        note(actor, row, "prepare_vote", vote=made.pk, candidates=units, **asdict(terms))
    return made


def _refuse_terms(terms: Terms, named: Sequence[Attendance], *, confirmed: bool) -> None:
    faults = []
    for name in ("title", "basis"):
        text = getattr(terms, name)
        if not text.strip() or forbidden_character(text):
            faults.append(Fault(_("Fill this in, in one line."), field=name))
    if not 0 < terms.threshold <= 100:
        faults.append(Fault(_("The threshold is a percentage above 0 and up to 100."), field="threshold"))
    if terms.base not in VoteBase.values or terms.way not in VoteWay.values:
        faults.append(Fault(_("Choose one of the possibilities."), field="base"))
    if not 1 <= terms.places <= max(len(named), 1):
        text = _("There are %(n)s units to choose from; the places are between 1 and that.")
        faults.append(Fault(text % {"n": len(named)}, field="places"))
    if not named:
        faults.append(Fault(_("Choose at least one unit that can be named on the ballot."), field="candidates"))
    if not confirmed:
        text = _("The rule is a proposal until you confirm that it is the one your cluster votes by.")
        faults.append(Fault(text, field="confirmed"))
    if faults:
        raise Faults(faults)


def drop_vote(*, actor: Actor, cluster: Cluster, vote: ClusterVote, at: datetime) -> None:
    """Take back a vote in which nobody has voted yet."""
    require(may_lead(actor, cluster))
    with held(vote.meeting, is_under_way) as row:
        found = _locked(vote)
        if found.state != VoteState.PREPARED:
            raise Faults(_("This vote has begun; it is closed and counted, not taken back."))
        note(actor, row, "drop_vote", vote=found.pk, title=found.title)
        found.delete()


def open_vote(*, actor: Actor, cluster: Cluster, vote: ClusterVote, at: datetime) -> ClusterVote:
    """Let the member units that are present cast their ballots here."""
    require(may_lead(actor, cluster))
    with held(vote.meeting, is_under_way) as row:
        found = _locked(vote)
        refuse_uncalled(row)
        if found.way != VoteWay.HERE or found.state != VoteState.PREPARED:
            raise Faults(_("Only a vote prepared to be held here is opened."))
        present = list(row.attendances.filter(is_present=True))
        if not present:
            raise Faults(_("No member unit is present, so nobody could vote."))
        VoteTurn.objects.bulk_create(VoteTurn(vote=found, unit_id=each.unit_id, name=each.name) for each in present)
        _move(found, VoteState.OPEN)
        note(actor, row, "open_vote", vote=found.pk, voters=len(present))
    return found


def refuse_uncalled(meeting: Meeting) -> None:
    waiting = list(meeting.attendances.filter(is_present=None).values_list("name", flat=True))
    if waiting:
        text = _("First say of every member whether it came; still open: %(units)s.")
        raise Faults(text % {"units": "; ".join(waiting)})


def cast(*, actor: Actor, vote: ClusterVote, chosen: Collection[int], at: datetime) -> None:
    """Put the ballot of the actor's own unit into the urn. ``chosen``: candidates by id; none is a blank ballot.

    The audit trail says that the unit voted, never for whom. Raises ``Faults``; then the unit has not voted."""
    paper = paper_of(actor, localdate(at))
    with held(vote.meeting, is_under_way) as row:
        found = _locked(vote)
        require(may_cast(actor, found, is_authorised=paper is not None))
        choices = _choices(found, chosen, actor.unit_id)
        VoteTurn.objects.filter(vote=found, unit=actor.unit_id).update(has_voted=True)
        _put_into_urn(found, choices, actor.unit_id)
        note(actor, row, "cast_ballot", vote=found.pk)


def _choices(vote: ClusterVote, chosen: Collection[int], own: int | None) -> list[int]:
    named = {candidate.pk: candidate.unit_id for candidate in vote.candidates.all()}
    if not set(chosen) <= set(named):
        raise Faults(_("Choose among the units on the ballot."))
    if len(set(chosen)) > vote.places:
        text = _("Choose at most %(n)s units: there are no more places. Your ballot was not cast.")
        raise Faults(text % {"n": vote.places})
    if not vote.own_allowed and own in {named[pk] for pk in chosen}:
        raise Faults(_("By the rule of this vote a unit does not name itself. Your ballot was not cast."))
    return sorted(set(chosen))


def _put_into_urn(vote: ClusterVote, choices: list[int], unit_id: int | None) -> None:
    """In a secret vote all slips are shaken: written anew under new names in an order drawn by the system."""
    if not vote.is_secret:
        VoteSlip.objects.create(vote=vote, unit_id=unit_id, choices=choices)
        return
    inside = [*VoteSlip.objects.filter(vote=vote).values_list("choices", flat=True), choices]
    random.SystemRandom().shuffle(inside)
    VoteSlip.objects.filter(vote=vote).delete()
    VoteSlip.objects.bulk_create(VoteSlip(vote=vote, choices=each) for each in inside)


def close_vote(*, actor: Actor, cluster: Cluster, vote: ClusterVote, at: datetime) -> VoteCount:
    """End a vote held here and count it: not before."""
    require(may_lead(actor, cluster))
    with held(vote.meeting, is_under_way) as row:
        found = _locked(vote)
        if found.state != VoteState.OPEN:
            raise Faults(_("This vote is not open."))
        slips = list(VoteSlip.objects.filter(vote=found).values_list("choices", flat=True))
        if not slips:
            raise Faults(_("Nobody has voted yet; there is nothing to count."))
        votes = {candidate.pk: 0 for candidate in found.candidates.all()}
        for pk in (pk for slip in slips for pk in slip):
            votes[pk] += 1
        turns = found.turns.count()
        counts = Counts(handed_out=turns, received=len(slips), invalid=0, votes=votes)
        made = _keep(actor, found, row, counts, "", at)
        _move(found, VoteState.CLOSED)
    return made


@dataclass(frozen=True, slots=True)
class Counts:
    """Ballots of paper as the counters found them; ``votes`` by candidate."""

    handed_out: int
    received: int
    invalid: int
    votes: Mapping[int, int]


def record_counts(
    *, actor: Actor, cluster: Cluster, vote: ClusterVote, counts: Counts, reason: str, at: datetime
) -> VoteCount:
    """Record the count of paper ballots; a recount before the meeting ends needs a reason. Raises ``Faults``."""
    require(may_lead(actor, cluster))
    with held(vote.meeting, is_under_way) as row:
        found = _locked(vote)
        refuse_uncalled(row)
        if found.way != VoteWay.PAPER:
            raise Faults(_("This vote is held here; its ballots are counted by closing it."))
        if found.state == VoteState.CLOSED and not reason.strip():
            raise Faults(Fault(_("A recount needs a reason."), field="reason"))
        made = _keep(actor, found, row, counts, reason, at)
        _move(found, VoteState.CLOSED)
    return made


def _keep(actor: Actor, vote: ClusterVote, meeting: Meeting, counts: Counts, reason: str, at: datetime) -> VoteCount:
    called = list(meeting.attendances.values_list("is_present", flat=True))
    number = vote.counts.count() + 1
    made = VoteCount(
        vote=vote, number=number, members=len(called), present=called.count(True), handed_out=counts.handed_out,
        received=counts.received, invalid=counts.invalid, reason=reason.strip(), made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    _refuse_counts(vote, made, counts)
    made.save()
    CandidateVotes.objects.bulk_create(
        CandidateVotes(count=made, candidate_id=pk, votes=votes) for pk, votes in counts.votes.items()
    )
    names = {candidate.pk: candidate.unit.reference for candidate in vote.candidates.select_related("unit")}
    votes = {names[pk]: number for pk, number in counts.votes.items()}
    ballots = {"handed_out": made.handed_out, "received": made.received, "invalid": made.invalid}
    note(actor, meeting, "count_votes", vote=vote.pk, number=made.number, votes=votes, reason=made.reason, **ballots)
    return made


def _refuse_counts(vote: ClusterVote, made: VoteCount, counts: Counts) -> None:
    if set(counts.votes) != {candidate.pk for candidate in vote.candidates.all()}:
        raise Faults(_("Give the votes of every unit on the ballot; 0 where it has none."))
    faults = [Fault(str(SENTENCES[key])) for key in problems(rule_of(vote), count_of(made, dict(counts.votes)))]
    if counts.handed_out < counts.received:
        faults.append(Fault(_("More ballots came back than were handed out."), field="received"))
    if faults:
        raise Faults(faults)


def _locked(vote: ClusterVote) -> ClusterVote:
    """The newest row, under the meeting's lock."""
    found = ClusterVote.objects.select_for_update(no_key=True, of=("self",)).select_related("meeting__campaign")
    row = found.filter(pk=vote.pk).first()
    if row is None:
        raise Faults(_("This vote was taken back meanwhile."))
    return row


def _move(vote: ClusterVote, state: str) -> None:
    vote.state = state
    vote.save(update_fields=["state"])
