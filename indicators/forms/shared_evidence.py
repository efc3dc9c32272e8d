"""One document for a whole table: chosen from those the unit has, uploaded, or named by number and place."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.actors import Actor
from common.domain.vault import discard, receive
from common.faults import Faults
from indicators.domain.evidence import Reference, add_evidence
from indicators.models import Evidence
from units.models import Unit

SHOWN = 30
DATES = ["%d/%m/%Y", "%Y-%m-%d"]


class SharedEvidenceForm(forms.Form):
    """Everything is optional; with nothing filled the table goes without a document."""

    kept = forms.ModelChoiceField(
        Evidence.objects.none(), required=False, label=_("A document registered before"), empty_label=_("none")
    )
    number = forms.CharField(required=False, max_length=120, label=_("Number and symbol"))
    dated_on = forms.DateField(required=False, input_formats=DATES, label=_("Date of the document"))
    title = forms.CharField(required=False, max_length=255, label=_("What the document is"))
    kept_at = forms.CharField(required=False, max_length=255, label=_("Where it is kept"))

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Evidence.objects.filter(unit=unit)
        newest = list(known.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
        field = self.fields["kept"]
        field.queryset = known
        field.choices = [("", field.empty_label), *((row.pk, _label(row)) for row in known.filter(pk__in=newest))]
        self.unit = unit
        self.fields["dated_on"].widget.attrs["placeholder"] = "05/9/2025"

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("number", "title", "kept_at", "dated_on"))

    def keep(self, *, actor: Actor, upload: Any, at: datetime) -> Evidence | None:
        """The document that was meant, registered where it is new. Raises ``Faults``."""
        chosen = self.cleaned_data.get("kept")
        if chosen is not None and upload is None and not self.is_filled:
            return chosen
        if upload is None and not self.is_filled:
            return None
        return _register(self.unit, self._reference(upload), actor=actor, upload=upload, at=at)

    def _reference(self, upload: Any) -> Reference:
        data = self.cleaned_data
        title = data["title"] or data["number"] or (upload.name if upload else data["kept_at"])
        return Reference(title=title, number=data["number"], dated_on=data["dated_on"], kept_at=data["kept_at"])


def _register(unit: Unit, reference: Reference, *, actor: Actor, upload: Any, at: datetime) -> Evidence:
    parcel = receive(upload.chunks(), upload.name) if upload else None
    try:
        return add_evidence(actor=actor, unit=unit, reference=reference, parcel=parcel, at=at)
    except Faults:
        if parcel:
            discard(parcel)
        raise


def _label(row: Evidence) -> str:
    return f"{row.number} {row.title}".strip() if row.number != row.title else row.title
