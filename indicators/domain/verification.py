"""The verifier's word: accept, adjust, ask for more, take a mistaken verdict back. Never on one's own unit.

A verdict is about one entry. What the unit reported is never touched: an adjusted figure stands in the
verdict, beside the entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.actors import Actor
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import VerdictKind
from indicators.domain.gates import refuse_after_appraisal
from indicators.domain.writing import About, audit, figure_text, note_verdicts, writing
from indicators.gauges import Typed, same_figure
from indicators.models import Cell, Criterion, Entry, Verdict
from indicators.queries.lines import CampaignLines, series_of
from indicators.queries.papers import units_of
from indicators.queries.seats import seats
from units.models import Unit

REASON_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Case:
    """One figure before the verifier: ``entry_id`` is the entry the page showed."""

    line: Criterion
    unit: Unit
    period: str
    entry_id: int

    @property
    def key(self) -> tuple[int, int, str]:
        return self.unit.pk, series_of(self.line), self.period


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many figures were accepted now; ``passed_over``: those that no longer waited, each with its cell's state
    (``submitted``: a newer figure waits there)."""

    now: int
    passed_over: list[tuple[Case, str]]


def accept(*, actor: Actor, lines: CampaignLines, cases: Sequence[Case], at: datetime) -> Accepted:
    """Accept many figures at once: one act, one audit row that names them. What no longer waits with the entry
    that was shown is passed over."""
    cases = list({case.key: case for case in cases}.values())
    with writing(keys=[case.key for case in cases], at=at) as cells:
        require_verifier(actor, lines, cases, at)
        waiting = [case for case in cases if _waits(cells[case.key], case)]
        facts = _facts(waiting)
        rows = [Verdict(entry=fact.entry, kind=VerdictKind.ACCEPTED) for fact in facts]
        note_verdicts(verdicts=rows, actor=actor, at=at)
        audit(actor=actor, verb="accept", campaign=lines.campaign.code, facts=facts)
        passed_over = [(case, cells[case.key].state) for case in cases if case not in waiting]
    return Accepted(now=len(waiting), passed_over=passed_over)


def adjust(*, actor: Actor, lines: CampaignLines, case: Case, typed: Typed, reason: str, at: datetime) -> Verdict:
    """Accept with another figure, which stands in the verdict with its reason."""
    reason = checked_reason(reason)
    with writing(keys=[case.key], at=at) as cells:
        fact = _waiting(actor, lines, case, cells[case.key], at)
        if same_figure(typed, fact.entry):
            raise Faults(_("The figure is the one that was reported. Accept it instead."))
        verdict = Verdict(
            entry=fact.entry, kind=VerdictKind.ADJUSTED, value=typed.value, numerator=typed.numerator,
            denominator=typed.denominator, is_na=typed.is_na, reason=reason,
        )  # fmt: skip
        note_verdicts(verdicts=[verdict], actor=actor, at=at)
        _audit_one(actor, "adjust", lines, fact, reason, figure=figure_text(typed))
    return verdict


def ask_more(*, actor: Actor, lines: CampaignLines, case: Case, reason: str, at: datetime) -> Verdict:
    """Send the figure back to whom entered it, saying what is wanted."""
    reason = checked_reason(reason)
    with writing(keys=[case.key], at=at) as cells:
        fact = _waiting(actor, lines, case, cells[case.key], at)
        verdict = Verdict(entry=fact.entry, kind=VerdictKind.RETURNED, reason=reason)
        note_verdicts(verdicts=[verdict], actor=actor, at=at)
        _audit_one(actor, "ask_more", lines, fact, reason)
    return verdict


def revoke(
    *, actor: Actor, lines: CampaignLines, line: Criterion, unit: Unit, verdict_id: int, reason: str, at: datetime
) -> Verdict:
    """Take one's own mistaken verdict back; the figure waits again. Verdicts by the clock have no author and are
    taken back by the verifier of the line."""
    reason, mistaken = checked_reason(reason), _verdict(verdict_id, line, unit)
    case = Case(line, unit, mistaken.entry.period, mistaken.entry_id)
    with writing(keys=[case.key], at=at):
        require_verifier(actor, lines, [case], at)
        if not mistaken.is_automatic and mistaken.made_by_id != actor.user_id and not actor.is_system:
            raise Faults(_("Only the person who gave a verdict takes it back."))
        if mistaken.kind == VerdictKind.REVOKED or Verdict.objects.filter(revokes=mistaken).exists():
            raise Faults(_("This verdict was taken back already."))
        row = Verdict(entry_id=mistaken.entry_id, kind=VerdictKind.REVOKED, revokes=mistaken, reason=reason)
        note_verdicts(verdicts=[row], actor=actor, at=at)
        _audit_one(actor, "revoke_verdict", lines, About(unit, line, mistaken.entry), reason, verdict=mistaken.kind)
    return row


def require_verifier(actor: Actor, lines: CampaignLines, cases: Iterable[Case], at: datetime) -> None:
    """Raises ``PermissionDenied`` unless the actor appraises every case, ``Faults`` once the stage is shut."""
    cases = list(cases)
    own = units_of(actor, localdate(at))
    places = seats(lines.campaign.pk, {case.unit.pk for case in cases})
    for case in cases:
        seat = places.get(case.unit.pk)
        require(permissions.may_verify(actor, seat, lines, case.line, case.unit, own_units=own))
    refuse_after_appraisal(actor=actor, lines=lines, units={case.unit for case in cases}, at=at)


def _waits(cell: Cell, case: Case) -> bool:
    return cell.is_waiting and cell.reported_id == case.entry_id


def _waiting(actor: Actor, lines: CampaignLines, case: Case, cell: Cell, at: datetime) -> About:
    require_verifier(actor, lines, [case], at)
    if not _waits(cell, case):
        raise Faults(_("The figure no longer waits: it was appraised or replaced meanwhile. Load the page again."))
    return _facts([case])[0]


def _facts(cases: Sequence[Case]) -> list[About]:
    entries = Entry.objects.in_bulk([case.entry_id for case in cases])
    return [About(case.unit, case.line, entries[case.entry_id]) for case in cases]


def _verdict(verdict_id: int, line: Criterion, unit: Unit) -> Verdict:
    rows = Verdict.objects.select_related("entry").filter(entry__unit=unit, entry__series=line.series_id)
    found = rows.filter(pk=verdict_id).first()
    if found is None:
        raise Faults(_("There is no such verdict on this line of this unit."))
    return found


def checked_reason(text: str) -> str:
    text = text.strip()
    if not text:
        raise Faults(_("Give the reason: the unit reads it."))
    if len(text) > REASON_LIMIT:
        raise Faults(_("The reason is longer than %(limit)s characters.") % {"limit": REASON_LIMIT})
    return text


def _audit_one(actor: Actor, verb: str, lines: CampaignLines, fact: About, reason: str, **detail: object) -> None:
    code = lines.campaign.code
    audit(actor=actor, verb=verb, campaign=code, facts=[fact], reason=reason, **detail)
