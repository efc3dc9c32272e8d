"""Fields the forms of clusters share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from common.faults import Fault


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def say_faults(form: forms.Form, faults: Iterable[Fault]) -> None:
    """Each fault at its field, or above the form."""
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.message)
