"""What people read for the names of models, fields and codes. Each app's ``labels.py`` holds its words.

They are set when the apps are ready, so that the models stay short and no migration repeats a wording:
``makemigrations`` compares what a model was declared with.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A lazy text stands for the language of whoever reads it.
Text = str | Promise

# Fields that mean the same wherever they stand; a model's own word goes before.
SHARED: dict[str, Text] = {
    "campaign": _("campaign"),
    "decision": _("decision number"),
    "kind": _("kind of act"),
    "made_at": _("time of the act"),
    "made_by": _("done by"),
    "reason": _("reason"),
    "role": _("role"),
    "sha256": _("SHA-256 of the content"),
    "unit": _("unit"),
    "valid_from": _("valid from"),
    "valid_to": _("valid to"),
}


class Named(NamedTuple):
    """The words for one model: one row, many rows, and its fields."""

    one: Text
    many: Text
    fields: Mapping[str, Text] = {}


_codes: dict[str, Text] = {}


def name_models(app: str, names: Mapping[str, Named]) -> None:
    """Give the models of an app, and their fields, the words that forms and the administration show."""
    for model_name, named in names.items():
        options = apps.get_model(app, model_name)._meta
        options.verbose_name, options.verbose_name_plural = named.one, named.many
        words = {**SHARED, **named.fields}
        for field in options.local_fields:
            field.verbose_name = words.get(field.name, field.verbose_name)


def name_codes(words: Mapping[str, Text]) -> None:
    """Give codes of the audit trail (acts, what they were done to, roles) their words."""
    _codes.update(words)


def word_for(code: str) -> str:
    """The word for a code of the audit trail, in the reader's language; a code nobody named stays as it is."""
    return str(_codes.get(code, code))
