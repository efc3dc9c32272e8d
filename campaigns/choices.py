"""States of a campaign and the table of moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
