"""The conversation on a cell with the acts between, and the documents tied to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.models import Comment, Criterion, Entry, EntryAct, EvidenceLink, Verdict
from indicators.showing import shown
from units.models import Unit
from units.queries.naming import brief_name


@dataclass(frozen=True, slots=True)
class Said:
    """One line of ``components/talk.html``."""

    at: datetime
    who: str
    unit: str
    text: str
    is_own: bool = False
    is_event: bool = False


def talk_of(unit: Unit, line: Criterion, period: str) -> list[Said]:
    """Comments, figures, acts and verdicts of one cell, oldest first. Four queries."""
    cell = {"unit": unit, "series": line.series_id, "period": period}
    about = {f"entry__{name}": value for name, value in cell.items()}
    people = ("made_by", "acting_unit")
    found = [
        *(_comment(row, unit) for row in Comment.objects.filter(**cell).select_related(*people)),
        *(_event(row, _("entered %(figure)s") % {"figure": shown(line, row)}) for row in _entries(cell)),
        *(_act(row) for row in EntryAct.objects.filter(**about).select_related(*people)),
        *(_verdict(row, line) for row in Verdict.objects.filter(**about).select_related(*people)),
    ]
    return sorted(found, key=lambda said: said.at)


def _entries(cell: Mapping[str, object]) -> list[Entry]:
    return list(Entry.objects.filter(**cell).select_related("made_by", "acting_unit").order_by("pk"))


def _comment(row: Comment, unit: Unit) -> Said:
    return Said(row.made_at, str(row.made_by), brief_name(row.acting_unit), row.body, row.acting_unit_id == unit.pk)


def _event(row: Entry | EntryAct | Verdict, text: str) -> Said:
    unit = brief_name(row.acting_unit) if row.acting_unit else ""
    who = " · ".join(part for part in (str(row.made_by or ""), unit) if part) or _("the system")
    return Said(row.made_at, who, unit, text, is_event=True)


def _act(row: EntryAct) -> Said:
    return _event(row, _with_reason(row.get_kind_display(), row.note))


def _verdict(row: Verdict, line: Criterion) -> Said:
    text = row.get_kind_display()
    if row.kind == "adjusted":
        text = f"{text}: {shown(line, row)}"
    return _event(row, _with_reason(text, row.reason))


def _with_reason(text: str, reason: str) -> str:
    return f"{text} – {reason}" if reason else text


def documents_of(unit: Unit, line: Criterion, period: str) -> list[EvidenceLink]:
    """Ties to this period and to the whole line, the newest first."""
    links = EvidenceLink.objects.filter(Q(period=period) | Q(period=""), unit=unit, series=line.series_id)
    return list(links.filter(removed_at__isnull=True).select_related("evidence__file").order_by("-pk"))
