"""Documents of the demonstration: received by most units in time, by some late, by a few not yet."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils.timezone import get_current_timezone, localdate

from campaigns.choices import DocumentKind
from campaigns.domain.documents import Issued, add_document
from campaigns.models import Campaign, CampaignDocument, DocumentReceipt, PersonInCharge
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import owes
from common.actors import Actor
from common.calendar import add_working_days
from config.demo.desk import OWN
from units.models import Unit, User

MISSING, LATE = 0.03, 0.08
SIGNER = "Lãnh đạo cơ quan tổ chức (minh họa)"
POSTS = {"department": "Phó Giám đốc", "agency": "Phó thủ trưởng"}
# Kind, number, what it is about, days after the first day, days to confirm (none: for information).
ISSUED = (
    (DocumentKind.PLAN, "01/KH-MH", "Kế hoạch tổ chức phong trào thi đua (minh họa)", 0, 5),
    (DocumentKind.LAUNCH, "02/PĐ-MH", "Văn bản phát động phong trào thi đua (minh họa)", 0, 5),
    (DocumentKind.GUIDANCE, "03/HD-MH", "Hướng dẫn đăng ký, báo cáo và chấm điểm (minh họa)", 6, 5),
    (DocumentKind.ANSWERS, "04/HĐ-MH", "Hỏi đáp về tiêu chí và minh chứng (minh họa)", 30, None),
)
NEW_VERSION = (
    DocumentKind.GUIDANCE,
    "08/HD-MH",
    "Hướng dẫn đăng ký, báo cáo, chấm điểm, bản sửa đổi (minh họa)",
    25,
    5,
)
# Issued the day before yesterday: the ward to try has yet to confirm it.
FRESH = (DocumentKind.LETTER, "12/CV-MH", "Về việc chuẩn bị sơ kết phong trào thi đua (minh họa)", 5)


class Papers:
    """Writes one campaign's documents and their receipts up to a moment."""

    def __init__(
        self, campaign: Campaign, manager: Actor, reporters: dict[int, User], now: datetime, seed: int
    ) -> None:
        self.campaign, self.manager, self.reporters, self.now = campaign, manager, reporters, now
        self.random = Random(seed)

    def write(self) -> None:
        units = [row.unit for row in participants_of(self.campaign) if owes(row, localdate(self.now))]
        made = [self._issued(*told) for told in ISSUED]
        made.append(self._issued(*NEW_VERSION, replaces=made[2]))
        if localdate(self.now) < self.campaign.end:
            made.append(self._fresh(*FRESH))
        for document in made:
            self._received(document, units)
        self._in_charge(units)

    def _issued(
        self, kind: str, number: str, title: str, after: int, days: int | None, replaces: CampaignDocument | None = None
    ) -> CampaignDocument:
        return self._add(kind, number, title, self.campaign.start + timedelta(days=after), days, replaces)

    def _fresh(self, kind: str, number: str, title: str, days: int) -> CampaignDocument:
        return self._add(kind, number, title, localdate(self.now) - timedelta(days=2), days, None)

    def _add(
        self, kind: str, number: str, title: str, day: date, days: int | None, replaces: CampaignDocument | None
    ) -> CampaignDocument:
        due = add_working_days(day, days) if days else None
        issued = Issued(kind, title, day, number, SIGNER, "trục liên thông văn bản", due)
        at = datetime.combine(day, time(8), get_current_timezone())
        told = {"campaign": self.campaign, "issued": issued, "replaces": replaces}
        return add_document(actor=self.manager, at=at, **told)

    def _received(self, document: CampaignDocument, units: list[Unit]) -> None:
        times = {unit.pk: self._confirmed_at(document, unit) for unit in units} if document.receipt_due else {}
        DocumentReceipt.objects.bulk_create(
            DocumentReceipt(document=document, unit_id=pk, made_by=self.reporters.get(pk), made_at=at)
            for pk, at in times.items()
            if at is not None
        )

    def _confirmed_at(self, document: CampaignDocument, unit: Unit) -> datetime | None:
        """None: not yet, or never."""
        fate, minutes = self.random.random(), self.random.randint(30, 8 * 60)
        fate = 1 if unit.pk == self.campaign.organiser_unit_id else fate
        assert document.receipt_due is not None, "only documents that are to be confirmed"
        late, soon = self.random.randint(1, 6), self.random.randint(0, 5)
        day = document.receipt_due + timedelta(days=late)
        day = day if fate < LATE else document.dated_on + timedelta(days=soon)
        at = datetime.combine(day, time(8), get_current_timezone()) + timedelta(minutes=minutes)
        is_left = unit.code == OWN and document.number == FRESH[1]
        return None if fate < MISSING or is_left or at > self.now else at

    def _in_charge(self, units: list[Unit]) -> None:
        at = datetime.combine(self.campaign.start, time(10), get_current_timezone())
        people = [(unit, self.reporters[unit.pk]) for unit in units if unit.pk in self.reporters]
        posts = {unit.pk: POSTS.get(unit.kind, "Phó Chủ tịch UBND") for unit in units}
        PersonInCharge.objects.bulk_create(
            PersonInCharge(
                campaign=self.campaign, unit=unit, name=person.full_name, post=posts[unit.pk],
                phone=person.phone or "028 0000 0001", made_by=person, made_at=at,
            )
            for unit, person in people
        )  # fmt: skip
