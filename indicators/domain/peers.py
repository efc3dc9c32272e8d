"""Cross-scoring: the lead hands it out, members give points, a sent sheet is final until it is given back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.cluster_permissions import clusters_work, may_lead
from campaigns.domain.holding import hold
from campaigns.queries.clusters import Cluster
from common.actors import Actor
from common.cells import forbidden_character
from common.domain.audit import record
from common.faults import Fault, Faults
from common.permissions import require
from indicators.models import Criterion, PeerMark, PeerRound, PeerSheet
from indicators.peer_permissions import may_score
from indicators.queries.peers import Pairing, PeerBoard, newest_marks
from indicators.rotation import Pair, short_of

LONGEST_REMARK = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """How a cross-scoring is handed out: ``each`` member scores so many others, who scores whom, in which days."""

    each: int
    opens: date
    closes: date
    pairs: Sequence[Pair]


@transaction.atomic
def hand_out(*, actor: Actor, cluster: Cluster, asked: Asked, at: datetime) -> PeerRound:
    """Hand the cross-scoring of a cluster out, or change what was handed out: pairs that have points already stay.

    Raises ``Faults``; then nothing is changed."""
    require(may_lead(actor, cluster))
    hold(cluster.campaign, when=lambda held: clusters_work(held.status))
    _refuse(cluster, asked)
    days = {"each": asked.each, "opens": asked.opens, "closes": asked.closes}
    made = {"made_by_id": actor.user_id, "made_at": at}
    found, is_new = PeerRound.objects.select_for_update().get_or_create(
        campaign=cluster.campaign, block_code=cluster.block.code, defaults=days | made
    )
    if not is_new:
        PeerRound.objects.filter(pk=found.pk).update(**days)
    _set_pairs(found, asked.pairs, cluster)
    detail = {"block": cluster.block.code, **days, "pairs": sorted(_named(cluster, asked.pairs))}
    record(actor=actor, verb="hand_out_peers", subject=found, campaign=cluster.campaign.code, detail=detail)
    return found


def _refuse(cluster: Cluster, asked: Asked) -> None:
    faults = []
    count = len(cluster.members)
    if not 1 <= asked.each < max(count, 2) or count < 2:
        text = _("Each of the %(n)s members may score between 1 and %(most)s others.")
        raise Faults(Fault(text % {"n": count, "most": max(count - 1, 1)}, field="each"))
    if asked.closes < asked.opens:
        faults.append(Fault(_("The last day lies before the first."), field="closes"))
    if any(one == other for one, other in asked.pairs):
        faults.append(Fault(_("Nobody scores their own unit."), field="pairs"))
    if not {unit for pair in asked.pairs for unit in pair} <= cluster.unit_ids:
        faults.append(Fault(_("Only members of the cluster score and are scored."), field="pairs"))
    short = set(short_of(cluster.unit_ids, asked.each, asked.pairs))
    names = [each.name for each in cluster.members if each.unit.pk in short]
    if names:
        text = _("Each member scores %(each)s others; this does not hold for: %(units)s.")
        faults.append(Fault(text % {"each": asked.each, "units": "; ".join(names)}, field="pairs"))
    if faults:
        raise Faults(faults)


def _set_pairs(found: PeerRound, pairs: Collection[Pair], cluster: Cluster) -> None:
    """Sheets follow the pairs. One with points cannot be taken away: what was given is never dropped."""
    wanted = set(pairs)
    rows = {(row.scorer_id, row.target_id): row for row in found.sheets.select_for_update()}
    gone = [row for pair, row in rows.items() if pair not in wanted and row.is_active]
    kept = [row for row in gone if row.marks.exists() and cluster.member(row.scorer_id)]
    if kept:
        names = "; ".join(f"{row.scorer} → {row.target}" for row in kept)
        text = _("These members have given points already, so they go on scoring: %(pairs)s.")
        raise Faults(Fault(text % {"pairs": names}, field="pairs"))
    PeerSheet.objects.filter(pk__in=[row.pk for row in gone]).update(is_active=False)
    PeerSheet.objects.filter(pk__in=[row.pk for pair, row in rows.items() if pair in wanted]).update(is_active=True)
    new = [pair for pair in pairs if pair not in rows]
    PeerSheet.objects.bulk_create(PeerSheet(round=found, scorer_id=one, target_id=other) for one, other in new)


def _named(cluster: Cluster, pairs: Collection[Pair]) -> list[str]:
    names = {each.unit.pk: each.unit.reference for each in cluster.members}
    return [f"{names.get(one, one)} → {names.get(other, other)}" for one, other in pairs]


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed for a line, and the mark that stood there when the page was opened (None: none)."""

    line: Criterion
    points: Decimal | None
    remark: str
    seen: int | None


