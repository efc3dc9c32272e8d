"""One request about one table of a department: whose it is, and what all its steps show and carry."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.calendar import add_working_days
from common.decimals import Notation
from common.faults import Faults
from common.spreadsheets import Row
from indicators.forms.pasted import packed, unpacked
from indicators.forms.provided_rows import Mend, Plan
from indicators.forms.provided_table import Planner
from indicators.gauges import gauge_of
from indicators.models import Cell
from indicators.queries.provision import units_given
from indicators.showing import line_title
from indicators.views.provide import opened, way_up
from indicators.views.provide_columns import columns_of
from units.models import Unit

HOLDS = 12 * 3600


class TableDesk:
    """One request about one table: what every step needs."""

    def __init__(self, request: HttpRequest, campaign: Campaign, line_id: int, period: str) -> None:
        self.request, self.campaign = request, campaign
        self.lines, self.line, self.period = opened(request, campaign, line_id, period)
        self.language = get_language() or "vi"
        # Signed for this person and table: what comes back is what was previewed.
        self.salt = f"provide:{request.user.pk}:{self.line.pk}:{self.period.code}"

    @property
    def planner(self) -> Planner:
        given = {"units": self.units, "today": localdate(), "language": self.language}
        return Planner(self.lines, self.line, self.period, **given)

    def plan(self, rows: list[Row], mends: Mapping[int, Mend]) -> Plan:
        """What becomes of the rows, with all that the person said of them."""
        return self.planner.plan(rows, mends, self.decimal, columns_of(self.request.POST))

    @property
    def units(self) -> list[Unit]:
        return units_given(self.lines, self.line, self.request.acting.unit.pk)  # type: ignore[attr-defined]  # ours

    @property
    def is_appraiser(self) -> bool:
        return self.lines.entered_by(self.line) == "verifier"

    @property
    def decimal(self) -> Notation | None:
        said = self.request.POST.get("decimal", "")
        return said if said in ("comma", "point") else None  # type: ignore[return-value]  # just compared

    @property
    def page_notation(self) -> Notation:
        return "point" if self.language.startswith("en") else "comma"

    @property
    def counts_from(self) -> Any:
        return add_working_days(localdate(), self.line.check_days)

    def seal(self, rows: list[Row]) -> str:
        """The rows, and beside which figures they are shown."""
        cells = Cell.objects.filter(series=self.line.series_id, period=self.period.code, latest__isnull=False)
        seen = list(cells.values_list("unit_id", "latest_id"))
        return signing.dumps([packed(rows), seen], salt=self.salt, compress=True)

    def unseal(self) -> list[Row]:
        return unpacked(self._sealed[0])

    @property
    def seen(self) -> dict[int, int]:
        return dict(self._sealed[1])

    @property
    def _sealed(self) -> list[Any]:
        try:
            return signing.loads(self.request.POST.get("payload", ""), salt=self.salt, max_age=HOLDS)
        except signing.BadSignature:
            raise Faults(_("The preview is too old; nothing was saved. Paste the table again."))


def shared_context(desk: TableDesk) -> dict[str, Any]:
    """What the box and the preview both say of the table."""
    measure = gauge_of(desk.line.spec).measure
    return way_up(desk.lines, desk.line) | {
        "campaign": desk.campaign,
        "line": desk.line,
        "period": desk.period,
        "title": line_title(desk.line, desk.period.code),
        "is_early": localdate() <= desk.period.last,
        "has_parts": measure.has_parts,
        "measure": measure,
        "counts_from": None if desk.is_appraiser else desk.counts_from,
    }
