"""The one column type of facts, points and rule numbers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.decimals import DECIMAL_PLACES, INTEGER_DIGITS, canonical, parse_plain, plain

_LOOKUPS = {"exact", "in", "isnull"}


class ExactDecimalField(models.Field):
    """An exact decimal: ``numeric(32,12)`` on PostgreSQL, canonical text on SQLite.

    SQLite's decimal columns turn 1234567890123.123456789012 into a float, hence the text. Values in
    Python are canonical ``Decimal`` objects, the same on both databases. Only ``exact``, ``in`` and
    ``isnull`` are offered: comparing, ordering or summing this column in SQL would go by text or by
    floats on SQLite, so it is refused where that can be seen and never to be relied on elsewhere.
    """

    description = _("Exact decimal number")
    empty_strings_allowed = False

    def db_type(self, connection: Any) -> str:
        digits = INTEGER_DIGITS + DECIMAL_PLACES
        return "text" if connection.vendor == "sqlite" else f"numeric({digits}, {DECIMAL_PLACES})"

    def get_internal_type(self) -> str:
        return "ExactDecimalField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in _LOOKUPS else None

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        if isinstance(value, float):
            raise TypeError("an exact decimal was computed with in SQL and came back as a float")
        return None if value is None else canonical(Decimal(value))

    def to_python(self, value: Any) -> Decimal | None:
        """Canonical value of a Decimal, an int or machine text; refuses floats and what cannot be held."""
        if value is None:
            return None
        if isinstance(value, bool | float):
            raise ValidationError(_("This is not a number."), code="not_a_number")
        return canonical(Decimal(value)) if isinstance(value, Decimal | int) else parse_plain(str(value))

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if hasattr(value, "resolve_expression") else self.to_python(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return plain(value) if connection.vendor == "sqlite" and isinstance(value, Decimal) else value

    def value_to_string(self, obj: models.Model) -> str:
        value = self.to_python(self.value_from_object(obj))
        return "" if value is None else plain(value)

    def formfield(self, **kwargs: Any) -> Any:
        digits = INTEGER_DIGITS + DECIMAL_PLACES
        defaults = {"form_class": forms.DecimalField, "max_digits": digits, "decimal_places": DECIMAL_PLACES}
        return super().formfield(**{**defaults, "localize": True, **kwargs})
