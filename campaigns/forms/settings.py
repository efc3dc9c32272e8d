"""The few settings of a campaign that are not its scoring; the rest is the workshop's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import LinesSeenBy, PublicDetail, Visibility

from .seen import SeenForm

# What an absent key of the file means.
DEFAULTS: dict[str, Any] = {
    "organiser_unit": "",
    "visibility": Visibility.UNITS,
    "lines_seen_by": LinesSeenBy.OWN,
    "public_detail": PublicDetail.ORDER,
    "overall_order": False,
    "missing_at_close": "choose",
    "appeal_days": 5,
}
MISSING = [
    ("choose", _("decided line by line at closing")),
    ("zero", _("no data earns 0 points")),
    ("exclude", _("the line leaves the unit's maximum")),
]


class SettingsForm(SeenForm):
    organiser_unit = forms.CharField(
        label=_("Organising unit"),
        max_length=60,
        required=False,
        help_text=_("Its code; its campaign managers prepare and manage the campaign."),
    )
    visibility = forms.ChoiceField(label=_("The running board is seen by"), choices=Visibility)
    lines_seen_by = forms.ChoiceField(label=_("The lines of a unit are seen by"), choices=LinesSeenBy)
    public_detail = forms.ChoiceField(label=_("Of a published result the public sees"), choices=PublicDetail)
    overall_order = forms.BooleanField(
        label=_("Show participants an order across all clusters and blocks"), required=False
    )
    missing_at_close = forms.ChoiceField(label=_("A line without data at closing"), choices=MISSING)
    appeal_days = forms.IntegerField(
        label=_("Working days to ask for points to be looked at again"), min_value=0, max_value=366
    )
    reason = forms.CharField(
        label=pgettext_lazy("change", "Reason of the change"),
        required=False,
        help_text=_("Needed once the campaign has been launched."),
    )

    def changed(self, section: Mapping[str, Any]) -> dict[str, Any]:
        """The campaign's section of the document with what the form says; keys stay absent where they were and
        mean the same."""
        given = {key: self.cleaned_data[key] for key in DEFAULTS}
        kept = {key: value for key, value in given.items() if key in section or value != DEFAULTS[key]}
        kept = kept | ({"organiser_unit": kept["organiser_unit"] or None} if "organiser_unit" in kept else {})
        return {**section, **kept}


def initial(section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: section.get(key, default) or default for key, default in DEFAULTS.items()} | {
        "appeal_days": section.get("appeal_days", DEFAULTS["appeal_days"])
    }
