"""Who takes part, as a form: kinds inside a unit, and units one by one."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.domain.choosing import Leaving
from campaigns.models import Campaign
from campaigns.queries.unit_book import UnitBook
from units.choices import UnitKind
from units.models import Unit
from units.queries.validity import overlapping

from .seen import SeenForm

MOST_STRANGERS = 20
KINDS = [(kind.value, kind.label) for kind in UnitKind if kind != UnitKind.COUNTRY]


class ChoosingForm(SeenForm):
    """``leaving``: whom the choice would take out of a launched campaign, to be looked at and agreed to."""

    leaving: Leaving | None = None
    within = forms.CharField(
        label=gettext_lazy("Units of these kinds inside"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("The code or the full name of a province, city or district."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple
    )
    units = forms.CharField(
        label=gettext_lazy("And these units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, by code or full name; they are shown in this order."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy("Needed once the campaign has been launched."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Needed once the campaign has been launched, where units leave."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = UnitBook(campaign.start, campaign.end)

    def clean_within(self) -> str:
        text = self.cleaned_data["within"].strip()
        return self._reference(text) if text else ""

    def clean_units(self) -> list[str]:
        """Codes with one query, names with another; so many strangers are named that a person reads them."""
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()))
        self.book.foresee(lines)
        bearers = self._bearers([line for line in lines if not self.book.find(line)])
        found, faults = [], []
        for line in lines:
            try:
                found.append(self._reference(line, bearers))
            except forms.ValidationError as unknown:
                faults.append(unknown)
        if len(faults) > MOST_STRANGERS:
            more = _("%(count)d more lines name no unit; is it the right column?")
            rest = forms.ValidationError(more % {"count": len(faults) - MOST_STRANGERS})
            faults = [*faults[:MOST_STRANGERS], rest]
        if faults:
            raise forms.ValidationError(faults)
        return list(dict.fromkeys(found))

    def _bearers(self, names: Collection[str]) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {name: [] for name in names}
        for unit in Unit.objects.filter(overlapping(self.book.start, self.book.end), name__in=found):
            found[unit.name].append(unit)
        self.book.foresee(unit.code for units in found.values() for unit in units)
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("within") and not given.get("kinds"):
            self.add_error("kinds", _("Choose the kinds of units."))
        elif not self.errors and not given.get("kinds") and not given.get("units"):
            text = _("Nobody would take part: choose kinds of units inside a place, or name units one by one.")
            self.add_error("units", text)
        return given

    def participants(self) -> dict[str, Any]:
        """As in the campaign file; keys that say nothing are left out."""
        given = {key: self.cleaned_data[key] for key in ("within", "kinds", "units")}
        return {key: value for key, value in given.items() if value}

    def _reference(self, text: str, bearers: Mapping[str, list[Unit]] | None = None) -> str:
        if self.book.find(text):
            return text
        rows = (self._bearers([text]) if bearers is None else bearers)[text]
        if len(rows) == 1:
            return self.book.reference(rows[0])
        message = (
            _("Several units are called “%(unit)s”; write the code.") if rows else _("There is no unit “%(unit)s”.")
        )
        raise forms.ValidationError(message % {"unit": text[:80]})


def initial(section: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "within": section.get("within", ""),
        "kinds": section.get("kinds", []),
        "units": "\n".join(section.get("units", [])),
    }
