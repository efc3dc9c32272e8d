"""Reports as they stand: who owes which, the register of one, the answers to one heading across all units."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from campaigns.models import Block, Participation
from indicators.choices import ReportState
from indicators.models import (
    Outline,
    OutlineHeading,
    Report,
    ReportExtension,
    ReportReturn,
    ReportSubmission,
    ReportText,
)
from indicators.queries.lines import CampaignLines
from units.models import Unit


def owes(outline: Outline, row: Participation) -> bool:
    """A unit owes a report if it takes part and is alive on the last day reported on."""
    return row.is_active and row.unit.is_valid_on(outline.last)


def is_late(due: date, first_submitted_at: datetime | None, today: date) -> bool:
    """First submitted after the due day; one that has not come by then is late whenever it comes."""
    day = localdate(first_submitted_at) if first_submitted_at else today
    return day > due


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's report in the register."""

    outline: Outline
    participation: Participation
    report: Report | None
    today: date
    extension: ReportExtension | None = None

    @property
    def unit(self) -> Unit:
        return self.participation.unit

    @property
    def due(self) -> date:
        """The unit's own day where it was given more time, and never before everybody's."""
        return max(self.outline.due, self.extension.due) if self.extension else self.outline.due

    @property
    def is_extended(self) -> bool:
        return self.due > self.outline.due

    @property
    def submission(self) -> ReportSubmission | None:
        return self.report.submission if self.report else None

    @property
    def is_received(self) -> bool:
        return self.submission is not None

    @property
    def is_late(self) -> bool:
        return is_late(self.due, self.report.first_submitted_at if self.report else None, self.today)

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == ReportState.RETURNED

    @property
    def mark(self) -> str:
        """The key of ``common.marks``."""
        if not self.is_received:
            return "missing" if self.is_late else "not_due"
        if self.is_returned:
            return "returned"
        return "received_late" if self.is_late else "received"

    @property
    def is_drafted(self) -> bool:
        return self.report is not None and self.report.submission_id is None


@dataclass(frozen=True, slots=True)
class Register:
    """All who owe one report."""

    outline: Outline
    rows: list[Standing]

    def count(self, *marks: str) -> int:
        return sum(row.mark in marks for row in self.rows)

    @property
    def received(self) -> int:
        return sum(row.is_received for row in self.rows)

    @property
    def late(self) -> int:
        """Received after the due day."""
        return sum(row.is_received and row.is_late for row in self.rows)

    @property
    def missing(self) -> list[Standing]:
        """Past the due day and not received."""
        return [row for row in self.rows if row.mark == "missing"]

    @property
    def extended(self) -> list[Standing]:
        """Given more time and not received yet."""
        return [row for row in self.rows if row.is_extended and not row.is_received]

    def by_block(self) -> list[tuple[Block | None, "Register"]]:
        """Under their cluster, in the campaign's order; without one last."""
        found: dict[Block | None, list[Standing]] = defaultdict(list)
        for row in self.rows:
            found[row.participation.block].append(row)
        pairs = sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0].position if pair[0] else 0))
        return [(block, Register(self.outline, rows)) for block, rows in pairs]


def outlines_of(lines: CampaignLines) -> list[Outline]:
    return list(Outline.objects.filter(campaign=lines.campaign))


def registers(
    lines: CampaignLines, outlines: Sequence[Outline], *, today: date, only: Unit | None = None
) -> list[Register]:
    """The register of each outline; ``only``: one unit's row in each. Two queries besides the participants."""
    reports = Report.objects.filter(outline__in=outlines).select_related("submission")
    if only is not None:
        reports = reports.filter(unit=only)
    known = {(report.outline_id, report.unit_id): report for report in reports}
    longer = extensions_of(outlines)
    rows = [row for row in lines.participations if only is None or row.unit_id == only.pk]

    def standing(outline: Outline, row: Participation) -> Standing:
        key = (outline.pk, row.unit_id)
        return Standing(outline, row, known.get(key), today, longer.get(key))

    return [Register(one, [standing(one, row) for row in rows if owes(one, row)]) for one in outlines]


