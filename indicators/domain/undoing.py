"""Taking back, by one act and with one reason, what one act accepted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from campaigns.period_names import period_name
from common.actors import Actor
from common.faults import Fault, Faults
from indicators.choices import VerdictKind
from indicators.domain.cells import Key, key_of, within
from indicators.domain.verification import Case, checked_reason, require_verifier
from indicators.domain.writing import About, Cells, audit, note_verdicts, writing
from indicators.models import Verdict
from indicators.queries.lines import CampaignLines
from units.queries.naming import unit_name


@dataclass(frozen=True, slots=True)
class Undone:
    """How many figures wait again, and a sentence for each that was left as it is."""

    now: int
    refused: list[str]


@dataclass(frozen=True, slots=True)
class _Given:
    """One verdict of the act with the figure it was about."""

    verdict: Verdict
    case: Case


def revoke_act(*, actor: Actor, lines: CampaignLines, verdict_id: int, reason: str, at: datetime) -> Undone:
    """Take back every acceptance of the act that gave this verdict. A figure to which something happened since is
    left as it is, with a sentence; where that is so for all of them, nothing is written."""
    reason = checked_reason(reason)
    given = list(_of_act(lines, verdict_id))
    with writing(keys=[one.case.key for one in given], at=at) as cells:
        require_verifier(actor, lines, [one.case for one in given if one.verdict.pk == verdict_id], at)
        _refuse_foreign(actor, given)
        require_verifier(actor, lines, [one.case for one in given], at)
        refused = _refusals(given, cells)
        kept = [one for one in given if one.case.key not in refused]
        if not kept:
            raise Faults([Fault(text) for text in refused.values()])
        rows = [_revoking(one.verdict, reason) for one in kept]
        note_verdicts(verdicts=rows, actor=actor, at=at)
        facts = [About(one.case.unit, one.case.line, one.verdict.entry) for one in kept]
        audit(actor=actor, verb="revoke_verdicts", campaign=lines.campaign.code, facts=facts, reason=reason)
    return Undone(len(kept), list(refused.values()))


def _of_act(lines: CampaignLines, verdict_id: int) -> Iterator[_Given]:
    """The acceptances one person gave in one moment, in this campaign."""
    rows = Verdict.objects.filter(kind=VerdictKind.ACCEPTED, is_automatic=False).select_related("entry")
    rows = rows.filter(entry__series__in=[line.series_id for line in lines.lines])
    named = rows.filter(pk=verdict_id).first()
    if named is None:
        raise PermissionDenied(_("There is no such verdict in this campaign."))
    same = {"made_by": named.made_by_id, "acting_unit": named.acting_unit_id, "made_at": named.made_at}
    for verdict in rows.filter(**same).order_by("pk"):
        row, entry = lines.row_of(verdict.entry.unit_id), verdict.entry
        if row is not None:
            yield _Given(verdict, Case(lines.of_series(entry.series_id)[0], row.unit, entry.period, entry.pk))


def _refuse_foreign(actor: Actor, given: Sequence[_Given]) -> None:
    if not actor.is_system and any(one.verdict.made_by_id != actor.user_id for one in given):
        raise Faults(_("Only the person who gave a verdict takes it back."))


def _refusals(given: Sequence[_Given], cells: Cells) -> dict[Key, str]:
    """Why a figure is left as it is, by its cell. One query."""
    last = max(one.verdict.pk for one in given)
    later = Verdict.objects.filter(pk__gt=last).select_related("entry")
    judged = {key_of(row.entry) for row in within(later, list(cells), "entry__")}
    found = {one.case.key: _why(one, cells, judged) for one in given}
    return {key: text for key, text in found.items() if text}


def _why(one: _Given, cells: Cells, judged: set[Key]) -> str:
    place = {"unit": unit_name(one.case.unit), "line": one.case.line.number, "period": period_name(one.case.period)}
    if one.case.key in judged:
        return _("%(unit)s, %(line)s, %(period)s: another verdict was given since; it stays as it is.") % place
    if cells[one.case.key].reported_id != one.case.entry_id:
        return _("%(unit)s, %(line)s, %(period)s: a newer figure was submitted since; appraise that one.") % place
    return ""


def _revoking(verdict: Verdict, reason: str) -> Verdict:
    return Verdict(entry_id=verdict.entry_id, kind=VerdictKind.REVOKED, revokes=verdict, reason=reason)
