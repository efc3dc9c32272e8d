"""The form of an outline: a report's name, kind and days, and its headings row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Phase
from common.addresses import row_id
from indicators.choices import ReportKind
from indicators.domain.outlines import Asked
from indicators.models import Outline

# What a report is written under unless the organiser says otherwise; the document itself is Vietnamese.
USUAL_HEADINGS = (
    "Kết quả thực hiện các nội dung thi đua",
    "Mô hình hay, cách làm hiệu quả, điển hình tiên tiến",
    "Tồn tại, hạn chế, khó khăn, vướng mắc và nguyên nhân",
    "Đề xuất, kiến nghị",
    "Nhiệm vụ, giải pháp trọng tâm thời gian tới",
    "Đề nghị khen thưởng",
)
SPARE_ROWS = 3


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class OutlineForm(forms.Form):
    """Everything but the headings, which ``HeadingRow`` reads."""

    name = forms.CharField(label=_("Name of the report"), max_length=255)
    kind = forms.ChoiceField(label=_("Kind of report"), choices=ReportKind)
    first = _day(_("Reported on from"))
    last = _day(_("Reported on to"))
    due = _day(
        pgettext_lazy("report", "Due on"),
        help_text=_("A day without work moves to the next working day. Received after it is marked late."),
    )

    def asked(self, rows: Iterable["HeadingRow"]) -> Asked:
        headings = [(row.pk, row.text.strip()) for row in rows if row.text.strip()]
        return Asked(headings=headings, **self.cleaned_data)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """One row of the form; a blank text takes its heading out."""

    pk: int | None
    text: str
    place: int


def posted_rows(data: QueryDict) -> list[HeadingRow]:
    """In the order the numbers say; a row without a number keeps its place."""
    columns = zip(data.getlist("heading_id"), data.getlist("heading"), data.getlist("place"), strict=False)
    rows = [
        HeadingRow(row_id(pk), text, int(place) if place.isascii() and place.isdigit() and len(place) < 4 else number)
        for number, (pk, text, place) in enumerate(columns, 1)
    ]
    return sorted(rows, key=lambda row: row.place)


def rows_of(outline: Outline | None) -> list[HeadingRow]:
    """The headings as they stand, else the usual ones."""
    if outline is None:
        return [HeadingRow(None, text, place) for place, text in enumerate(USUAL_HEADINGS, 1)]
    active = outline.headings.filter(is_active=True)
    return [HeadingRow(row.pk, row.text, place) for place, row in enumerate(active, 1)]


def with_spare(rows: Iterable[HeadingRow]) -> list[HeadingRow]:
    """Blank rows behind, for further headings."""
    shown = [row for row in rows if row.text.strip() or row.pk]
    return [*shown, *(HeadingRow(None, "", len(shown) + number) for number in range(1, SPARE_ROWS + 1))]


def initial_of(campaign: Campaign, phase: Phase | None, outline: Outline | None) -> Mapping[str, Any]:
    """What the form begins with: the outline as it stands, else what the plan says of the phase."""
    if outline is not None:
        return {name: getattr(outline, name) for name in OutlineForm.base_fields}
    if phase is None:
        return {"kind": ReportKind.PERIODIC, "first": campaign.start, "last": campaign.end}
    last: date = phase.end or phase.due or campaign.end
    name = phase.name.get("vi", "")
    days = {"first": min(phase.start or campaign.start, last), "last": last, "due": phase.due or last}
    return {"name": _named(name), "kind": _kind_of(name), **days}


def _kind_of(name: str) -> ReportKind:
    lower = name.casefold()
    if "tổng kết" in lower:
        return ReportKind.FINAL
    return ReportKind.INTERIM if "sơ kết" in lower else ReportKind.PERIODIC


def _named(name: str) -> str:
    return name if name.casefold().startswith("báo cáo") else f"Báo cáo {name[:1].lower()}{name[1:]}"
