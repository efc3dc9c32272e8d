"""Naming who leads a cluster and who is deputy: dated, by a document, in turn."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.choices import BlockPost
from campaigns.models import Block, BlockOffice
from campaigns.permissions import plan_is_open
from campaigns.queries.clusters import Cluster, cluster_of
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from units.models import Unit

from .holding import hold


@dataclass(frozen=True, slots=True)
class Term:
    """A post for a time: the decision or minutes it rests on, its first day, its last if it is known."""

    post: str
    unit_id: int
    first: date
    document: str
    last: date | None = None


@transaction.atomic
def appoint(*, actor: Actor, block: Block, term: Term, at: datetime) -> BlockOffice:
    """The unit holds the post from the term's first day on; whoever held it until then is remembered.

    Raises ``Faults``. The door asked the right."""
    held = hold(block.campaign, when=plan_is_open)
    block.campaign = held
    cluster = cluster_of(block, term.first)
    unit = _refuse(term, cluster)
    made = BlockOffice.objects.create(
        campaign=held, block_code=block.code, post=term.post, unit=unit, first=term.first, last=term.last,
        document=term.document.strip(), made_by_id=actor.user_id, made_at=at,
    )  # fmt: skip
    before = cluster.offices.get(term.post)
    detail = {
        "block": block.code, "post": term.post, "unit": unit.reference, "first": term.first, "last": term.last,
        "document": made.document, "before": before.unit.reference if before else None,
    }  # fmt: skip
    record(actor=actor, verb="appoint_block_office", subject=made, campaign=held.code, detail=detail)
    return made


def _refuse(term: Term, cluster: Cluster) -> Unit:
    """The unit of the term; ``Faults`` with all that speaks against it."""
    faults = []
    member = cluster.member(term.unit_id)
    if member is None:
        faults.append(Fault(_("Choose a unit that stands in this cluster on the first day."), field="unit"))
    if term.post not in BlockPost.values:
        faults.append(Fault(_("Say whether the unit is lead or deputy."), field="post"))
    other = next((held for post, held in cluster.offices.items() if post != term.post), None)
    if member and other and other.unit.pk == member.unit.pk:
        text = _("%(unit)s is %(post)s on that day; lead and deputy are two units.")
        words = {"unit": member.name, "post": other.row.get_post_display().lower()}
        faults.append(Fault(text % words, field="unit"))
    if not term.document.strip() or forbidden_character(term.document):
        faults.append(Fault(_("Give the decision or the minutes that name the unit."), field="document"))
    if term.last is not None and term.last < term.first:
        faults.append(Fault(_("The last day lies before the first."), field="last"))
    if faults or member is None:
        raise Faults(faults)
    return member.unit
