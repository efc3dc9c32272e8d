"""What waits on the desks of the accounts to try: tables not provided yet, figures returned, drafted, contested."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.utils.timezone import get_current_timezone

from campaigns.periods import Period
from config.demo.plans import Plan
from indicators.models import Criterion
from units.models import Unit

# The ward of `baocao` and `chutich`, and what became there of the newest ended month.
OWN = "26740"
OWN_FIGURES = {"I.1": "returned", "I.2": "draft", "II.2": "missing"}
# The monthly table that `cungcap` still owes, and the weekly one it gave yesterday.
OWED_TABLE, FRESH_TABLE = "MINUS.2", "III.4"
OBJECTION = "Số hồ sơ trễ hạn theo hệ thống một cửa của đơn vị là 2; đề nghị đối chiếu lại."
# The share of a fresh table's names that did not match.
UNMATCHED = 0.02
LONGEST = {"weekly": 7, "monthly": 31}


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers for one campaign; one that is over has nothing waiting."""

    plan: Plan
    seed: int

    def is_newest(self, line: Criterion, period: Period) -> bool:
        """Whether this is the last period that has ended, of a campaign under way."""
        length = LONGEST.get(line.reported, 0)
        return not self.plan.is_over and 0 < (self.plan.today - period.last).days <= length

    def fate(self, line: Criterion, unit: Unit, period: Period) -> str:
        """``returned``, ``draft`` or ``missing`` for the ward to try; empty for all else."""
        if unit.code != OWN or not self.is_newest(line, period):
            return ""
        return OWN_FIGURES.get(line.code, "")

    def given_at(self, line: Criterion, period: Period) -> datetime | None:
        """When the department gave its table: one moment for all units. None: it still owes it."""
        random = Random(f"{self.seed} {line.code} {period.code}")
        if self.is_newest(line, period) and line.code == OWED_TABLE:
            return None
        day = period.last + timedelta(days=random.randint(1, 3))
        if self.is_newest(line, period) and line.code == FRESH_TABLE:
            day = self.plan.today - timedelta(days=1)
        return datetime.combine(day, time(random.randint(8, 16), random.randint(0, 59)), get_current_timezone())

    def loses(self, line: Criterion, period: Period, random: Random) -> bool:
        """Whether a unit's row was left out of the fresh table; older tables have been mended."""
        return self.is_newest(line, period) and line.code == FRESH_TABLE and random.random() < UNMATCHED
