"""Fields several forms share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from common.decimals import parse_typed
from common.formats import editable_text


class NumberField(forms.CharField):
    """A number as people type it in their language (98,5), exact: int where whole, else Decimal; None where empty."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8})
        super().__init__(**{"required": False, "max_length": 40, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        return editable_text(value) if isinstance(value, int | Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        number = parse_typed(text, get_language() or "vi")
        return int(number) if number == number.to_integral_value() else number

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The limits of text do not fit a number."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial if initial != "" else None)
        except ValidationError:
            return True
