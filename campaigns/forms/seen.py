"""The version of the plan that a page showed goes along with what is posted from it."""

from typing import Any

from django import forms
from django.http import HttpRequest

from campaigns.models import Campaign

FIELD = "seen"
LARGEST = 2**31 - 1


class SeenForm(forms.Form):
    """A form over a part of the plan. After a refusal as outdated it carries the newest version, so that a second
    look and a second press save."""

    seen = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[FIELD].initial = version

    def look_again(self, number: int) -> None:
        """The next press was made in sight of this version."""
        data = self.data.copy()
        data[FIELD] = str(number)
        self.data = data


def version_of(campaign: Campaign) -> int | None:
    return campaign.definition.number if campaign.definition else None


def seen_version(request: HttpRequest) -> int | None:
    """The version posted along; None where there is none that could be meant."""
    text = request.POST.get(FIELD, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if 0 < number <= LARGEST else None
