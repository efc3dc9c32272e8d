"""Forms about people of a unit. They read and tidy; what is allowed is the domain's to say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.choices import Role
from units.domain.accounts import Particulars
from units.models import User
from units.validators import check_phone, check_username


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A native date field; typed dates are day first."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


def role_choices(roles: Iterable[str]) -> list[tuple[str, Any]]:
    """In the order of the roles, whatever set they came in."""
    allowed = set(roles)
    return [(role.value, role.label) for role in Role if role.value in allowed]


# Each language is called as its speakers call it.
ENDONYMS = [("vi", "Tiếng Việt"), ("en", "English")]


class ParticularsForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    post = forms.CharField(label=pgettext_lazy("form", "Post"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, validators=[check_phone])

    def particulars(self) -> Particulars:
        values = self.cleaned_data
        return Particulars(values["full_name"], values["post"], values["email"], values["phone"])


class InviteForm(ParticularsForm):
    role = forms.ChoiceField(label=_("Role"))
    valid_from = day_field(pgettext_lazy("form", "From"), initial=timezone.localdate)
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        required=False,
        validators=[check_username],
        help_text=_("Left empty, it is made from the name."),
    )

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    valid_from = day_field(pgettext_lazy("form", "From"), initial=timezone.localdate)
    valid_to = day_field(
        pgettext_lazy("form", "Until"), required=False, help_text=_("Left empty: until further notice.")
    )

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)


class EndForm(forms.Form):
    on = day_field(_("Last day"), initial=timezone.localdate)


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(label=pgettext_lazy("form", "To"), coerce=int)
    on = day_field(pgettext_lazy("form", "From"), initial=timezone.localdate)

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(each.pk, str(each)) for each in colleagues]


class AuthoriseForm(forms.Form):
    document_number = forms.CharField(
        label=_("Number of the document"), max_length=120, help_text=_("As it stands on the authorisation: 12/UQ-UBND")
    )
    document_date = day_field(_("Signed on"), initial=timezone.localdate)
    valid_from = day_field(pgettext_lazy("form", "From"), initial=timezone.localdate)
    valid_to = day_field(pgettext_lazy("form", "Until"))


class ProfileForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("You may also sign in with it."))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, validators=[check_phone])
    language = forms.ChoiceField(label=_("Language"), choices=ENDONYMS)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name, abbreviation, code or former name"), max_length=100, required=False, strip=True)
