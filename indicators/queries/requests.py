"""What a verifier asked for and the unit has not answered yet: one address for sheet, grid and duties."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from indicators.choices import ActKind, VerdictKind
from indicators.models import EntryAct, Verdict
from units.models import Unit


def is_answered(until: datetime | None = None) -> Exists:
    """Of a verdict that asked for more: whether a newer figure of the cell was submitted (and not withdrawn again)
    by that moment. The conversation on the cell keeps the verdict all the same."""
    then = {"made_at__lte": until} if until else {}
    withdrawn = EntryAct.objects.filter(entry=OuterRef("entry"), kind=ActKind.WITHDRAWN, pk__gt=OuterRef("pk"), **then)
    same_cell = {f"entry__{name}": OuterRef(f"entry__{name}") for name in ("unit", "series", "period")}
    submitted = EntryAct.objects.filter(kind=ActKind.SUBMITTED, entry__gt=OuterRef("entry"), **same_cell, **then)
    return Exists(submitted.exclude(Exists(withdrawn)))


def open_requests(unit: Unit, series: Collection[int | None]) -> QuerySet[Verdict]:
    """Of one unit, oldest first."""
    asked = Verdict.objects.filter(kind=VerdictKind.RETURNED, revoked_by=None, entry__unit=unit)
    return asked.filter(~is_answered(), entry__series__in=list(series)).order_by("pk")
