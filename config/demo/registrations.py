"""Registrations of the demonstration: most confirmed, some waiting, a few asked for more or missing; works as they
went; and wards that launched on to their quarters."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import get_current_timezone, localdate

from campaigns.choices import RegisteredKind, RegistrationState, RegistrationVerdict, SubUnitKind, WorkNoteKind
from campaigns.domain import sub_launches
from campaigns.domain.registrations import call_for_registration
from campaigns.models import (
    Campaign,
    RegisteredItem,
    RegisteredWork,
    Registration,
    RegistrationAct,
    RegistrationVersion,
    SubUnit,
    Work,
    WorkNote,
)
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import owes
from campaigns.queries.sub_launches import begun
from common.actors import Actor
from common.calendar import add_working_days
from config.demo import undertakings
from config.demo.desk import OWN
from config.demo.people import actor_for
from indicators.domain.finished_works import count_finished_works
from indicators.models import RegisteredTarget
from indicators.queries.lines import CampaignLines
from indicators.queries.targets import target_lines
from units.choices import Role
from units.models import Membership, Unit, User

MISSING, LATE, RETURNED, WAITING = 0.03, 0.08, 0.03, 0.06
DAYS = 10
ASKED = "Đề nghị nêu rõ sản phẩm và kinh phí của từng công trình, phần việc."
# How many wards besides the one to try launch on.
LAUNCHING = 4


class Registrations:
    """Writes one campaign's registrations, works and launches up to a moment."""

    def __init__(
        self, campaign: Campaign, manager: Actor, reporters: dict[int, User], now: datetime, seed: int
    ) -> None:
        self.campaign, self.manager, self.reporters, self.now = campaign, manager, reporters, now
        self.lines, self.random, self.today = CampaignLines(campaign), Random(seed), localdate(now)
        self.is_over = self.today > campaign.end
        self.due = add_working_days(campaign.start, DAYS)

    def write(self) -> None:
        days = {"opens_on": self.campaign.start, "due": self.due}
        call_for_registration(actor=self.manager, campaign=self.campaign, at=self._at(self.campaign.start, 8), **days)
        units = [row.unit for row in participants_of(self.campaign) if owes(row, self.today)]
        for unit in units:
            self._registered(unit)
        count_finished_works(campaign=self.campaign, at=self.now)
        self._launched_on(units)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, self.random.randint(0, 59)), get_current_timezone())

    def _registered(self, unit: Unit) -> None:
        fate = self.random.random()
        settled = self.is_over or unit.code == OWN or unit.pk == self.campaign.organiser_unit_id
        if fate < MISSING and not settled:
            return
        days = self.random.randint(1, 5) if fate < LATE and not settled else -self.random.randint(0, 5)
        filed_at = self._at(max(self.due + timedelta(days=days), self.campaign.start), self.random.randint(8, 16))
        state = self._state(0.9 if settled else self.random.random())
        version = self._version(unit, filed_at)
        if state != RegistrationState.FILED:
            self._answered(version, state, filed_at + timedelta(days=2))
        held = version.registration
        held.state, held.filed = state, version
        held.confirmed = version if state == RegistrationState.CONFIRMED else None
        held.save()

    def _state(self, fate: float) -> RegistrationState:
        if fate < RETURNED:
            return RegistrationState.RETURNED
        return RegistrationState.FILED if fate < RETURNED + WAITING else RegistrationState.CONFIRMED

    def _version(self, unit: Unit, at: datetime) -> RegistrationVersion:
        person = self.reporters.get(unit.pk)
        held = Registration.objects.create(campaign=self.campaign, unit=unit, first_filed_at=at)
        version = RegistrationVersion.objects.create(
            registration=held, number=1, edition=1, made_by=person, made_at=at, filed_at=at, filed_by=person,
            paper=f"{self.random.randint(10, 90)}/ĐK-MH",
        )  # fmt: skip
        targets = undertakings.draw_targets(self.random, target_lines(self.lines, unit))
        RegisteredTarget.objects.bulk_create(
            RegisteredTarget(version=version, criterion=line, value=value) for line, value in targets
        )
        self._items(version)
        self._works(version, unit)
        return version

    def _items(self, version: RegistrationVersion) -> None:
        models = self.random.sample(undertakings.MODELS, self.random.randint(1, 2))
        title = self.random.choice(undertakings.TITLES)
        rows = [(RegisteredKind.MODEL, name) for name in models] + [(RegisteredKind.TITLE, title)]
        RegisteredItem.objects.bulk_create(
            RegisteredItem(version=version, kind=kind, name=name, position=place)
            for place, (kind, name) in enumerate(rows, 1)
        )

    def _works(self, version: RegistrationVersion, unit: Unit) -> None:
        drawn = undertakings.draw_works(self.random, self.campaign.start, self.campaign.end, self.today)
        if unit.code == OWN and not self.is_over:
            drawn = self._own(drawn)
        works = Work.objects.bulk_create(
            Work(
                campaign=self.campaign, unit=unit, finished_on=one.finished_on,
                finished_by_unit=unit if one.finished_on else None,
            )
            for one in drawn
        )  # fmt: skip
        RegisteredWork.objects.bulk_create(
            RegisteredWork(
                version=version, work=work, name=one.name, product=one.product, starts_on=one.starts_on,
                finish_on=one.finish_on, cost=one.cost, has_plaque=one.has_plaque, position=place,
            )
            for place, (work, one) in enumerate(zip(works, drawn, strict=True), 1)
        )  # fmt: skip
        WorkNote.objects.bulk_create(self._finished(work, unit) for work in works if work.finished_on is not None)

    def _own(self, drawn: list[undertakings.DrawnWork]) -> list[undertakings.DrawnWork]:
        """Of the ward to try one is finished in time and one is due in the coming days."""
        first, second, *_rest = drawn
        begun_on, near = self.campaign.start + timedelta(days=5), self.today + timedelta(days=6)
        done = self.today - timedelta(days=12)
        return [
            undertakings.DrawnWork(
                first.name, first.product, begun_on, done + timedelta(days=3), first.cost, True, done
            ),
            undertakings.DrawnWork(second.name, second.product, begun_on, near, second.cost, False, None),
        ]

    def _finished(self, work: Work, unit: Unit) -> WorkNote:
        assert work.finished_on is not None, "only finished works"
        return WorkNote(
            work=work, kind=WorkNoteKind.FINISHED, day=work.finished_on, number=f"{self.random.randint(2, 60)}/BB-NT",
            text="Đã nghiệm thu, bàn giao.", made_by=self.reporters.get(unit.pk), acting_unit=unit,
            made_at=min(self._at(work.finished_on, 15), self.now),
        )  # fmt: skip

    def _answered(self, version: RegistrationVersion, state: str, at: datetime) -> None:
        returned = state == RegistrationState.RETURNED
        RegistrationAct.objects.create(
            version=version, kind=RegistrationVerdict.RETURNED if returned else RegistrationVerdict.CONFIRMED,
            reason=ASKED if returned else "", made_by_id=self.manager.user_id, made_at=min(at, self.now),
        )  # fmt: skip

    def _launched_on(self, units: list[Unit]) -> None:
        wards = [unit for unit in units if unit.kind == "ward" and unit.code != OWN]
        own = [unit for unit in units if unit.code == OWN]
        for unit in [*own, *wards[:LAUNCHING]] if own and not self.is_over else []:
            self._quarters(unit)

    def _quarters(self, unit: Unit) -> None:
        head = Membership.objects.filter(unit=unit, role=Role.HEAD).select_related("user").first()
        if head is None:
            return
        told = {"actor": actor_for(head.user, unit, Role.HEAD), "campaign": self.campaign, "unit": unit}
        day = self.campaign.start + timedelta(days=7)
        sub_launches.launch_on(launched_on=day, paper="15/KH-MH", at=self._at(day, 9), **told)
        quarters = [f"Khu phố {number}" for number in range(1, self.random.randint(9, 14))]
        sub_launches.add_sub_units(kind=SubUnitKind.VILLAGE, names=quarters, at=self._at(day, 10), **told)
        schools = ["Trường mầm non (minh họa)", "Trường tiểu học (minh họa)"]
        sub_launches.add_sub_units(kind=SubUnitKind.SCHOOL, names=schools, at=self._at(day, 10), **told)
        subs = list(SubUnit.objects.filter(unit=unit).values_list("pk", flat=True))
        for period in reversed(begun(self.campaign, self.today)):
            at = min(self._at(period.last + timedelta(days=2), 9), self.now)
            sub_launches.save_ticks(period=period.code, ticked=[self._ticked(pk) for pk in subs], at=at, **told)
            if period.last < self.today and not (unit.code == OWN and period == begun(self.campaign, self.today)[1]):
                sub_launches.send_counts(period=period.code, at=at, **told)

    def _ticked(self, pk: int) -> sub_launches.Ticked:
        reported = self.random.random() < 0.9
        good = reported and self.random.random() < 0.3
        return sub_launches.Ticked(pk, takes_part=True, has_registered=True, has_reported=reported, is_good=good)
