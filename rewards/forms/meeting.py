"""A meeting, what is raised in it, its end and its sending."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.addresses import row_id
from rewards.domain.meetings import Called, Plan
from rewards.models import Attendance, Meeting

from .fields import day_field

USUAL_AGENDA = (
    "Báo cáo kết quả thực hiện phong trào thi đua của cụm\n"
    "Đối chiếu kết quả tự chấm, thẩm định và chấm chéo của các đơn vị thành viên\n"
    "Thảo luận\n"
    "Bỏ phiếu suy tôn đơn vị đề nghị khen thưởng\n"
    "Thông qua biên bản"
)


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("Name of the meeting"), max_length=255)
    held_on = day_field(_("Day of the meeting"))
    starts = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), input_formats=["%H:%M"]
    )
    place = forms.CharField(label=_("Place of the meeting"), max_length=255)
    chair = forms.CharField(label=_("Chair (name and post)"), max_length=255)
    secretary = forms.CharField(label=pgettext_lazy("meeting", "Secretary (name and post)"), max_length=255)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, widget=forms.Textarea({"rows": 7}), help_text=_("One item a line.")
    )

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(**{**given, "agenda": given["agenda"].replace("\r\n", "\n").strip()})


def initial_of(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields}


class PointForm(forms.Form):
    by = forms.ChoiceField(label=pgettext_lazy("meeting", "Raised by"), required=False)
    text = forms.CharField(label=pgettext_lazy("meeting", "What was said"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, called: Iterable[Attendance], **options: Any) -> None:
        super().__init__(*args, **options)
        present = [(row.pk, row.name) for row in called if row.is_present]
        self.fields["by"].choices = [("", _("the meeting as a whole")), *present]


class FinishForm(forms.Form):
    conclusion = forms.CharField(label=_("Conclusion of the chair"), required=False, widget=forms.Textarea({"rows": 5}))


class SendForm(forms.Form):
    number = forms.CharField(
        label=_("Number and symbol of the letter"), max_length=120, help_text=_("For example: 05/TTr-CTĐ3")
    )
    dated_on = day_field(_("Date of the letter"))


def posted_calls(data: QueryDict, called: Iterable[Attendance]) -> dict[int, Called]:
    """Fields ``a<id>`` (yes, no or nothing) and ``w<id>`` (who came, or why nobody did); with ``rest`` all not marked
    are present."""
    answers = {"yes": True, "no": False}
    rest = True if data.get("rest") == "present" else None
    return {
        row.pk: Called(answers.get(data.get(f"a{row.pk}", ""), rest), data.get(f"w{row.pk}", ""))
        for row in called
        if f"w{row.pk}" in data
    }


def chosen_attendance(text: str, called: Iterable[Attendance]) -> Attendance | None:
    pk = row_id(text)
    return next((row for row in called if row.pk == pk), None)
