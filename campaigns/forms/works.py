"""What is typed about a work: how it goes, that it is finished and what shows it."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import WorkNoteKind
from campaigns.domain.works import LONGEST_TEXT, Noted
from units.forms.people import day_field


class NoteForm(forms.Form):
    """``kind`` comes with the button; the domain says what is missing for it."""

    kind = forms.ChoiceField(choices=WorkNoteKind.choices, widget=forms.HiddenInput)
    day = day_field(pgettext_lazy("work", "Day"), initial=localdate)
    text = forms.CharField(
        label=pgettext_lazy("work", "How it goes"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, work: int, kind: str, **options: Any) -> None:
        super().__init__(*args, auto_id=f"{kind}_{work}_%s", initial={"kind": kind, "day": localdate()}, **options)

    def noted(self) -> Noted:
        return Noted(**{name: self.cleaned_data[name] for name in self.fields})


class FinishForm(NoteForm):
    """Finished on a day, with a file or the document that shows it."""

    number = forms.CharField(
        label=_("Number and symbol of the document that shows it"),
        max_length=120,
        required=False,
        help_text=_("For example the record of acceptance: 12/BB-NT"),
    )
    kept_at = forms.CharField(label=_("Where it is kept"), max_length=255, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].label = pgettext_lazy("work", "Finished on")


FORMS = {WorkNoteKind.PROGRESS: NoteForm, WorkNoteKind.FINISHED: FinishForm, WorkNoteKind.REOPENED: NoteForm}
