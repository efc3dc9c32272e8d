"""What a unit types when it launches on: the document, names for its list, ticks of a period."""

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import SubUnitKind
from campaigns.domain.sub_launches import Ticked
from common.addresses import row_id
from units.forms.people import day_field

TICKS = {"part": "takes_part", "registered": "has_registered", "reported": "has_reported", "good": "is_good"}


class LaunchForm(forms.Form):
    launched_on = day_field(pgettext_lazy("sub-launch", "Launched on"), initial=localdate)
    paper = forms.CharField(
        label=_("Number of your own plan or letter"),
        max_length=120,
        required=False,
        help_text=_("As printed: 12/KH-UBND"),
    )


class NamesForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("sub-unit", "Kind"), choices=SubUnitKind.choices)
    names = forms.CharField(
        label=_("Names, one on each line"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def lines(self) -> list[str]:
        return str(self.cleaned_data["names"]).splitlines()


def posted_ticks(data: QueryDict) -> list[Ticked]:
    """``sub``: the rows that were shown; ``part``, ``registered``, ``reported``, ``good``: those ticked, by id."""
    chosen = {name: {row_id(text) for text in data.getlist(key)} for key, name in TICKS.items()}
    shown = [pk for pk in dict.fromkeys(map(row_id, data.getlist("sub"))) if pk is not None]
    return [Ticked(pk, **{name: pk in ticked for name, ticked in chosen.items()}) for pk in shown]
