"""What decides whether facts of a unit may be written now; read fresh under the writer's lock."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.choices import OPEN, Status
from campaigns.models import Participation


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant's place in a campaign at this moment."""

    status: str
    is_active: bool
    is_unlocked: bool

    @property
    def is_open(self) -> bool:
        """Entry and appraisal are open: the campaign runs, or it is closed and this unit was unlocked."""
        return self.status in OPEN or (self.status == Status.CLOSED and self.is_unlocked)

    @property
    def is_before_start(self) -> bool:
        return self.status in (Status.DRAFT, Status.LAUNCHED)


def seats(campaign_id: int, unit_ids: Iterable[int]) -> dict[int, Seat]:
    """The seat of each unit that takes part; one query."""
    rows = Participation.objects.filter(campaign=campaign_id, unit__in=list(unit_ids))
    columns = rows.values_list("unit_id", "campaign__status", "is_active", "is_unlocked")
    return {unit_id: Seat(status, active, unlocked) for unit_id, status, active, unlocked in columns}
