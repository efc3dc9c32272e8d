"""Phiếu suy tôn: the rule, the candidates, who has voted, the ballots and what was counted.

Who has voted and what was chosen are two tables that nothing ties: in a secret vote no row, order, number or time leads
from a unit to its choice."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.fields import ExactDecimalField
from rewards.choices import VoteBase, VoteState, VoteWay
from units.models import Unit

from .meeting import Meeting


class ClusterVote(models.Model):
    """One vote of a meeting by one rule. ``threshold`` is a percentage of the base.

    The rule takes effect only once it is confirmed by name and time, with what it rests on."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votes")
    title = models.CharField(max_length=255)
    places = models.PositiveSmallIntegerField()
    threshold = ExactDecimalField()
    is_strict = models.BooleanField(default=False)
    base = models.CharField(max_length=10, choices=VoteBase)
    own_allowed = models.BooleanField()
    is_secret = models.BooleanField()
    way = models.CharField(max_length=10, choices=VoteWay)
    basis = models.CharField(max_length=500)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=VoteState, default=VoteState.PREPARED)
    run_off_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="run_offs")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="vote_has_a_place"),
            models.CheckConstraint(
                condition=Q(state=VoteState.PREPARED) | Q(confirmed_at__isnull=False), name="vote_rule_is_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VoteCandidate(models.Model):
    """A unit that can be named on the ballot, as it was called."""

    vote = models.ForeignKey(ClusterVote, models.CASCADE, related_name="candidates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["vote", "unit"], name="vote_candidate_unique")]

    def __str__(self) -> str:
        return self.name


class VoteTurn(models.Model):
    """That a unit may vote here, and whether it has. Made for all at once when the vote opens; holds no time."""

    vote = models.ForeignKey(ClusterVote, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "unit"], name="vote_turn_unique")]

    def __str__(self) -> str:
        return self.name


class VoteSlip(models.Model):
    """A ballot in the urn: a random name, its choices sorted, no time. ``unit`` only where the vote is open.

    With each ballot all of a secret vote are written anew in random order under new names, so that neither the order
    of the rows nor the transaction that wrote them tells one from the others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(ClusterVote, models.CASCADE, related_name="slips")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    choices = models.JSONField()

    def __str__(self) -> str:
        return str(self.vote_id)


class VoteCount(models.Model):
    """What was counted, by hand or here; a recount is a further row with its reason, the newest counts. Insert-only."""

    vote = models.ForeignKey(ClusterVote, models.CASCADE, related_name="counts")
    number = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    handed_out = models.PositiveIntegerField()
    received = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "number"], name="vote_count_number_unique")]

    def __str__(self) -> str:
        return f"{self.vote_id} #{self.number}"


class CandidateVotes(models.Model):
    """Votes for one candidate in one count."""

    count = models.ForeignKey(VoteCount, models.CASCADE, related_name="lines")
    candidate = models.ForeignKey(VoteCandidate, models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "candidate"], name="candidate_votes_unique")]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.votes}"
