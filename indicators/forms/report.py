"""What a unit posts of its report: the answers under the headings, the particulars of the signed copy."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.addresses import row_id
from indicators.domain.report_extensions import Longer
from indicators.domain.reports import Signed, Written


def posted_answers(data: QueryDict) -> list[Written]:
    """Fields ``h<id>`` with what was typed and ``s<id>`` with the text the page showed."""
    found = []
    for name in data:
        pk = row_id(name[1:]) if name.startswith("h") else None
        if pk is not None:
            found.append(Written(pk, data[name], row_id(data.get(f"s{pk}", ""))))
    return found


class SignedForm(forms.Form):
    number = forms.CharField(
        label=_("Number and symbol"), max_length=120, help_text=_("As printed on the signed report: 45/BC-UBND")
    )
    dated_on = forms.DateField(
        label=_("Date of the report"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sent_by = forms.CharField(
        label=_("Without a file: how the signed copy was sent"),
        max_length=255,
        required=False,
        help_text=_("For example: through the document network, on paper by the register of the day"),
    )

    def signed(self) -> Signed:
        return Signed(**{name: self.cleaned_data[name] for name in self.fields})


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("report", "What is missing"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="return_%s", **options)


class ExtensionForm(forms.Form):
    """More time for one unit."""

    due = forms.DateField(
        label=_("New due day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("A day without work moves to the next working day. Everybody's day takes an extension back."),
    )  # fmt: skip
    reason = forms.CharField(
        label=pgettext_lazy("extension", "Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = forms.CharField(
        label=_("Document it rests on"), max_length=200, help_text=_("Number and date: 45/UBND-VP of 12 Aug 2025")
    )

    def longer(self) -> Longer:
        return Longer(**self.cleaned_data)
