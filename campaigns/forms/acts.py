"""Forms of acts on participants and plans. They read and tidy; what is allowed is the domain's to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign
from units.forms.people import day_field

CODE = r"^[a-z0-9][a-z0-9-]{1,62}$"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class ActForm(ReasonForm):
    """A dated act that rests on a decision."""

    effective = day_field(_("Takes effect on"), initial=timezone.localdate)
    decision = forms.CharField(label=_("Number of the decision"), max_length=120)
    field_order = ["effective", "decision", "reason"]


class MoveForm(ReasonForm):
    """Another block after launch."""

    block = forms.ChoiceField(label=_("Cluster or block"), required=False)
    decision = forms.CharField(label=_("Number of the decision"), max_length=120, required=False)
    field_order = ["block", "decision", "reason"]

    def __init__(self, *args: object, campaign: Campaign, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as Django defines them
        blocks = [(block.code, str(block)) for block in campaign.blocks.all()]
        self.fields["block"].choices = [("", _("in no cluster")), *blocks]  # type: ignore[attr-defined]  # ChoiceField


class VerifierForm(forms.Form):
    verifier = forms.CharField(
        label=_("Unit that appraises instead"),
        max_length=60,
        required=False,
        help_text=_("Its code or its name; left empty, nobody is named."),
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class CopyForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("campaign", "Name"), max_length=400)
    code = forms.RegexField(
        CODE,
        label=pgettext_lazy("campaign", "Code"),
        max_length=63,
        help_text=_("Lower-case letters without diacritics, digits and hyphens; it stands in addresses."),
    )
    start = day_field(pgettext_lazy("campaign", "First day"))
