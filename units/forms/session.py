"""Sign-in and passwords."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """One sentence for every failure, so that nobody learns which accounts exist."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is not right. A first-login code works for a limited time and once only: "
            "the accounts coordinator of your unit can give you a new one."
        ),
        "inactive": _("The user name or the password is not right."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name or e-mail")
        self.fields["password"].label = _("Password or first-login code")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class NewPasswordMixin(forms.Form):
    """The two fields of a new password, in our words."""

    error_messages = {
        "password_mismatch": _("The two passwords are not the same."),
        "password_incorrect": _("The present password is not right."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 10 characters; not a common word, not your name or user name."
        )
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""


class FirstPasswordForm(NewPasswordMixin, SetPasswordForm):
    """After a first-login code, which was typed seconds ago and is not asked for again."""


class ChangePasswordForm(NewPasswordMixin, PasswordChangeForm):
    """Anybody else proves the present password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
