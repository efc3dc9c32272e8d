"""A new campaign: its name, its dates, and who takes part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import STAGES, CampaignKind
from campaigns.forms.acts import CODE
from indicators.queries.workshop import UnitFinder
from units.choices import UnitKind
from units.forms.people import day_field
from units.models import Unit

ABOVE = (UnitKind.COUNTRY,)
MOST_UNITS = 2000
MOST_STRANGERS = 20


class NewCampaignForm(forms.Form):
    """Participants by kind inside a place, and units named one by one beside them."""

    name = forms.CharField(label=pgettext_lazy("campaign", "Name"), max_length=400)
    kind = forms.ChoiceField(label=pgettext_lazy("campaign", "Kind"), choices=CampaignKind, initial="thematic")
    start = day_field(pgettext_lazy("campaign", "First day"))
    end = day_field(pgettext_lazy("campaign", "Last day"))
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of units taking part"),
        choices=[(kind.value, kind.label) for kind in UnitKind if kind not in ABOVE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    within = forms.CharField(
        label=_("Of these kinds, all units in"),
        max_length=200,
        required=False,
        help_text=_("The province, its name or code."),
    )
    units = forms.CharField(
        label=_("Further units, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Name or code; a column can be pasted from Excel."),
    )
    stages = forms.MultipleChoiceField(
        label=_("Steps between start and end"),
        choices=[(stage.value, stage.label) for stage in STAGES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[stage.value for stage in STAGES],
    )
    code = forms.RegexField(
        CODE,
        label=pgettext_lazy("campaign", "Code"),
        required=False,
        max_length=63,
        help_text=_(
            "Stands in addresses: small letters without diacritics, digits and hyphens; empty: made of the name."
        ),
    )

    def __init__(self, *args: Any, organiser: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.organiser = organiser
        parent = organiser.parent
        self.fields["within"].initial = parent.name if parent and parent.kind != UnitKind.COUNTRY else ""

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code == "new":
            raise ValidationError(_now("This code is taken; choose another."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _now("The last day lies before the first."))
        elif start and end:
            given["participants"] = self._participants(given, UnitFinder(start, end, self.organiser))
        return given

    def _participants(self, given: dict[str, Any], finder: UnitFinder) -> dict[str, Any]:
        """As a campaign file has them."""
        found: dict[str, Any] = {}
        if given.get("kinds"):
            found["kinds"] = given["kinds"]
            within = self._found(finder, given.get("within", ""), "within")
            found |= {"within": within} if within else {}
        units = self._named(finder, given.get("units", ""))
        if units:
            found["units"] = units
        if not found and not self.errors:
            self.add_error("kinds", _now("Choose who takes part: kinds of units, or units by name."))
        return found

    def _named(self, finder: UnitFinder, text: str) -> list[str]:
        """References of the units named one a line; so many strangers are named that a person reads them."""
        names = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if len(names) > MOST_UNITS:
            self.add_error("units", _now("At most %(count)d units are named here.") % {"count": MOST_UNITS})
            return []
        finder.foresee(names)
        strangers = [name for name in names if finder.find(name) is None]
        for name in strangers[:MOST_STRANGERS]:
            self._found(finder, name, "units")
        if len(strangers) > MOST_STRANGERS:
            more = _now("%(count)d more lines name no unit; is it the right column?")
            self.add_error("units", more % {"count": len(strangers) - MOST_STRANGERS})
        return list(dict.fromkeys(filter(None, map(finder.find, names))))

    def _found(self, finder: UnitFinder, text: str, field: str) -> str | None:
        reference = finder.find(text.strip()) if text.strip() else None
        if text.strip() and reference is None:
            message = _now("No one unit is called “%(name)s”; write its full name or its code.")
            self.add_error(field, message % {"name": text.strip()[:80]})
        return reference
