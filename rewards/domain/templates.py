"""The templates of a cluster's documents: an authority's own, checked before it takes its place, or those shipped."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.actors import Actor
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Faults
from common.permissions import require
from indicators.letters.template import check_template
from indicators.permissions import may_replace_letters
from rewards.choices import DocumentKind
from rewards.letters.fields import FIELDS
from rewards.models import DocumentTemplate
from units.models import Unit


@transaction.atomic
def replace_document_template(
    *, actor: Actor, unit: Unit | None, kind: str, parcel: Parcel | None, at: datetime
) -> DocumentTemplate:
    """Fill the authority's documents of this kind from its own .docx; None goes back to the one shipped.

    One that cannot be filled is refused with the reason, and the one in use stays."""
    if unit is None:
        raise Faults(_("This campaign has no organising unit yet; a template belongs to one."))
    require(may_replace_letters(actor, unit))
    assert kind in DocumentKind.values, kind
    if parcel is not None:
        check_template(parcel.path, parcel.media_type, FIELDS[kind])
    made = DocumentTemplate.objects.create(
        unit=unit, kind=kind, file=register(parcel, at) if parcel else None, file_name=parcel.name if parcel else "",
        made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    detail = {"unit": unit.reference, "kind": kind, "sha256": parcel.sha256 if parcel else "", "name": made.file_name}
    record(actor=actor, verb="replace_document_template", subject=made, detail=detail)
    return made
