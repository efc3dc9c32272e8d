"""A unit's registration with its own targets: never below what the campaign asks of the line."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.domain.registered import Contents
from campaigns.domain.registrations import save_draft
from campaigns.models import Campaign, RegistrationVersion
from common.actors import Actor
from common.faults import Fault, Faults
from indicators.domain.finished_works import count_finished_works
from indicators.models import Criterion, RegisteredTarget
from indicators.queries.lines import CampaignLines
from indicators.queries.targets import TargetLine, target_lines, targets_of
from units.models import Unit

Targets = Sequence[tuple[Criterion, Decimal]]


@transaction.atomic
def save_registration(
    *, actor: Actor, lines: CampaignLines, unit: Unit, contents: Contents, targets: Targets, seen: str, at: datetime
) -> RegistrationVersion:
    """``save_draft`` with the unit's targets; ``Faults`` name the line's field (``target-12``)."""
    faults = target_faults(target_lines(lines, unit), targets)
    if faults:
        raise Faults(faults)
    draft = save_draft(actor=actor, campaign=lines.campaign, unit=unit, contents=contents, seen=seen, at=at)
    draft.targets.all().delete()
    RegisteredTarget.objects.bulk_create(
        RegisteredTarget(version=draft, criterion=line, value=value) for line, value in targets
    )
    return draft


def target_faults(known: Iterable[TargetLine], targets: Iterable[tuple[Criterion, Decimal]]) -> list[Fault]:
    """One for each target that is below what the campaign asks, or on a line that takes none."""
    by_line = {each.line.pk: each for each in known}
    found = []
    for line, value in targets:
        asked = by_line.get(line.pk)
        if asked is None:
            found.append(Fault(_("The plan has no target for “%(line)s” any more.") % {"line": line.title}))
        elif not asked.reaches(value):
            found.append(Fault(_below(asked), field=f"target-{line.pk}"))
    return found


def _below(asked: TargetLine) -> str:
    return _("%(line)s: the campaign asks for %(asked)s; a unit's own target may not be below that.") % {
        "line": asked.line.title,
        "asked": asked.asked,
    }


def targets_to_file(version: RegistrationVersion) -> tuple[int, list[Fault]]:
    """Hook of filing: how many targets stand in it, and what is wrong with them by the plan as it is now."""
    registration = version.registration
    targets = list(targets_of(version).values())
    if not targets:
        return 0, []
    known = target_lines(CampaignLines(registration.campaign), registration.unit)
    return len(targets), target_faults(known, [(row.criterion, row.value) for row in targets])


def follow_works(campaign: Campaign, unit_ids: Iterable[int], at: datetime) -> None:
    """Hook of works: what was finished, reopened or confirmed moves the figures at once."""
    count_finished_works(campaign=campaign, at=at, unit_ids=set(unit_ids))
