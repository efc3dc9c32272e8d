"""The stages of a campaign by date: which is open on a day, for whom longer. Stages without dates are never shut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from campaigns.choices import Status
from campaigns.models import Campaign, StageDates, StageExtension
from common.formats import day_text
from common.permissions import ALLOWED, Answer, refused


@dataclass(frozen=True, slots=True)
class StageBook:
    """The dates of a campaign's stages and what single units were granted, as they stand."""

    dates: Mapping[str, StageDates]
    extensions: Mapping[tuple[str, int], StageExtension]

    def opens(self, stage: str) -> date | None:
        return self.dates[stage].opens if stage in self.dates else None

    def closes(self, stage: str, unit_id: int | None = None) -> date | None:
        """The last day, the unit's own where it was given longer."""
        last = self.dates[stage].closes if stage in self.dates else None
        longer = self.extensions.get((stage, unit_id or 0))
        return max(last, longer.until) if last and longer else last

    def is_over(self, stage: str, on: date, unit_id: int | None = None) -> bool:
        last = self.closes(stage, unit_id)
        return last is not None and on > last

    def answer(self, stage: str, on: date, unit_id: int | None = None) -> Answer:
        """Whether what belongs to the stage is done on that day, with the sentence for who reads why not."""
        name, first = Status(stage).label, self.opens(stage)
        if first is not None and on < first:
            text = _("“%(stage)s” opens on %(day)s.")
            return refused(text % {"stage": name, "day": day_text(first)})
        if self.is_over(stage, on, unit_id):
            text = _("“%(stage)s” closed on %(day)s. The organiser may give one unit longer, by a document.")
            return refused(text % {"stage": name, "day": day_text(self.closes(stage, unit_id))})
        return ALLOWED

    def state(self, stage: str, on: date) -> str:
        """``undated``, ``before``, ``open`` or ``over``."""
        if self.opens(stage) is None and self.closes(stage) is None:
            return "undated"
        first = self.opens(stage)
        if first is not None and on < first:
            return "before"
        return "over" if self.is_over(stage, on) else "open"


def stage_book(campaign: Campaign) -> StageBook:
    """One query, two where a stage has dates."""
    rows = {row.stage: row for row in StageDates.objects.filter(campaign=campaign).order_by("pk")}
    dates = {stage: row for stage, row in rows.items() if row.opens or row.closes}
    longer = StageExtension.objects.filter(campaign=campaign).select_related("unit", "made_by").order_by("pk")
    return StageBook(dates, {(row.stage, row.unit_id): row for row in longer} if dates else {})


def due_stage(campaign: Campaign, moves: tuple[Status, ...], on: date) -> Status | None:
    """Of the states that may follow, the last stage whose days have come and not passed."""
    book = stage_book(campaign)
    opened = [stage for stage in moves if book.opens(stage) and book.state(stage, on) == "open"]
    return opened[-1] if opened else None
