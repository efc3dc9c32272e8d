"""States of a cluster's meeting and its votes, and the documents that leave it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "being prepared")
    OPEN = "open", pgettext_lazy("meeting", "under way")
    FINISHED = "finished", pgettext_lazy("meeting", "finished")


class VoteState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("vote", "prepared")
    OPEN = "open", pgettext_lazy("vote", "voting")
    CLOSED = "closed", pgettext_lazy("vote", "counted")


class VoteWay(models.TextChoices):
    """How ballots are cast."""

    PAPER = "paper", _("on paper, the counts are recorded here")
    HERE = "here", _("here, each member unit on its own account")


class VoteBase(models.TextChoices):
    """Of what the threshold is a share; the same keys as ``rewards.tally.Base``."""

    MEMBERS = "members", _("all member units")
    PRESENT = "present", _("member units present")
    BALLOTS = "ballots", _("ballots received")


class DocumentKind(models.TextChoices):
    """What a cluster sends after its meeting."""

    LETTER = "letter", _("submission letter")
    MINUTES = "minutes", _("minutes of the meeting")
    LIST = "list", _("list of those put forward")