@transaction.atomic
def give_points(
    *,
    actor: Actor,
    board: PeerBoard,
    pairing: Pairing,
    given: Sequence[Given],
    lines: Sequence[Criterion],
    send: bool,
    at: datetime,
) -> int:
    """Keep points and remarks as the member's draft, and with ``send`` make them final; how many changed.

    ``lines``: all that are to be scored. Raises ``Faults``; then nothing is written."""
    sheet = PeerSheet.objects.select_for_update(no_key=True).get(pk=pairing.sheet.pk)
    require(may_score(actor, board, Pairing(sheet, pairing.scorer, pairing.target)))
    newest = newest_marks([sheet]).get(sheet.pk, {})
    _refuse_marks(given, newest)
    changed = [one for one in given if _is_changed(one, newest.get(one.line.pk))]
    made = {"sheet": sheet, "made_by_id": actor.user_id, "acting_unit_id": actor.unit_id, "made_at": at}
    PeerMark.objects.bulk_create(
        PeerMark(criterion=one.line, points=one.points, remark=one.remark.strip(), **made) for one in changed
    )
    if send:
        _send(sheet, lines, at)
    if changed or send:
        detail = {"to": pairing.target.unit.reference, "lines": [one.line.code for one in changed], "sent": send}
        code = board.cluster.campaign.code
        record(actor=actor, verb="give_peer_points", subject=sheet, campaign=code, detail=detail)
    return len(changed)


def _refuse_marks(given: Sequence[Given], newest: dict[int, PeerMark]) -> None:
    faults = []
    for one in given:
        field, standing = f"p{one.line.pk}", newest.get(one.line.pk)
        if one.points is not None and not 0 <= one.points <= (one.line.max_points or 0):
            faults.append(Fault(_("The points lie between 0 and the maximum of the line."), field=field))
        if len(one.remark) > LONGEST_REMARK or forbidden_character(one.remark):
            text = _("The remark is longer than %(limit)s characters or holds one that cannot be kept.")
            faults.append(Fault(text % {"limit": LONGEST_REMARK}, field=field))
        if standing and standing.pk != one.seen and _is_changed(one, standing):
            text = _("A colleague wrote here after you opened this page. Look at it again, then save.")
            faults.append(Fault(text, field=field))
    if faults:
        raise Faults(faults)


def _is_changed(one: Given, standing: PeerMark | None) -> bool:
    before = (standing.points, standing.remark) if standing else (None, "")
    return (one.points, one.remark.strip()) != before


def _send(sheet: PeerSheet, lines: Sequence[Criterion], at: datetime) -> None:
    marks = newest_marks([sheet]).get(sheet.pk, {})
    blank = [line for line in lines if line.pk not in marks or marks[line.pk].points is None]
    if blank:
        text = _("Before sending give points on every line; still empty: %(lines)s. Nothing was sent or saved.")
        raise Faults(Fault(text % {"lines": ", ".join(line.number for line in blank)}, field=f"p{blank[0].pk}"))
    sheet.sent_at = at
    sheet.save(update_fields=["sent_at"])


@transaction.atomic
def give_back(*, actor: Actor, board: PeerBoard, pairing: Pairing, reason: str, at: datetime) -> PeerSheet:
    """The lead lets a member change a sheet that was sent, with a reason; its points stay until it is sent again."""
    require(may_lead(actor, board.cluster))
    sheet = PeerSheet.objects.select_for_update(no_key=True).get(pk=pairing.sheet.pk)
    if not reason.strip() or forbidden_character(reason):
        raise Faults(Fault(_("Give a reason."), field="reason"))
    if sheet.sent_at is None:
        raise Faults(_("This sheet is with its member already."))
    sheet.sent_at = None
    sheet.save(update_fields=["sent_at"])
    detail = {"from": pairing.scorer.unit.reference, "to": pairing.target.unit.reference, "reason": reason.strip()}
    code = board.cluster.campaign.code
    record(actor=actor, verb="give_back_peer_sheet", subject=sheet, campaign=code, detail=detail)
    return sheet
