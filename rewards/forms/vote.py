"""The rule of a vote, a ballot, and the counts of paper ballots."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.addresses import row_id
from common.faults import Fault, Faults
from indicators.forms.fields import NumberField
from rewards.choices import VoteBase, VoteWay
from rewards.domain.votes import Counts, Terms
from rewards.models import Attendance, VoteCandidate
from rewards.vote_rules import UsualRule

MOST = 10_000


class VoteForm(forms.Form):
    title = forms.CharField(
        label=_("What is voted on"), max_length=255, help_text=_("For example: Đề nghị tặng Cờ thi đua của Thành phố")
    )
    places = forms.IntegerField(label=_("How many units are put forward"), min_value=1, max_value=60)
    threshold = NumberField(label=_("Threshold (percent)"), required=True)
    is_strict = forms.BooleanField(label=_("More than the threshold, not just as much"), required=False)
    base = forms.ChoiceField(label=_("Percent of"), choices=VoteBase)
    own_allowed = forms.BooleanField(label=_("A unit may name itself"), required=False)
    is_secret = forms.BooleanField(label=_("Secret ballot"), required=False)
    way = forms.ChoiceField(label=_("Ballots are cast"), choices=VoteWay)
    basis = forms.CharField(label=_("The rule rests on"), max_length=500, widget=forms.Textarea({"rows": 2}))
    confirmed = forms.BooleanField(label=_("I confirm that this is the rule our cluster votes by"), required=False)
    candidates = forms.MultipleChoiceField(
        label=_("Units on the ballot"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, called: Iterable[Attendance], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["candidates"].choices = [(row.unit_id, row.name) for row in called]

    def terms(self) -> Terms:
        given = {name: self.cleaned_data[name] for name in Terms.__slots__}
        return Terms(**{**given, "threshold": Decimal(given["threshold"])})

    def chosen(self) -> list[int]:
        return [int(unit) for unit in self.cleaned_data["candidates"]]


def usual(rule: UsualRule, called: Iterable[Attendance]) -> dict[str, Any]:
    """The form as it is first shown: the rule proposed, every member on the ballot, nothing confirmed."""
    return {
        "places": rule.places,
        "threshold": rule.threshold,
        "is_strict": rule.is_strict,
        "base": rule.base,
        "own_allowed": rule.own_allowed,
        "is_secret": rule.is_secret,
        "way": VoteWay.PAPER,
        "basis": rule.source,
        "candidates": [row.unit_id for row in called],
    }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("vote", "Reason"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


def posted_counts(data: QueryDict, candidates: Iterable[VoteCandidate]) -> Counts:
    """Whole numbers: ``handed_out``, ``received``, ``invalid`` and ``c<id>`` for every candidate."""
    names = {name: _whole(data.get(name, "")) for name in ("handed_out", "received", "invalid")}
    votes = {candidate.pk: _whole(data.get(f"c{candidate.pk}", "")) for candidate in candidates}
    wrong = [name for name, number in names.items() if number is None]
    wrong += [f"c{pk}" for pk, number in votes.items() if number is None]
    if wrong:
        raise Faults([Fault(str(_("Every count is a whole number, 0 where there is none.")), field=wrong[0])])
    return Counts(votes={pk: number or 0 for pk, number in votes.items()}, **{k: n or 0 for k, n in names.items()})


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= MOST else None


def posted_choices(data: QueryDict) -> list[int]:
    return [pk for pk in map(row_id, data.getlist("choice")) if pk is not None]
