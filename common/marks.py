"""States as people see them: a word, a tone and a shape each, so that colour never stands alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Mark:
    """``tone`` and ``shape`` are classes of static/css/components.css.

    Tones: good, warn, bad, info, quiet. Shapes: dot, ring, half, diamond, square, frame, dash, up, down.
    """

    word: str | Promise
    tone: str
    shape: str


MARKS: dict[str, Mark] = {
    # a figure of one line and period
    "none": Mark(pgettext_lazy("chip", "no data"), "quiet", "dash"),
    "draft": Mark(pgettext_lazy("chip", "not yet submitted"), "quiet", "frame"),
    "provided": Mark(pgettext_lazy("chip", "to be checked"), "info", "half"),
    "contested": Mark(pgettext_lazy("chip", "contested"), "warn", "diamond"),
    "submitted": Mark(pgettext_lazy("chip", "waiting for appraisal"), "info", "ring"),
    "returned": Mark(pgettext_lazy("chip", "more asked for"), "bad", "square"),
    "accepted": Mark(pgettext_lazy("chip", "appraised"), "good", "dot"),
    "adjusted": Mark(pgettext_lazy("chip", "appraised, adjusted"), "good", "diamond"),
    "withdrawn": Mark(pgettext_lazy("chip", "withdrawn"), "quiet", "dash"),
    "superseded": Mark(pgettext_lazy("chip", "replaced"), "quiet", "dash"),
    "na": Mark(pgettext_lazy("chip", "not applicable"), "quiet", "dash"),
    # a duty, a period, a report
    "due": Mark(pgettext_lazy("chip", "due"), "info", "ring"),
    "soon": Mark(pgettext_lazy("chip", "due soon"), "warn", "diamond"),
    "overdue": Mark(pgettext_lazy("chip", "overdue"), "bad", "square"),
    "late": Mark(pgettext_lazy("chip", "late"), "warn", "diamond"),
    "partial": Mark(pgettext_lazy("chip", "incomplete"), "warn", "half"),
    "done": Mark(pgettext_lazy("chip", "complete"), "good", "dot"),
    "not_due": Mark(pgettext_lazy("chip", "not yet due"), "quiet", "dash"),
    "missing": Mark(pgettext_lazy("chip", "missing"), "bad", "frame"),
    # a report in the register
    "received": Mark(pgettext_lazy("chip", "received"), "good", "dot"),
    "received_late": Mark(pgettext_lazy("chip", "received late"), "warn", "diamond"),
    # a cluster's meeting
    "not_held": Mark(pgettext_lazy("chip", "not held yet"), "quiet", "dash"),
    "held": Mark(pgettext_lazy("chip", "held, not sent"), "warn", "diamond"),
    "sent": Mark(pgettext_lazy("chip", "sent"), "info", "ring"),
    "confirmed": Mark(pgettext_lazy("chip", "confirmed"), "good", "dot"),
    # a work that was registered
    "work_planned": Mark(pgettext_lazy("chip", "not begun yet"), "quiet", "dash"),
    "work_going": Mark(pgettext_lazy("chip", "being done"), "info", "half"),
    "work_done": Mark(pgettext_lazy("chip", "finished in time"), "good", "dot"),
    "work_done_late": Mark(pgettext_lazy("chip", "finished late"), "warn", "diamond"),
    # progress against the required line
    "ahead": Mark(pgettext_lazy("chip", "ahead of the required progress"), "good", "up"),
    "on_pace": Mark(pgettext_lazy("chip", "on the required progress"), "good", "dot"),
    "behind": Mark(pgettext_lazy("chip", "behind the required progress"), "bad", "down"),
    # a campaign
    "planned": Mark(pgettext_lazy("chip", "being prepared"), "quiet", "frame"),
    "launched": Mark(pgettext_lazy("chip", "launched"), "info", "ring"),
    "running": Mark(pgettext_lazy("chip", "under way"), "info", "half"),
    "closed": Mark(pgettext_lazy("chip", "closed"), "quiet", "dot"),
    "published": Mark(pgettext_lazy("chip", "published"), "good", "dot"),
    "archived": Mark(pgettext_lazy("chip", "archived"), "quiet", "frame"),
    # a row of an import
    "new": Mark(pgettext_lazy("chip", "new"), "good", "up"),
    "update": Mark(pgettext_lazy("chip", "changes"), "info", "half"),
    "skip": Mark(pgettext_lazy("chip", "unchanged"), "quiet", "dash"),
    "error": Mark(pgettext_lazy("chip", "wrong"), "bad", "square"),
    "guessed": Mark(pgettext_lazy("chip", "a guess"), "warn", "diamond"),
    # anything else that is simply well or not
    "ok": Mark(pgettext_lazy("chip", "in order"), "good", "dot"),
    "open": Mark(pgettext_lazy("chip", "open"), "warn", "frame"),
}
