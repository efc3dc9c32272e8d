"""The words for this app's models and acts in the administration."""

from django.utils.translation import gettext_lazy as _

from common.labels import Named, Text
from units.choices import Role

MODELS = {
    "Unit": Named(
        _("unit"),
        _("units"),
        {
            "code": _("code"),
            "name": _("name"),
            "name_en": _("name in English"),
            "short_name": _("short name"),
            "kind": _("kind of unit"),
            "parent": _("superior unit"),
            "latitude": _("latitude"),
            "longitude": _("longitude"),
            "area_km2": _("area (km²)"),
            "sort_key": _("sorting key"),
            "search_key": _("search key"),
        },
    ),
    "Succession": Named(
        _("succession"),
        _("mergers and successions"),
        {
            "old": _("predecessor"),
            "new": _("successor"),
            "effective": _("effective from"),
            "extent": _("extent"),
            "is_default": _("main successor"),
            "share": _("share taken over"),
        },
    ),
    "Membership": Named(_("role in a unit"), _("roles in units"), {"user": _("holder of the role")}),
    "Authorisation": Named(
        _("authorisation"),
        _("authorisations"),
        {
            "person": _("authorised person"),
            "granted_by": _("authorised by"),
            "document_number": _("document number"),
            "document_date": _("date of the document"),
            "revoked_at": _("revoked at"),
        },
    ),
    "User": Named(
        _("account"),
        _("accounts"),
        {
            "username": _("user name"),
            "full_name": _("full name"),
            "post": _("post held"),
            "email": _("e-mail"),
            "phone": _("phone number"),
            "language": _("language"),
            "is_active": _("account is open"),
            "is_staff": _("may enter the administration"),
            "is_superuser": _("system administrator"),
            "must_change_password": _("must choose a new password"),
            "first_code_expires_at": _("first-login code works until"),
            "date_joined": _("account opened at"),
        },
    ),
}
CODES: dict[str, Text] = {
    **{role.value: role.label for role in Role},
    "change_password": _("changed the password"),
    "close_account": _("closed an account"),
    "correct_account": _("corrected an account"),
    "end_role": _("ended a role"),
    "end_token": _("ended an API token"),
    "give_token": _("made an API token"),
    "authorise": _("gave an authorisation"),
    "grant_role": _("gave a role"),
    "load_units": _("loaded the register of units"),
    "open_account": _("opened an account"),
    "open_accounts": _("opened accounts from a table"),
    "reset_password": _("gave a new first-login code"),
    "revoke_authorisation": _("revoked an authorisation"),
    "withdraw_role": _("withdrew a role"),
    "accounts": _("accounts"),
    "authorisation": _("authorisation"),
    "membership": _("role in a unit"),
    "register": _("register of units"),
}
