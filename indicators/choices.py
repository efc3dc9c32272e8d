"""States of a figure and kinds of acts on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Origin(models.TextChoices):
    GRID = "grid", _("entered in the browser")
    IMPORT = "import", _("uploaded")
    PROVIDED = "provided", _("provided by a department")
    APPRAISER = "appraiser", _("entered by the verifier")
    API = "api", _("sent by another system")
    COMMAND = "command", _("loaded by the administrator")
    REGISTER = "register", _("counted by the system from a register")


class ActKind(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CONTESTED = "contested", _("contested")
    UPHELD = "upheld", _("upheld")
    READY = "ready", _("reported to the head as complete")
    SEEN = "seen", _("seen without objection")


class VerdictKind(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    ADJUSTED = "adjusted", _("adjusted")
    RETURNED = "returned", _("more asked for")
    REVOKED = "revoked", _("verdict withdrawn")


class CellState(models.TextChoices):
    """What a person sees of one unit's figure for one line and period."""

    EMPTY = "empty", _("no data")
    DRAFT = "draft", _("not yet submitted")
    PROVIDED = "provided", _("provided, open to comment")
    CONTESTED = "contested", _("contested by the unit")
    SUBMITTED = "submitted", _("waiting for appraisal")
    RETURNED = "returned", _("more asked for by the verifier")
    ACCEPTED = "accepted", _("appraised")
    ADJUSTED = "adjusted", _("appraised with an adjustment")


class Oddity(models.TextChoices):
    """Why a figure is worth a second look before it is accepted. A hint, never a verdict."""

    JUMP = "jump", _("far from the period before")
    RANGE = "range", _("far from the other units of the cluster")
    LIMIT = "limit", _("exactly the highest possible: please look again")
    EVIDENCE = "evidence", _("no evidence attached")
    LATE = "late", _("submitted late")
    AMENDED = "amended", _("replaces a figure already appraised or sent back")
    NOT_APPLICABLE = "na", _("declared not applicable")


class ValueState(models.TextChoices):
    """The engine's own words for what is known of a line."""

    KNOWN = "known", _("known")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NO_DATA = "no_data", _("no data")


class Feed(models.TextChoices):
    ENTRY = "entry", _("entered by the unit")
    EXTERNAL = "external", _("provided by a department")
    INITIATIVES = "initiatives", _("counted from initiatives")
    WORKS = "works", _("counted from registered works")
    TASKS = "tasks", _("counted from tasks")
    REPORTS = "reports", _("counted from reports")


class UrgingChannel(models.TextChoices):
    """How units that are late were urged."""

    LETTER = "letter", pgettext_lazy("channel", "letter")
    MESSAGE = "message", pgettext_lazy("channel", "message")
    CALL = "call", pgettext_lazy("channel", "telephone call")


class TemplateKind(models.TextChoices):
    """Documents whose template an organiser may replace by its own."""

    URGING = "urging", _("urging letter")
    REPORT = "report", _("report of a unit, to be filled in")
    CONSOLIDATED = "consolidated", _("consolidated report")


class SnapshotKind(models.TextChoices):
    INTERIM = "interim", _("interim")
    FINAL = "final", _("final")
    CORRECTION = "correction", _("correction")


class MissingChoice(models.TextChoices):
    ZERO = "zero", _("counts as zero points")
    EXCLUDE = "exclude", _("leaves the maximum")


class ReportKind(models.TextChoices):
    """Which report an outline asks for."""

    PERIODIC = "periodic", _("Periodic report")
    INTERIM = "interim", _("Mid-term report")
    FINAL = "final", _("Final report")


class ReportState(models.TextChoices):
    """Where one unit's report stands."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
    RETURNED = "returned", pgettext_lazy("report", "more asked for")


class BundleKind(models.TextChoices):
    """Files that are made in the background."""

    FORMS = "forms", _("report forms of all units, already filled in")
    CONSOLIDATED = "consolidated", _("draft of the consolidated report")
    ARCHIVE = "archive", _("archive folder of the campaign")


class BundleState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("bundle", "waiting")
    RUNNING = "running", pgettext_lazy("bundle", "being made")
    FINISHED = "finished", pgettext_lazy("bundle", "ready")
    FAILED = "failed", pgettext_lazy("bundle", "could not be made")


UNFINISHED = (BundleState.WAITING, BundleState.RUNNING)


class ReviewKind(models.TextChoices):
    MIDTERM = "midterm", _("Mid-term review")
    FINAL = "final", _("Final review")


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("task", "to be done")
    DONE = "done", pgettext_lazy("task", "reported as done")
    CONFIRMED = "confirmed", pgettext_lazy("task", "confirmed")
    DROPPED = "dropped", pgettext_lazy("task", "dropped")


class TaskActKind(models.TextChoices):
    DONE = "done", pgettext_lazy("task act", "reported as done")
    CONFIRMED = "confirmed", pgettext_lazy("task act", "confirmed")
    REOPENED = "reopened", pgettext_lazy("task act", "more asked for")
    MOVED = "moved", pgettext_lazy("task act", "moved to another day")
    DROPPED = "dropped", pgettext_lazy("task act", "dropped")


# What each act makes of a task, and from which states.
TASK_MOVES: dict[str, tuple[tuple[TaskState, ...], TaskState | None]] = {
    TaskActKind.DONE: ((TaskState.OPEN,), TaskState.DONE),
    TaskActKind.CONFIRMED: ((TaskState.OPEN, TaskState.DONE), TaskState.CONFIRMED),
    TaskActKind.REOPENED: ((TaskState.DONE, TaskState.CONFIRMED), TaskState.OPEN),
    TaskActKind.MOVED: ((TaskState.OPEN,), None),
    TaskActKind.DROPPED: ((TaskState.OPEN, TaskState.DONE), TaskState.DROPPED),
}


class ObligationActKind(models.TextChoices):
    """What is said of an obligation."""

    MET = "met", pgettext_lazy("obligation", "reported as met")
    CONFIRMED = "confirmed", pgettext_lazy("obligation", "confirmed")
    RETURNED = "returned", pgettext_lazy("obligation", "more asked for")
    WAIVED = "waived", pgettext_lazy("obligation", "waived")
    REOPENED = "reopened", pgettext_lazy("obligation", "taken back")


class ObligationState(models.TextChoices):
    """Where an obligation of one unit stands."""

    OPEN = "open", pgettext_lazy("obligation", "open")
    MET = "met", pgettext_lazy("obligation", "met, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("obligation", "confirmed")
    WAIVED = "waived", pgettext_lazy("obligation", "waived")


# What each act makes of an obligation, and from which states.
OBLIGATION_MOVES: dict[str, tuple[tuple[ObligationState, ...], ObligationState]] = {
    ObligationActKind.MET: ((ObligationState.OPEN, ObligationState.MET), ObligationState.MET),
    ObligationActKind.CONFIRMED: ((ObligationState.MET,), ObligationState.CONFIRMED),
    ObligationActKind.RETURNED: ((ObligationState.MET,), ObligationState.OPEN),
    ObligationActKind.WAIVED: ((ObligationState.OPEN, ObligationState.MET), ObligationState.WAIVED),
    ObligationActKind.REOPENED: ((ObligationState.CONFIRMED, ObligationState.WAIVED), ObligationState.OPEN),
}
