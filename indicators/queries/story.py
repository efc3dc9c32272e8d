"""What happened on one cell, oldest first: figures, acts, verdicts and what was said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.choices import ActKind, Origin, VerdictKind
from indicators.models import Comment, Criterion, Entry, EntryAct, Verdict
from indicators.showing import shown
from units.models import Unit
from units.queries.naming import brief_name

# Of figures that a unit has not submitted nobody else hears.
OPENLY_KNOWN = (Origin.PROVIDED, Origin.APPRAISER)


@dataclass(frozen=True, slots=True)
class Told:
    """One line for ``components/talk.html``."""

    who: str
    unit: str
    at: datetime
    text: str
    is_own: bool = False
    is_event: bool = False


def story(line: Criterion, unit: Unit, period: str, *, reader_unit_id: int | None) -> list[Told]:
    """Four queries. Drafts are told to the unit itself alone."""
    key = {"unit": unit, "series": line.series_id, "period": period}
    about = {f"entry__{name}": value for name, value in key.items()}
    people = ("made_by", "acting_unit")
    entries = Entry.objects.filter(**key).select_related(*people)
    acts = list(EntryAct.objects.filter(**about).select_related(*people))
    verdicts = Verdict.objects.filter(**about).select_related(*people)
    comments = Comment.objects.filter(**key).select_related(*people)
    offered = {act.entry_id for act in acts}
    is_own = reader_unit_id == unit.pk
    known = [one for one in entries if is_own or one.pk in offered or one.origin in OPENLY_KNOWN]
    found = [
        *((one.made_at, 0, one.pk, _of_entry(line, one)) for one in known),
        *((one.made_at, 1, one.pk, _of_act(one)) for one in acts),
        *((one.made_at, 2, one.pk, _of_verdict(line, one)) for one in verdicts),
        *((one.made_at, 3, one.pk, _of_comment(one, reader_unit_id)) for one in comments),
    ]
    return [told for *_order, told in sorted(found, key=lambda each: each[:3])]


def _event(row: Entry | EntryAct | Verdict, text: str) -> Told:
    who = str(row.made_by) if row.made_by else _("The system")
    unit = brief_name(row.acting_unit) if row.acting_unit else ""
    return Told(f"{who} ({unit})" if unit else who, "", row.made_at, text, is_event=True)


def _of_entry(line: Criterion, entry: Entry) -> Told:
    parts = [_("entered %(figure)s") % {"figure": shown(line, entry)}, entry.note]
    return _event(entry, " — ".join(filter(None, parts)))


def _of_act(act: EntryAct) -> Told:
    words = {
        ActKind.SUBMITTED: pgettext("story", "submitted"),
        ActKind.WITHDRAWN: pgettext("story", "withdrew the figure"),
        ActKind.CONTESTED: pgettext("story", "says the figure is wrong"),
        ActKind.UPHELD: pgettext("story", "stands by the figure"),
        ActKind.READY: pgettext("story", "told the head that it is entered"),
        ActKind.SEEN: pgettext("story", "has seen the figure, no objection"),
    }
    return _event(act, _with_reason(words[ActKind(act.kind)], act.note))


def _of_verdict(line: Criterion, verdict: Verdict) -> Told:
    words = {
        VerdictKind.ACCEPTED: pgettext("story", "accepted the figure"),
        VerdictKind.ADJUSTED: pgettext("story", "appraised it as %(figure)s") % {"figure": shown(line, verdict)},
        VerdictKind.RETURNED: pgettext("story", "asked for more"),
        VerdictKind.REVOKED: pgettext("story", "took the verdict back"),
    }
    return _event(verdict, _with_reason(words[VerdictKind(verdict.kind)], verdict.reason))


def _with_reason(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words


def _of_comment(comment: Comment, reader_unit_id: int | None) -> Told:
    unit = brief_name(comment.acting_unit)
    is_own = comment.acting_unit_id == reader_unit_id
    return Told(str(comment.made_by), unit, comment.made_at, comment.body, is_own=is_own)
