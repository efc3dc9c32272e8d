"""States of a campaign and the table of moves between them."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignKind(models.TextChoices):
    REGULAR = "regular", _("Regular")
    THEMATIC = "thematic", _("Thematic")
    INDEX = "index", _("Index")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LAUNCHED = "launched", _("Launched")
    RUNNING = "running", _("Running")
    MIDTERM = "midterm", _("Mid-term review")
    SELF_SCORE = "self_score", _("Self-scoring")
    APPRAISAL = "appraisal", _("Appraisal")
    CLUSTER = "cluster", _("Cluster review")
    FINAL = "final", _("Final review")
    CLOSED = "closed", _("Closed")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


# The stages a campaign may name, in the order they are passed; any may be absent.
STAGES = (Status.MIDTERM, Status.SELF_SCORE, Status.APPRAISAL, Status.CLUSTER, Status.FINAL)
# Entry and appraisal are open in these; before launch nothing is logged, after closing lines are locked.
OPEN = (Status.RUNNING, *STAGES)

# What follows what: the stages are those the campaign named, and any of them may be passed over.
AFTER_OPEN = (Status.CLOSED, Status.PUBLISHED, Status.ARCHIVED)
RESULT = (Status.PUBLISHED, Status.ARCHIVED)
# A report about the launch is due before the first day, the final one often after closing.
REPORTING = (Status.LAUNCHED, *OPEN, Status.CLOSED)


def path(stages: Iterable[str]) -> tuple[Status, ...]:
    """Every state of a campaign with these stages, in order."""
    named = set(stages)
    return (
        Status.DRAFT,
        Status.LAUNCHED,
        Status.RUNNING,
        *(stage for stage in STAGES if stage in named),
        *AFTER_OPEN,
    )


def moves_from(status: str, stages: Iterable[str]) -> tuple[Status, ...]:
    """The states that may follow, the next one first. Only a stage may be passed over, never a launch or a close."""
    later = path(stages)
    here = next((place for place, state in enumerate(later) if state == status), None)
    if here is None:  # the plan no longer names the stage the campaign is in: what comes after it is open
        after = [*STAGES[STAGES.index(Status(status)) + 1 :], *AFTER_OPEN]
        rest = tuple(state for state in after if state in later)
    else:
        rest = later[here + 1 :]
    stop = next((place for place, state in enumerate(rest) if state not in STAGES), 0)
    return rest[: stop + 1]


class Visibility(models.TextChoices):
    CLOSED = "closed", _("nobody but the managers")
    UNITS = "units", _("the units taking part")
    PUBLIC = "public", _("everybody")


class PublicDetail(models.TextChoices):
    NONE = "none", _("nothing")
    ORDER = "order", _("the order")
    POINTS = "points", _("the order and the points")


class LinesSeenBy(models.TextChoices):
    OWN = "own", _("the unit itself")
    PARTICIPANTS = "participants", _("the units taking part")
    PUBLIC = "public", _("everybody")


class ActKind(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXCLUDED = "excluded", _("excluded")
    READMITTED = "readmitted", _("readmitted")
    MOVED = "moved", _("moved to another cluster")
    UNLOCKED = "unlocked", _("unlocked")
    LOCKED = "locked", _("locked again")


class DocumentKind(models.TextChoices):
    PLAN = "plan", _("Plan")
    LAUNCH = "launch", _("Launch document")
    GUIDANCE = "guidance", _("Guidance")
    LETTER = "letter", _("Official letter")
    CONCLUSION = "conclusion", _("Conclusion")
    ANSWERS = "answers", _("Questions and answers")


class BlockPost(models.TextChoices):
    """What a unit is in its cluster for a year or a campaign."""

    LEAD = "lead", pgettext_lazy("cluster", "Lead")
    DEPUTY = "deputy", pgettext_lazy("cluster", "Deputy")


class RegistrationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("registration", "being written")
    FILED = "filed", pgettext_lazy("registration", "filed")
    RETURNED = "returned", pgettext_lazy("registration", "more asked for")
    CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")


class RegistrationVerdict(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
    RETURNED = "returned", pgettext_lazy("registration", "more asked for")


class RegisteredKind(models.TextChoices):
    MODEL = "model", pgettext_lazy("registration", "Model")
    TITLE = "title", pgettext_lazy("registration", "Title or commendation aimed at")


class WorkNoteKind(models.TextChoices):
    PROGRESS = "progress", pgettext_lazy("work", "progress")
    FINISHED = "finished", pgettext_lazy("work", "finished")
    REOPENED = "reopened", pgettext_lazy("work", "not finished after all")


class SubUnitKind(models.TextChoices):
    VILLAGE = "village", _("Village, quarter")
    SCHOOL = "school", _("School")
    OFFICE = "office", _("Office, section")
    UNION = "union", _("Association, union")
    OTHER = "other", _("Other unit")
