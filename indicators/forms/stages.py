"""Forms of stages, reviews and tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.domain.stages import Granted
from indicators.domain.reviews import Assigned, Praised
from indicators.queries.lines import CampaignLines
from units.models import Unit
from units.queries.naming import unit_name


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def text_field(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OfUnitForm(forms.Form):
    """A form in which one of the campaign's units is chosen."""

    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, lines: CampaignLines, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units: dict[str, Unit] = {str(row.unit_id): row.unit for row in lines.participations if row.is_active}
        names = sorted((unit.sort_key, pk, unit_name(unit)) for pk, unit in self.units.items())
        choices = [("", _("Choose a unit")), *((pk, name) for _key, pk, name in names)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field, as declared

    @property
    def chosen(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class StageForm(forms.Form):
    opens = day_field(pgettext_lazy("stage", "Opens on"), required=False)
    closes = day_field(pgettext_lazy("stage", "Closes on"), required=False, help_text=_("Both days included."))
    reason = text_field(
        pgettext_lazy("stage", "Reason of the shift"),
        required=False,
        help_text=_("Wanted when the days were set before; the units read it."),
    )


class StageExtensionForm(OfUnitForm):
    until = day_field(pgettext_lazy("stage", "Until"))
    document = forms.CharField(
        label=_("Document it rests on"), max_length=200, help_text=_("Number and date: 45/UBND-VP of 12 Aug 2025")
    )
    reason = text_field(pgettext_lazy("extension", "Reason"))

    def granted(self) -> Granted:
        return Granted(**{name: self.cleaned_data[name] for name in ("until", "reason", "document")})


class ReviewForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the review"), max_length=200, help_text=_("The snapshot bears it: Sơ kết tháng 8")
    )


class CommendForm(OfUnitForm):
    person = forms.CharField(
        label=_("Person"), max_length=200, required=False, help_text=_("Name and post; empty: the unit itself.")
    )
    reason = text_field(_("For what"), rows=2)
    document = forms.CharField(label=_("Document"), max_length=200, required=False, help_text=_("Number and date"))

    def praised(self) -> Praised:
        return Praised(**{name: self.cleaned_data[name] for name in ("person", "reason", "document")})


class TaskForm(OfUnitForm):
    what = text_field(_("What is to be done"), rows=2)
    due = day_field(pgettext_lazy("task", "Due on"))

    def assigned(self, source: str = "") -> Assigned:
        return Assigned(self.cleaned_data["what"], self.cleaned_data["due"], source)


class TaskActForm(forms.Form):
    note = text_field(_("What was done, or why"), rows=2, required=False)
    due = day_field(_("New day, where it is moved"), required=False)
