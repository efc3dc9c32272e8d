"""Forms of inspections and obligations."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.domain.inspections import Found, Visit
from indicators.domain.obligations import Said
from indicators.forms.stages import OfUnitForm, day_field, text_field
from indicators.queries.lines import CampaignLines

# As many findings as one page takes; more go into a further inspection of the same minutes.
ROWS = 8
VISIT = ("held_on", "team", "number", "dated_on", "kept_at")


class InspectionForm(OfUnitForm):
    held_on = day_field(_("Day of the inspection"))
    team = text_field(_("Inspection team"), rows=2, help_text=_("Names and posts, the head of the team first"))
    number = forms.CharField(label=_("Number of the minutes"), max_length=120)
    dated_on = day_field(_("Date of the minutes"))
    kept_at = forms.CharField(
        label=_("Where the minutes are kept"), max_length=255, required=False, help_text=_("Without a file")
    )

    def __init__(self, lines: CampaignLines, *args: Any, **options: Any) -> None:
        super().__init__(lines, *args, **options)
        self.lines = lines
        choices = [("", _("the unit as a whole")), *((str(line.pk), line.title) for line in lines.lines)]
        for number in range(1, ROWS + 1):
            self.fields[f"line{number}"] = forms.ChoiceField(label=_("Line"), choices=choices, required=False)
            self.fields[f"text{number}"] = text_field(_("Finding"), rows=2, required=False)

    @property
    def rows(self) -> Iterator[tuple[Any, Any]]:
        for number in range(1, ROWS + 1):
            yield self[f"line{number}"], self[f"text{number}"]

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("unit", *VISIT)]

    def visit(self) -> Visit:
        return Visit(**{name: self.cleaned_data[name] for name in VISIT})

    def found(self) -> list[Found]:
        data = self.cleaned_data
        by_id = {str(line.pk): line for line in self.lines.lines}
        numbers = [number for number in range(1, ROWS + 1) if data[f"text{number}"].strip()]
        return [Found(data[f"text{number}"], by_id.get(data[f"line{number}"])) for number in numbers]


class FindingTaskForm(forms.Form):
    what = text_field(_("What is to be done"), rows=2)
    due = day_field(pgettext_lazy("task", "Due on"))


class ObligationForm(forms.Form):
    note = text_field(_("What was done, or why"), rows=2, required=False)
    document = forms.CharField(
        label=pgettext_lazy("obligation", "Document"),
        max_length=200,
        required=False,
        help_text=_("Number and date of the evidence, or of what a waiver rests on"),
    )

    def said(self) -> Said:
        return Said(**self.cleaned_data)
