"""What a unit posts of its registration: targets by line, rows of works, models and titles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.choices import RegisteredKind
from campaigns.domain.registered import Contents, ItemTyped, WorkTyped
from campaigns.models import RegistrationVersion
from common.addresses import row_id
from common.cells import iso_date
from common.decimals import parse_typed
from common.faults import Fault
from common.formats import editable_text
from indicators.models import Criterion, RegisteredTarget
from indicators.queries.targets import TargetLine
from units.forms.people import day_field

WORK_FIELDS = ("name", "product", "starts_on", "finish_on", "cost")
MOST = 80


@dataclass(slots=True)
class Row:
    """One row of the page: its texts as typed, and what is wrong with them by field."""

    place: int
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not any(self.values.get(name, "").strip() for name in (*WORK_FIELDS, "detail"))


@dataclass(slots=True)
class Typed:
    """The whole page as typed, and read as far as it can be."""

    targets: dict[int, str]
    works: list[Row]
    models: list[Row]
    titles: list[Row]
    faults: list[Fault] = field(default_factory=list)
    # What a colleague saved meanwhile.
    overtaken: RegistrationVersion | None = None

    def contents(self) -> Contents:
        """What the verb checks; blank rows are none."""
        works = [_work(row) for row in self.works if not row.is_blank]
        kinds = ((RegisteredKind.MODEL, self.models), (RegisteredKind.TITLE, self.titles))
        items = [_item(kind, row) for kind, rows in kinds for row in rows if not row.is_blank]
        return Contents(works, items)

    def read_targets(self, lines: Sequence[TargetLine]) -> list[tuple[Criterion, Decimal]]:
        """Numbers as typed in the language of the page; what is none becomes a fault of its field."""
        found = []
        for each in lines:
            text = self.targets.get(each.line.pk, "")
            if not text.strip():
                continue
            try:
                found.append((each.line, parse_typed(text, get_language() or "vi")))
            except ValidationError as wrong:
                self.faults.append(Fault(" ".join(wrong.messages), field=f"target-{each.line.pk}"))
        return found

    def blame(self, faults: Sequence[Fault]) -> None:
        """Each fault at its field; the others stand above the form."""
        self.faults += faults
        rows = {"works": self.works, RegisteredKind.MODEL: self.models, RegisteredKind.TITLE: self.titles}
        for fault in faults:
            prefix, _dash, rest = fault.field.partition("-")
            place, _dash, name = rest.partition("-")
            for row in rows.get(prefix, []):
                if str(row.place) == place:
                    row.errors[name] = fault.message

    @property
    def errors(self) -> dict[str, str]:
        return {fault.field: fault.message for fault in self.faults}


def _work(row: Row) -> WorkTyped:
    values = row.values
    return WorkTyped(
        name=values["name"], product=values["product"], cost=values["cost"], has_plaque=bool(values["has_plaque"]),
        starts_on=_day(values["starts_on"]), finish_on=_day(values["finish_on"]), work_id=row_id(values["work"]),
        place=row.place,
    )  # fmt: skip


def _item(kind: str, row: Row) -> ItemTyped:
    return ItemTyped(kind, row.values["name"], row.values["detail"], row.place)


def _day(text: str) -> date | None:
    return iso_date(text.strip())


def posted(data: QueryDict) -> Typed:
    """Fields ``target-<line>``, and columns ``works-name`` … of as many rows as the page showed."""
    targets = {pk: data[name] for name in data for pk in [row_id(name.removeprefix("target-"))] if _is_target(name, pk)}
    return Typed(
        targets={pk: text for pk, text in targets.items() if pk is not None},
        works=_rows(data, "works", (*WORK_FIELDS, "work", "has_plaque")),
        models=_rows(data, RegisteredKind.MODEL, ("name", "detail")),
        titles=_rows(data, RegisteredKind.TITLE, ("name", "detail")),
    )


def _is_target(name: str, pk: int | None) -> bool:
    return name.startswith("target-") and pk is not None


def _rows(data: QueryDict, prefix: str, names: Sequence[str]) -> list[Row]:
    """Fields ``works-0-name``: rows by number, as many as were posted."""
    places = {
        int(part)
        for key in data
        if key.startswith(f"{prefix}-")
        for part in [key.removeprefix(f"{prefix}-").partition("-")[0]]
        if part.isascii() and part.isdigit() and len(part) < 4
    }
    return [
        Row(place, {name: data.get(f"{prefix}-{place}-{name}", "") for name in names})
        for place in sorted(places)[:MOST]
    ]


def standing(version: RegistrationVersion | None, targets: dict[int, RegisteredTarget]) -> Typed:
    """The page as a version fills it."""
    works = list(version.works.all()) if version else []
    items = list(version.items.all()) if version else []
    typed = Typed({pk: editable_text(row.value) for pk, row in targets.items()}, [], [], [])
    for place, work in enumerate(works):
        typed.works.append(
            Row(
                place,
                {
                    "name": work.name, "product": work.product, "cost": work.cost, "work": str(work.work_id),
                    "starts_on": work.starts_on.isoformat(), "finish_on": work.finish_on.isoformat(),
                    "has_plaque": "1" if work.has_plaque else "",
                },
            )
        )  # fmt: skip
    for kind, rows in ((RegisteredKind.MODEL, typed.models), (RegisteredKind.TITLE, typed.titles)):
        own = [item for item in items if item.kind == kind]
        rows += [Row(place, {"name": item.name, "detail": item.detail}) for place, item in enumerate(own)]
    return typed


class CallForm(forms.Form):
    """From when until when the units register."""

    opens_on = day_field(_("Registrations are taken from"))
    due = day_field(pgettext_lazy("registration", "Last day"))


class FileForm(forms.Form):
    paper = forms.CharField(
        label=_("Number of the signed registration"),
        max_length=120,
        required=False,
        help_text=_("If it was issued as a document: 45/ĐK-UBND"),
    )
