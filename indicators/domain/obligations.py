"""Acts on an obligation of one unit: met with evidence, confirmed, asked for more, waived, taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.domain.holding import hold
from campaigns.models import Campaign, Participation
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Fault, Faults
from indicators.choices import OBLIGATION_MOVES, ObligationActKind
from indicators.models import ObligationAct
from indicators.queries.obligations import fulfilments
from indicators.review_permissions import tasks_are_open
from units.models import Unit

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """``document``: number and date of the evidence, or of the paper a waiver rests on."""

    note: str = ""
    document: str = ""


@transaction.atomic
def act_on_obligation(
    *,
    actor: Actor,
    campaign: Campaign,
    unit: Unit,
    code: str,
    kind: ObligationActKind,
    said: Said,
    at: datetime,
    parcel: Parcel | None = None,
) -> ObligationAct:
    """Say what became of one obligation; the door asked whose act it is. Raises ``Faults``."""
    held = hold(campaign, when=tasks_are_open)
    # One act after the other on one unit: the row is the lock.
    row = Participation.objects.select_for_update(no_key=True).filter(campaign=held, unit=unit, is_active=True).first()
    if row is None:
        raise Faults(_("The unit does not take part in this campaign."))
    _refuse_state(held, unit, code, kind)
    _refuse_words(kind, said, parcel)
    made = ObligationAct.objects.create(
        campaign=held, unit=unit, code=code, kind=kind, note=said.note.strip(), document=said.document.strip(),
        file=register(parcel, at) if parcel else None, file_name=parcel.name if parcel else "",
        made_by_id=actor.user_id, acting_unit_id=actor.unit_id, made_at=at,
    )  # fmt: skip
    detail = {"unit": unit.reference, "code": code, "kind": kind, "note": made.note, "document": made.document}
    record(actor=actor, verb="act_on_obligation", subject=made, campaign=held.code, detail=detail)
    return made


def _refuse_state(campaign: Campaign, unit: Unit, code: str, kind: ObligationActKind) -> None:
    found = next((row for row in fulfilments(campaign, [unit])[unit.pk] if row.obligation.code == code), None)
    if found is None:
        raise Faults(_("The plan has no obligation “%(code)s”.") % {"code": code[:60]})
    if found.state not in OBLIGATION_MOVES[kind][0]:
        raise Faults(_("The obligation stands differently by now. Load the page again."))


def _refuse_words(kind: ObligationActKind, said: Said, parcel: Parcel | None) -> None:
    faults = []
    if kind == ObligationActKind.MET and not (said.document.strip() or parcel):
        faults.append(Fault(_("Give the evidence: its number and date, or a file."), field="document"))
    if kind == ObligationActKind.WAIVED and not said.document.strip():
        faults.append(Fault(_("Name the document it rests on: number and date."), field="document"))
    wants_why = (ObligationActKind.WAIVED, ObligationActKind.RETURNED, ObligationActKind.REOPENED)
    if kind in wants_why and not said.note.strip():
        faults.append(Fault(_("Give the reason: the unit reads it."), field="note"))
    for field, text, limit in (("note", said.note, LONGEST), ("document", said.document, 200)):
        if forbidden_character(text):
            faults.append(Fault(_("The text holds a character that cannot be kept."), field=field))
        if len(text) > limit:
            faults.append(Fault(_("This is longer than %(limit)s characters.") % {"limit": limit}, field=field))
    if faults:
        raise Faults(faults)
