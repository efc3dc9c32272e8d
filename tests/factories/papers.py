"""Documents of a season, and units that confirm their receipt."""

from datetime import UTC, date, datetime
from typing import Any

from campaigns.domain.documents import Issued, Person, add_document, confirm_receipt
from campaigns.models import CampaignDocument
from tests.factories.season import Season
from units.choices import Role

DUE = date(2025, 7, 11)  # a Friday
JULY = datetime(2025, 7, 2, 2, 0, tzinfo=UTC)
IN_TIME = datetime(2025, 7, 8, 3, 0, tzinfo=UTC)
TOO_LATE = datetime(2025, 7, 14, 3, 0, tzinfo=UTC)
AN = Person("Nguyễn Thị An", "028 3822 1234", "Phó Chủ tịch UBND")


def issued(**more: Any) -> Issued:
    told = {"kind": "plan", "title": "Kế hoạch thi đua cao điểm", "number": "01/KH-UBND", "dated_on": date(2025, 7, 1)}
    return Issued(**{**told, "signer": "Trần Văn Bình", "receipt_due": DUE, **more})


def make_document(season: Season, *, at: datetime = JULY, parcel: Any = None, replaces: Any = None, **more: Any):
    told = {"parcel": parcel, "replaces": replaces, "at": at}
    manager = season.actor("VP", Role.MANAGER)
    return add_document(actor=manager, campaign=season.campaign, issued=issued(**more), **told)


def confirm(
    season: Season, unit: str, *documents: CampaignDocument, person: Person = AN, at: datetime = IN_TIME
) -> list:
    ward, seen = season.units[unit], [document.pk for document in documents]
    told = {"campaign": season.campaign, "unit": ward, "person": person, "seen": seen, "at": at}
    return confirm_receipt(actor=season.actor(unit), **told)
