"""Works that units registered: the terms in force, how far they are, counted by unit."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet

from campaigns.models import Campaign, Participation, RegisteredWork, Work, WorkNote
from units.models import Unit


def terms_in_force(campaign: Campaign) -> QuerySet[RegisteredWork]:
    """Every work as the version that the organiser confirmed last says it."""
    rows = RegisteredWork.objects.filter(version__registration__campaign=campaign)
    confirmed = rows.filter(version__registration__confirmed=F("version"))
    return confirmed.select_related("work__unit", "work__finished_by_unit").order_by("finish_on", "position", "pk")


def in_force(work: Work) -> RegisteredWork | None:
    rows = RegisteredWork.objects.filter(work=work, version__registration__confirmed=F("version"))
    return rows.first()


@dataclass(frozen=True, slots=True)
class Tracked:
    """A work in force and what was noted on it."""

    terms: RegisteredWork
    today: date
    notes: list[WorkNote] = field(default_factory=list)

    @property
    def work(self) -> Work:
        return self.terms.work

    @property
    def is_finished(self) -> bool:
        return self.work.finished_on is not None

    @property
    def is_in_time(self) -> bool:
        """Finished by the registered day: what `feed: works` counts."""
        return self.work.finished_on is not None and self.work.finished_on <= self.terms.finish_on

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if self.is_finished:
            return "work_done" if self.is_in_time else "work_done_late"
        if self.today > self.terms.finish_on:
            return "overdue"
        return "work_planned" if self.today < self.terms.starts_on else "work_going"

    @property
    def latest(self) -> WorkNote | None:
        return self.notes[-1] if self.notes else None


def works_of(campaign: Campaign, units: Collection[Unit], today: date) -> list[Tracked]:
    """The works of these units with their notes, nearest first. Two queries."""
    found = list(terms_in_force(campaign).filter(work__unit__in=units))
    rows = WorkNote.objects.filter(work__in=[terms.work_id for terms in found])
    notes: dict[int, list[WorkNote]] = defaultdict(list)
    for row in rows.select_related("made_by", "file", "acting_unit").order_by("pk"):
        notes[row.work_id].append(row)
    return [Tracked(terms, today, notes[terms.work_id]) for terms in found]


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's works in the organiser's register, counted."""

    participation: Participation
    works: list[Tracked]

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    def count(self, *marks: str) -> int:
        return sum(work.mark in marks for work in self.works)

    @property
    def in_time(self) -> int:
        return self.count("work_done")

    @property
    def late(self) -> int:
        return self.count("work_done_late")

    @property
    def overdue(self) -> int:
        return self.count("overdue")

    @property
    def going(self) -> int:
        return self.count("work_going", "work_planned")

    @property
    def plaques(self) -> int:
        return sum(work.terms.has_plaque for work in self.works)


def register_of(campaign: Campaign, participants: Sequence[Participation], *, today: date) -> list[Standing]:
    """Units that registered works, in the campaign's order. One query besides the participants."""
    found: dict[int, list[Tracked]] = defaultdict(list)
    for terms in terms_in_force(campaign):
        found[terms.work.unit_id].append(Tracked(terms, today))
    return [Standing(row, found[row.unit_id]) for row in participants if row.unit_id in found]
