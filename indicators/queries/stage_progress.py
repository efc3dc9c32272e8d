"""How many units are done with a stage, as far as figures and reports tell."""

from dataclasses import dataclass
from datetime import date

from campaigns.choices import STAGES, Status
from campaigns.models import Campaign, StageDates, StageExtension
from campaigns.queries.documents import document_of
from common.choices import Basis
from indicators.choices import ReportKind
from indicators.models import Sheet
from indicators.queries.lines import CampaignLines
from indicators.queries.reports import outlines_of, registers
from indicators.queries.scoreboard import live_board
from units.models import Unit

REPORTS = {Status.MIDTERM: ReportKind.INTERIM, Status.FINAL: ReportKind.FINAL}
ALL_STAGES = [stage.value for stage in STAGES]


@dataclass(frozen=True, slots=True)
class Done:
    """``units`` of ``total`` are done; ``total`` 0: nothing tells."""

    units: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage of the campaign's way with its days, where it stands, and who has longer."""

    stage: Status
    dates: StageDates | None
    state: str
    is_here: bool
    is_past: bool
    done: Done
    extensions: list[StageExtension]
    own: StageExtension | None = None

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if self.is_here:
            return "running"
        marks = {"before": "not_due", "open": "due", "over": "closed"}
        return marks.get(self.state, "done" if self.is_past else "none")


def stage_rows(lines: CampaignLines, *, on: date, own: Unit | None = None) -> list[StageRow]:
    """Every stage the plan names, in order."""
    campaign, book, done = lines.campaign, lines.stages, _done(lines, on)
    named = document_of(campaign)["campaign"].get("stages", ALL_STAGES)
    return [
        StageRow(
            stage=stage, dates=book.dates.get(stage), state=book.state(stage, on), is_here=campaign.status == stage,
            is_past=_is_past(campaign, stage), done=done.get(stage, Done()),
            extensions=[row for (name, _unit), row in book.extensions.items() if name == stage],
            own=book.extensions.get((stage, own.pk)) if own else None,
        )
        for stage in STAGES
        if stage in named
    ]  # fmt: skip


def _is_past(campaign: Campaign, stage: Status) -> bool:
    return campaign.lifecycle_acts.filter(to_status=stage).exists() and campaign.status != stage


def _done(lines: CampaignLines, on: date) -> dict[str, Done]:
    return {**_scored(lines), **_reported(lines, on)}


def _scored(lines: CampaignLines) -> dict[str, Done]:
    """Nothing missing on the reported basis; nothing waiting for a verdict. Two queries."""
    board = live_board(lines.campaign)
    if board is None:
        return {}
    rows = Sheet.objects.filter(scoreboard=board).values_list("basis", "missing", "waiting")
    reported = [missing == 0 for basis, missing, _waiting in rows if basis == Basis.REPORTED]
    verified = [waiting == 0 for basis, _missing, waiting in rows if basis == Basis.VERIFIED]
    return {
        Status.SELF_SCORE: Done(sum(reported), len(reported)),
        Status.APPRAISAL: Done(sum(verified), len(verified)),
    }


def _reported(lines: CampaignLines, on: date) -> dict[str, Done]:
    """Reports received of those a review asks for."""
    kinds = {kind: stage for stage, kind in REPORTS.items()}
    outlines = [outline for outline in outlines_of(lines) if outline.kind in kinds]
    found: dict[str, Done] = {}
    for register in registers(lines, outlines, today=on) if outlines else []:
        stage = kinds[ReportKind(register.outline.kind)]
        before = found.get(stage, Done())
        found[stage] = Done(before.units + register.received, before.total + len(register.rows))
    return found
