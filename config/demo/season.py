"""One season as it might have gone: entered, late, returned, corrected, waiting. Written in the order of time,
scored at the end of each of the last weeks, so that trends are those of the figures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random

from django.utils.timezone import get_current_timezone

from campaigns.models import Campaign
from campaigns.periods import Period
from common.calendar import add_working_days
from config.demo import figures
from config.demo.desk import OBJECTION, OWN, Desk
from config.demo.plans import Plan
from indicators.choices import ActKind, Origin, VerdictKind
from indicators.domain import cells, current, scores
from indicators.gauges import Typed
from indicators.models import Criterion, Entry, EntryAct, Verdict
from indicators.queries.lines import CampaignLines
from units.models import Unit, User

REASONS = (
    "Chưa đính kèm tài liệu kiểm chứng, đề nghị bổ sung số, ký hiệu văn bản.",
    "Số liệu chênh lệch so với hệ thống một cửa, đề nghị rà soát lại mẫu số.",
    "Thiếu số phiếu phát ra, thu về.",
)
WEEKS = 8
# Figures of the last weeks of which a third still waits for its verifier.
BACKLOG_DAYS = 25
# The share of units that object to a figure provided about them.
OBJECTING = 0.02


@dataclass(slots=True)
class Story:
    """One figure from entry to verdict; times after the present have not happened yet."""

    entry: Entry
    acts: list[EntryAct] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


class Season:
    """Writes one campaign's facts up to the plan's today."""

    def __init__(self, plan: Plan, campaign: Campaign, reporters: dict[int, User], verifier: User, seed: int) -> None:
        self.plan, self.campaign, self.lines = plan, campaign, CampaignLines(campaign)
        self.reporters, self.verifier, self.random = reporters, verifier, Random(seed)
        self.now = min(datetime.combine(plan.today, time(16, 30), get_current_timezone()), plan.now)
        self.desk = Desk(plan, seed)

    def write(self) -> None:
        """In slices of time: facts of the slice, then what follows from them."""
        stories = sorted(self._stories(), key=lambda story: story.entry.made_at)
        marks = [self.now - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
        series = {line.series_id for line in self.lines.lines if line.series_id}
        since = datetime.min.replace(tzinfo=UTC)
        for mark in marks:
            if mark.date() < self.campaign.start:
                continue
            _save(stories, since, mark)
            cells.rebuild(series_ids=series, at=mark)
            current.rebuild(campaign=self.campaign, at=mark)
            scores.recompute(campaign=self.campaign, at=mark)
            since = mark

    def _stories(self) -> Iterator[Story]:
        for row in self.lines.participations:
            character = figures.character(self.random)
            if row.unit.code == OWN:
                character = figures.GOOD
            for line in self.lines.lines_of(row.unit):
                yield from self._line(line, row.unit, character)

    def _line(self, line: Criterion, unit: Unit, character: figures.Character) -> Iterator[Story]:
        enterer = self.lines.entered_by(line)
        if enterer == "register" or (not line.max_points and enterer != "provider"):
            return
        skips = line.feed == "external" and "vốn" in line.name.get("vi", "") and self.random.random() < 0.2
        for period in self.lines.owed(line, unit):
            if period.first < self.plan.today and period.last <= self.plan.today + timedelta(days=20):
                yield from self._figure(line, unit, period, character, skips)

    def _figure(
        self, line: Criterion, unit: Unit, period: Period, character: figures.Character, skips: bool
    ) -> Iterator[Story]:
        fate = self.desk.fate(line, unit, period)
        made_at = self._entered_at(line, period, character, fate)
        if made_at is None:
            return
        length = (self.campaign.end - self.campaign.start).days + 1
        share = min(max(((period.last - self.campaign.start).days + 1) / length, 0.1), 1)
        share = 1 / 15 if line.over_time in ("sum", "ratio_of_sums") else share
        typed = figures.draw(line, character, share, self.random)
        if skips:
            typed = Typed(is_na=True, note=figures.NOT_APPLICABLE_NOTE)
        story = self._told(line, unit, period, typed, made_at)
        by_provider = self.lines.entered_by(line) == "provider"
        (self._provided if by_provider else self._reported)(story, line, unit)
        _leave_on_desk(story, fate)
        yield story

    def _entered_at(self, line: Criterion, period: Period, character: figures.Character, fate: str) -> datetime | None:
        """None: not yet, or forgotten."""
        at: datetime | None = self._when(line, period, character)
        forgets = self.random.random() > character.diligence + 0.05
        if self._is_tabled(line):
            at, forgets = self.desk.given_at(line, period), self.desk.loses(line, period, self.random)
        if fate == "missing" or (forgets and not fate) or at is None or at > self.now:
            return None
        return at

    def _is_tabled(self, line: Criterion) -> bool:
        """Given by a department for all units at once, but for the few whose names did not match."""
        return self.lines.entered_by(line) == "provider" and line.reported != "once"

    def _when(self, line: Criterion, period: Period, character: figures.Character) -> datetime:
        """Most before the due day, the careless some days after it; single figures early in the season."""
        last = min(period.last, self.plan.today - timedelta(days=1)) if line.reported == "once" else period.last
        delay = self.random.choices((1, 2, 3, 4), (3, 4, 2, 1))[0]
        if self.random.random() > character.diligence:
            delay += self.random.randint(4, 9)
        hour = time(self.random.randint(8, 16), self.random.randint(0, 59))
        early = self.random.randint(0, 40) if line.reported == "once" else 0
        day = max(last - timedelta(days=early), self.campaign.start) + timedelta(days=delay)
        return datetime.combine(day, hour, get_current_timezone())

    def _told(self, line: Criterion, unit: Unit, period: Period, typed: Typed, made_at: datetime) -> Story:
        by_provider = self.lines.entered_by(line) == "provider"
        entry = Entry(
            unit=unit, series_id=line.series_id, period=period.code, value=typed.value, numerator=typed.numerator,
            denominator=typed.denominator, is_na=typed.is_na, note=typed.note, made_at=made_at,
            origin=Origin.PROVIDED if by_provider else Origin.GRID,
            made_by=self.verifier if by_provider else self.reporters[unit.pk],
            acting_unit=line.provided_by if by_provider else unit,
        )  # fmt: skip
        return Story(entry)

    def _provided(self, story: Story, line: Criterion, unit: Unit) -> None:
        """Settled by itself once the days of checking are over, except for the provider's own unit."""
        entry = story.entry
        entry.counts_from = add_working_days(entry.made_at.date(), line.check_days)
        settled = datetime.combine(entry.counts_from, time(6), get_current_timezone())
        if settled > self.now:
            self._contested(story, unit)
            return
        story.acts.append(EntryAct(kind=ActKind.SUBMITTED, made_at=settled, acting_unit=line.provided_by))
        if line.provided_by_id == unit.pk:
            seen = min(settled + timedelta(days=2), self.now)
            story.verdicts.append(self._verdict(VerdictKind.ACCEPTED, seen, self.lines.verifier(line, unit)))
            return
        automatic = self._verdict(VerdictKind.ACCEPTED, settled, line.provided_by)
        automatic.is_automatic, automatic.made_by = True, None
        story.verdicts.append(automatic)

    def _contested(self, story: Story, unit: Unit) -> None:
        """A few units object while they may."""
        at = story.entry.made_at + timedelta(hours=2)
        if unit.code != OWN and at <= self.now and self.random.random() < OBJECTING:
            reporter = self.reporters[unit.pk]
            story.acts.append(
                EntryAct(kind=ActKind.CONTESTED, made_at=at, made_by=reporter, acting_unit=unit, note=OBJECTION)
            )

    def _reported(self, story: Story, line: Criterion, unit: Unit) -> None:
        entry = story.entry
        fresh = (self.plan.today - entry.made_at.date()).days <= 2
        if fresh and not self.plan.is_over and self.random.random() < 0.3:
            return
        sent = entry.made_at + timedelta(minutes=self.random.randint(5, 240))
        story.acts.append(
            EntryAct(kind=ActKind.SUBMITTED, made_at=sent, made_by=self.reporters[unit.pk], acting_unit=unit)
        )
        seen = sent + timedelta(days=self.random.randint(1, 5), hours=self.random.randint(0, 5))
        if (self.plan.today - entry.made_at.date()).days <= BACKLOG_DAYS and self.random.random() < 0.35:
            seen = self.now + timedelta(days=1)
        if seen <= self.now or self.plan.is_over:
            story.verdicts.append(self._appraised(line, unit, min(seen, self.now)))

    def _appraised(self, line: Criterion, unit: Unit, at: datetime) -> Verdict:
        by = self.lines.verifier(line, unit)
        if not self.plan.is_over and self.random.random() < 0.025:
            return self._verdict(VerdictKind.RETURNED, at, by, self.random.choice(REASONS))
        return self._verdict(VerdictKind.ACCEPTED, at, by)

    def _verdict(self, kind: str, at: datetime, by: Unit | None, reason: str = "") -> Verdict:
        return Verdict(kind=kind, made_at=at, made_by=self.verifier, acting_unit=by, reason=reason)


def _leave_on_desk(story: Story, fate: str) -> None:
    if fate == "draft":
        story.acts, story.verdicts = [], []
    if fate == "returned" and story.verdicts:
        story.verdicts[0].kind, story.verdicts[0].reason = VerdictKind.RETURNED, REASONS[0]


def _save(stories: list[Story], since: datetime, until: datetime) -> None:
    """What happened in (since, until], each kind in the order of time."""
    happened = [story for story in stories if since < story.entry.made_at <= until]
    Entry.objects.bulk_create([story.entry for story in happened], batch_size=500)
    known = [story for story in stories if story.entry.pk is not None]
    EntryAct.objects.bulk_create(_followers(known, "acts", since, until), batch_size=500)
    Verdict.objects.bulk_create(_followers(known, "verdicts", since, until), batch_size=500)


def _followers(stories: list[Story], name: str, since: datetime, until: datetime) -> list:
    """Acts or verdicts of the slice, tied to their entries, oldest first."""
    found = []
    for story in stories:
        for row in getattr(story, name):
            if since < row.made_at <= until:
                row.entry = story.entry
                found.append(row)
    return sorted(found, key=lambda row: row.made_at)
