"""What is typed about a document of a campaign, and about the person in charge of it at a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import DocumentKind
from campaigns.domain.documents import Issued, Person
from units.forms.people import day_field
from units.validators import check_phone


class DocumentForm(forms.Form):
    """The domain says what is missing, in the words of officials."""

    kind = forms.ChoiceField(label=pgettext_lazy("document", "Kind"), choices=DocumentKind.choices)
    number = forms.CharField(
        label=_("Number and symbol"), max_length=120, required=False, help_text=_("As printed: 12/KH-UBND")
    )
    dated_on = day_field(_("Date of issue"))
    title = forms.CharField(label=_("What it is about"), max_length=400)
    signer = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    kept_at = forms.CharField(
        label=_("Where it is kept"),
        max_length=255,
        required=False,
        help_text=_("Without a file: the document network, an address, an archive"),
    )
    receipt_due = day_field(
        _("Every unit confirms receipt by"),
        required=False,
        help_text=_("Left empty, the document is for information and nobody is asked to confirm."),
    )

    def issued(self) -> Issued:
        return Issued(**{name: self.cleaned_data[name] for name in self.fields})


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name of the person in charge"), max_length=200)
    post = forms.CharField(label=pgettext_lazy("form", "Post"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, validators=[check_phone])

    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in self.fields})
