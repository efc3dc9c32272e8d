"""Naming lead and deputy, handing out cross-scoring, giving points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.choices import BlockPost
from campaigns.domain.offices import Term
from campaigns.queries.clusters import Member
from common.addresses import row_id
from common.decimals import parse_typed
from common.faults import Fault, Faults
from indicators.domain.peers import Given
from indicators.models import Criterion
from indicators.rotation import Pair

from .fields import day_field


class TermForm(forms.Form):
    post = forms.ChoiceField(label=pgettext_lazy("cluster", "Post"), choices=BlockPost)
    unit = forms.ChoiceField(label=_("Unit"))
    first = day_field(pgettext_lazy("cluster", "From"))
    last = day_field(
        pgettext_lazy("cluster", "Until"),
        required=False,
        help_text=_("Left empty: until another unit is named. Lead and deputy rotate yearly."),
    )
    document = forms.CharField(
        label=_("Decision or minutes"),
        max_length=200,
        help_text=_("For example: Quyết định số 12/QĐ-UBND ngày 05/01/2026"),
    )

    def __init__(self, *args: Any, members: Iterable[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", "—"), *((each.unit.pk, each.name) for each in members)]

    def term(self) -> Term:
        given = self.cleaned_data
        return Term(given["post"], int(given["unit"]), given["first"], given["document"], given["last"])


class RoundForm(forms.Form):
    each = forms.IntegerField(
        label=_("How many others each member scores"), min_value=1, max_value=60, widget=forms.NumberInput({"size": 3})
    )
    opens = day_field(_("Open from"))
    closes = day_field(_("Open until"))


def posted_pairs(data: QueryDict, members: Iterable[Member]) -> list[Pair]:
    """Fields ``t<scorer>`` with the members it scores."""
    return [
        (member.unit.pk, target)
        for member in members
        for target in map(row_id, data.getlist(f"t{member.unit.pk}"))
        if target is not None
    ]


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a sheet of cross-scoring as it was typed."""

    points: str
    remark: str
    seen: int | None


def posted_points(data: QueryDict, lines: Iterable[Criterion]) -> dict[int, Typed]:
    """By the line's id: fields ``p<id>``, ``r<id>`` and the mark that was shown, ``s<id>``."""
    return {
        line.pk: Typed(
            data.get(f"p{line.pk}", "").strip(), data.get(f"r{line.pk}", ""), row_id(data.get(f"s{line.pk}", ""))
        )
        for line in lines
        if f"p{line.pk}" in data
    }


def given_points(typed: Mapping[int, Typed], lines: Sequence[Criterion]) -> list[Given]:
    """Numbers as typed in the language of the page (9,5); Faults where one is none, each at its field."""
    found, faults = [], []
    for line in lines:
        one = typed.get(line.pk)
        if one is None:
            continue
        try:
            found.append(Given(line, _number(one.points), one.remark, one.seen))
        except ValidationError as wrong:
            faults += [Fault(message, field=f"p{line.pk}") for message in wrong.messages]
    if faults:
        raise Faults(faults)
    return found


def _number(text: str) -> Decimal | None:
    return parse_typed(text[:60], get_language() or "vi") if text else None
