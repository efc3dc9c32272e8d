"""Deductions are found, not reported: whoever appraises the group enters them, submitted and accepted at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.actors import Actor
from common.faults import Faults
from indicators.choices import ActKind, Origin, VerdictKind
from indicators.domain.evidence import link_many
from indicators.domain.progress import open_period
from indicators.domain.provided import CHUNK, Provided, Seen, new_figures, note_batch, rows_by_cell
from indicators.domain.verification import Case, require_verifier
from indicators.domain.writing import About, audit, note_acts, note_verdicts, writing
from indicators.gauges import Typed
from indicators.models import Criterion, Entry, Evidence, Verdict
from indicators.queries.lines import CampaignLines
from units.models import Unit


@transaction.atomic
def enter_table(
    *,
    actor: Actor,
    lines: CampaignLines,
    line: Criterion,
    period: str,
    rows: Sequence[tuple[Unit, Typed]],
    evidence: Evidence | None = None,
    at: datetime,
    sha256: str = "",
    seen: Seen | None = None,
) -> Provided:
    """One figure for each unit of a table, all or nothing, never of the own unit; the same figure writes nothing."""
    _refuse_reported(lines, line)
    for unit, _typed in rows:
        open_period(lines, line, unit, period, at)
    cases = [Case(line, unit, period, 0) for unit, _typed in rows]
    wanted = rows_by_cell(line, period, rows)
    with writing(keys=list(wanted), at=at) as cells:
        require_verifier(actor, lines, cases, at)
        entries = new_figures(wanted, cells, seen)
        if entries:
            _write(actor, lines, line, period, entries, at, sha256)
        if evidence:
            units = [unit for unit, _typed in rows]
            link_many(actor=actor, evidence=evidence, line=line, units=units, period=period, at=at)
    return Provided(len(entries), len(rows) - len(entries), localdate(at))


def _write(
    actor: Actor, lines: CampaignLines, line: Criterion, period: str, entries: list[Entry], at: datetime, sha256: str
) -> None:
    kind = Origin.APPRAISER
    batch = note_batch(actor, lines, line, period, kind=kind, rows=len(entries), at=at, sha256=sha256)
    for entry in entries:
        entry.origin, entry.batch = Origin.APPRAISER, batch
        entry.made_by_id, entry.acting_unit_id, entry.made_at = actor.user_id, actor.unit_id, at
    Entry.objects.bulk_create(entries, batch_size=CHUNK)
    note_acts(actor=actor, entry_ids=[entry.pk for entry in entries], kind=ActKind.SUBMITTED, at=at)
    verdicts = [Verdict(entry=entry, kind=VerdictKind.ACCEPTED) for entry in entries]
    note_verdicts(verdicts=verdicts, actor=actor, at=at)
    facts = [About(entry.unit, line, entry) for entry in entries]
    audit(actor=actor, verb="enter_as_verifier", campaign=lines.campaign.code, facts=facts, batch=batch.pk)


def _refuse_reported(lines: CampaignLines, line: Criterion) -> None:
    if lines.entered_by(line) != "verifier":
        raise Faults(_("The line %(line)s is not entered by its verifier.") % {"line": line.number})
