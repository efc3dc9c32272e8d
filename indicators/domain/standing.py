"""Where an entry stands, folded from its acts and verdicts, and what a cell makes of its entries. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from indicators.choices import ActKind, CellState, Origin, VerdictKind

# An own draft taken back: the fact stays, but it is nobody's figure any more.
DROPPED = "dropped"
# Acts that tell somebody something and leave the figure where it stands.
REMARKS = (ActKind.READY, ActKind.SEEN)
COUNTED = (CellState.SUBMITTED, CellState.ACCEPTED, CellState.ADJUSTED)
APPRAISED = (CellState.ACCEPTED, CellState.ADJUSTED)
OFFERED = (*COUNTED, CellState.RETURNED)
_BY_VERDICT = {
    VerdictKind.ACCEPTED: CellState.ACCEPTED,
    VerdictKind.ADJUSTED: CellState.ADJUSTED,
    VerdictKind.RETURNED: CellState.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an entry; acts are folded in the order of their ids."""

    kind: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """One verdict row on an entry."""

    id: int
    kind: str
    revokes_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: its state (a ``CellState`` or ``DROPPED``), when it was last submitted, the verdict that holds."""

    entry_id: int
    state: str
    submitted_at: datetime | None = None
    verdict_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a cell row says: see ``Cell``."""

    state: str = CellState.EMPTY
    latest_id: int | None = None
    reported_id: int | None = None
    verdict_id: int | None = None
    is_waiting: bool = False
    submitted_at: datetime | None = None

    @property
    def counting(self) -> tuple[int | None, int | None, bool]:
        """What scores depend on; a draft changes none of it."""
        return self.reported_id, self.verdict_id, self.is_waiting


def standing(entry_id: int, origin: str, acts: Iterable[Act], rulings: Sequence[Ruling]) -> Standing:
    """Fold one entry. ``acts`` and ``rulings`` oldest first."""
    state, submitted_at = _after_acts(origin, acts)
    holding = _holding(rulings)
    if holding is None or state != CellState.SUBMITTED:
        return Standing(entry_id, state, submitted_at)
    judged = _BY_VERDICT[VerdictKind(holding.kind)]
    return Standing(entry_id, judged, submitted_at, holding.id if judged in APPRAISED else None)


def _after_acts(origin: str, acts: Iterable[Act]) -> tuple[str, datetime | None]:
    state: str = CellState.PROVIDED if origin == Origin.PROVIDED else CellState.DRAFT
    submitted_at = None
    for act in acts:
        if act.kind == ActKind.SUBMITTED:
            state, submitted_at = CellState.SUBMITTED, act.made_at
        elif act.kind == ActKind.WITHDRAWN:
            state, submitted_at = _taken_back(state), None
        elif act.kind not in REMARKS:
            state = CellState.CONTESTED if act.kind == ActKind.CONTESTED else CellState.PROVIDED
    return state, submitted_at


def _taken_back(state: str) -> str:
    """A submitted figure becomes a draft again; a draft taken back is dropped."""
    return CellState.DRAFT if state == CellState.SUBMITTED else DROPPED


def _holding(rulings: Sequence[Ruling]) -> Ruling | None:
    revoked = {ruling.revokes_id for ruling in rulings}
    standing = [r for r in rulings if r.kind != VerdictKind.REVOKED and r.id not in revoked]
    return standing[-1] if standing else None


def outcome(standings: Iterable[Standing]) -> Outcome:
    """What the cell of these entries (oldest first) says."""
    live = [one for one in standings if one.state != DROPPED]
    if not live:
        return Outcome()
    offered = [one for one in live if one.state in OFFERED]
    reported = _newest(offered, COUNTED)
    appraised = _newest(offered, APPRAISED)
    return Outcome(
        state=live[-1].state,
        latest_id=live[-1].entry_id,
        reported_id=reported.entry_id if reported else None,
        verdict_id=appraised.verdict_id if appraised else None,
        is_waiting=bool(offered) and offered[-1].state == CellState.SUBMITTED,
        submitted_at=min((one.submitted_at for one in offered if one.submitted_at), default=None),
    )


def _newest(standings: Sequence[Standing], states: Sequence[str]) -> Standing | None:
    return next((one for one in reversed(standings) if one.state in states), None)
