"""A document as it is registered: what identifies it, its file if it has one, the lines and periods it supports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.domain.evidence import Reference
from indicators.models import Criterion

Target = tuple[Criterion, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """A line with the periods that may be ticked; the empty code is the whole line."""

    line: Criterion
    periods: Sequence[str]


def target_value(line: Criterion, period: str) -> str:
    return f"{line.pk}:{period}"


class EvidenceForm(forms.Form):
    """Everything is optional but the title: the domain says what is missing, in the words of officials."""

    title = forms.CharField(label=_("Title of the document"), max_length=255)
    number = forms.CharField(
        label=_("Number and symbol"), max_length=120, required=False, help_text=_("As printed: 12/KH-UBND")
    )
    dated_on = forms.DateField(
        label=_("Date of issue"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=255, required=False)
    kept_at = forms.CharField(
        label=_("Where it is kept"), max_length=255, required=False, help_text=_("For example: file 03, office archive")
    )

    def reference(self) -> Reference:
        return Reference(**{name: self.cleaned_data[name] for name in self.fields})


def chosen_targets(offered: Iterable[Offered], values: Iterable[str]) -> list[Target]:
    """The ticked boxes, only among those that were offered."""
    known = {target_value(each.line, period): (each.line, period) for each in offered for period in each.periods}
    return [known[value] for value in dict.fromkeys(values) if value in known]


def as_form_errors(form: forms.Form, faults: Iterable[Any]) -> None:
    """Puts each fault of the domain at its field, else above the form."""
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.message)