def extensions_of(outlines: Iterable[Outline]) -> dict[tuple[int, int], ReportExtension]:
    """The newest extension by outline and unit. One query."""
    rows = ReportExtension.objects.filter(outline__in=outlines).select_related("made_by").order_by("pk")
    return {(row.outline_id, row.unit_id): row for row in rows}


def due_of(outline: Outline, unit: Unit) -> date:
    """Until when this unit submits. One query."""
    newest = ReportExtension.objects.filter(outline=outline, unit=unit).order_by("-pk").first()
    return max(outline.due, newest.due) if newest else outline.due


def late_reports(lines: CampaignLines, *, today: date) -> dict[int, list[Standing]]:
    """By unit, the reports past its day that have not come, the oldest first. Three queries."""
    past = [outline for outline in outlines_of(lines) if outline.due < today]
    found: dict[int, list[Standing]] = defaultdict(list)
    for register in registers(lines, past, today=today) if past else []:
        for row in register.missing:
            found[row.unit.pk].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """One heading of one report; ``text``: what was written last, None where nothing was."""

    heading: OutlineHeading
    text: ReportText | None = None

    @property
    def body(self) -> str:
        return self.text.body if self.text else ""


def newest_texts(report: Report | None) -> dict[int, ReportText]:
    """The newest text under each heading, by the heading's id: the unit's draft. Two queries."""
    if report is None:
        return {}
    newest = ReportText.objects.filter(report=report).values("heading").annotate(newest=Max("pk"))
    rows = ReportText.objects.filter(pk__in=[row["newest"] for row in newest])
    return {row.heading_id: row for row in rows.select_related("made_by", "heading")}


def answers(outline: Outline, texts: dict[int, ReportText]) -> tuple[list[Answer], list[Answer]]:
    """Under the headings in use, in their order; and what was written under headings since taken out."""
    headings = list(outline.headings.all())
    used = [Answer(heading, texts.get(heading.pk)) for heading in headings if heading.is_active]
    left = [
        Answer(row, texts[row.pk]) for row in headings if not row.is_active and row.pk in texts and texts[row.pk].body
    ]
    return used, left


def texts_of(submission: ReportSubmission | None) -> dict[int, ReportText]:
    """What a submission stands on, by the heading's id."""
    if submission is None:
        return {}
    return {row.heading_id: row for row in submission.texts.select_related("made_by", "quote")}


@dataclass(frozen=True, slots=True)
class Given:
    """A unit's submitted answer to one heading."""

    standing: Standing
    text: ReportText
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers of all units by the heading's id, in the order of the register."""

    register: Register
    headings: list[OutlineHeading]
    given: dict[int, list[Given]] = field(default_factory=dict)

    def of(self, heading: OutlineHeading) -> list[Given]:
        return self.given.get(heading.pk, [])

    def quoted(self, heading: OutlineHeading) -> list[Given]:
        return [one for one in self.of(heading) if one.is_quoted]


def read_answers(register: Register, *, headings: Collection[OutlineHeading] | None = None) -> Reading:
    """What units submitted under some headings (default: all in use). Two queries, however many units."""
    outline = register.outline
    wanted = list(outline.headings.filter(is_active=True)) if headings is None else list(headings)
    found: dict[int, list[Given]] = defaultdict(list)
    by_report = _submitted(register, wanted)
    for _block, part in register.by_block():
        for row in part.rows:
            for text in by_report.get(row.report.pk if row.report else 0, ()):
                found[text.heading_id].append(Given(row, text, hasattr(text, "quote")))
    return Reading(register, wanted, found)


def _submitted(register: Register, headings: Iterable[OutlineHeading]) -> dict[int, list[ReportText]]:
    newest = [row.submission.pk for row in register.rows if row.submission]
    texts = ReportText.objects.filter(submissions__in=newest, heading__in=headings).exclude(body="")
    found: dict[int, list[ReportText]] = defaultdict(list)
    for text in texts.select_related("quote"):
        found[text.report_id].append(text)
    return found


def returns_of(reports: Iterable[Report]) -> dict[int, ReportReturn]:
    """What is asked for still, by the report's id. One query."""
    waiting = [report.submission_id for report in reports if report.state == ReportState.RETURNED]
    rows = ReportReturn.objects.filter(submission__in=waiting).select_related("submission", "made_by").order_by("pk")
    return {row.submission.report_id: row for row in rows}
