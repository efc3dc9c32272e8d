"""Urging units that are late: each use of a channel is kept once, with the figures that were owed then."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.actors import Actor
from common.canonical import canonical_json, sha256_text
from common.domain.audit import record
from common.domain.vault import Parcel, register
from common.faults import Faults
from common.permissions import require
from indicators import permissions
from indicators.choices import TemplateKind, UrgingChannel
from indicators.letters.kinds import FIELDS
from indicators.letters.template import check_template
from indicators.models import LetterTemplate, UrgedDebt, Urging
from indicators.queries.lines import series_of
from indicators.queries.urging import Debtor
from units.models import Unit

BATCH = 1000
# What is owed, told apart by kind, unit and which of its debts.
Debts = dict[tuple[str, int, int, str], date]


@transaction.atomic
def urge(
    *, actor: Actor, campaign: Campaign, channel: UrgingChannel, debtors: Sequence[Debtor], at: datetime
) -> Urging | None:
    """Keep that these units were urged about what they owe; None where the same was kept today already."""
    require(permissions.may_urge(actor, campaign))
    if not debtors:
        raise Faults(_("Nobody is late now, so nobody was urged and nothing was noted."))
    debts = _debts(debtors)
    made = _kept_once(actor, campaign, channel, _fingerprint(debts), at)
    if made is None:
        return None
    rows = [_row(made, key, due) for key, due in debts.items()]
    UrgedDebt.objects.bulk_create(rows, batch_size=BATCH)
    _audit(actor, made, debtors, len(rows))
    return made


def _debts(debtors: Sequence[Debtor]) -> Debts:
    """Two lines of one series are one figure, and one debt."""
    found: Debts = {}
    for debtor in debtors:
        pk = debtor.unit.pk
        found |= {("figure", pk, series_of(one.line), one.period): one.due for one in debtor.missed}
        found |= {("report", pk, one.outline.pk, ""): one.due for one in debtor.reports}
        found |= {("table", pk, series_of(one.line), one.period.code): one.due for one in debtor.tables}
    return found


def _row(urging: Urging, key: tuple[str, int, int, str], due: date) -> UrgedDebt:
    kind, unit_id, about, period = key
    row = UrgedDebt(urging=urging, unit_id=unit_id, period=period, due=due, is_table=kind == "table")
    if kind == "report":
        row.outline_id = about
    else:
        row.series_id = about
    return row


def _fingerprint(debts: Debts) -> str:
    return sha256_text(canonical_json([list(key) for key in sorted(debts)]))


def _kept_once(
    actor: Actor, campaign: Campaign, channel: UrgingChannel, fingerprint: str, at: datetime
) -> Urging | None:
    """The row, written by whoever is first; two clicks at once are one use."""
    kept, is_new = Urging.objects.get_or_create(
        campaign=campaign, channel=channel, day=localdate(at), fingerprint=fingerprint,
        defaults={"made_by_id": actor.user_id, "acting_unit_id": actor.unit_id, "made_at": at},
    )  # fmt: skip
    return kept if is_new else None


def _audit(actor: Actor, urging: Urging, debtors: Sequence[Debtor], debts: int) -> None:
    units = [debtor.unit.reference for debtor in debtors]
    detail = {"channel": urging.channel, "units": units, "debts": debts, "fingerprint": urging.fingerprint}
    record(actor=actor, verb="urge", subject=urging, campaign=urging.campaign.code, detail=detail)


@transaction.atomic
def replace_template(
    *, actor: Actor, unit: Unit | None, parcel: Parcel, at: datetime, kind: str = TemplateKind.URGING
) -> LetterTemplate:
    """Fill the unit's documents of a kind from its own .docx from now on; one that cannot be filled is refused with
    the reason."""
    owner = _owner(actor, unit)
    check_template(parcel.path, parcel.media_type, FIELDS[kind])
    row = LetterTemplate(kind=kind, unit=owner, file=register(parcel, at), file_name=parcel.name)
    return _keep_template(actor, row, parcel.sha256, at)


@transaction.atomic
def restore_template(
    *, actor: Actor, unit: Unit | None, at: datetime, kind: str = TemplateKind.URGING
) -> LetterTemplate:
    """Back to the template that is shipped."""
    return _keep_template(actor, LetterTemplate(kind=kind, unit=_owner(actor, unit)), "", at)


def _owner(actor: Actor, unit: Unit | None) -> Unit:
    if unit is None:
        raise Faults(_("This campaign has no organising unit yet; a template belongs to one."))
    require(permissions.may_replace_letters(actor, unit))
    return unit


def _keep_template(actor: Actor, row: LetterTemplate, sha256: str, at: datetime) -> LetterTemplate:
    row.made_by_id, row.made_at = actor.user_id, at
    row.save(force_insert=True)
    detail = {"kind": row.kind, "unit": row.unit.reference, "sha256": sha256, "name": row.file_name}
    record(actor=actor, verb="replace_letter_template", subject=row, detail=detail)
    return row
