"""Everything a meeting's minutes are made of, as plain data: frozen when it ends, documents are filled from it."""

from typing import Any

from common.decimals import plain
from common.formats import localised_text
from rewards.models import ClusterVote, Meeting
from rewards.queries.votes import Counted, counted, votes_of


def record_of(meeting: Meeting) -> dict[str, Any]:
    """As it stands now, in Vietnamese names; dates as ISO text, exact numbers as text."""
    campaign = meeting.campaign
    points = meeting.points.filter(is_struck=False).select_related("attendance")
    return {
        "campaign": {
            "code": campaign.code,
            "name": localised_text(campaign.name, "vi"),
            "organiser": campaign.organiser_unit.name if campaign.organiser_unit else organiser_text(meeting),
            "is_demo": campaign.is_demo,
        },
        "block": localised_text(meeting.block_name, "vi"),
        "lead": meeting.lead_name,
        "meeting": _told(meeting),
        "called": [
            {"name": row.name, "instead_of": row.instead_of, "is_present": row.is_present, "people": row.people}
            for row in meeting.attendances.all()
        ],
        "points": [{"by": row.attendance.name if row.attendance else "", "text": row.text} for row in points],
        "votes": [_voted(found) for vote in votes_of(meeting) if (found := counted(vote))],
    }


def organiser_text(meeting: Meeting) -> str:
    return localised_text(meeting.campaign.organiser, "vi")


def _told(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "starts": f"{meeting.starts:%H:%M}",
        "place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "agenda": meeting.items,
        "conclusion": meeting.conclusion,
        "ended": meeting.finished_at.isoformat() if meeting.finished_at else "",
    }


def _voted(found: Counted) -> dict[str, Any]:
    return {
        **_rule(found.vote),
        "members": found.count.members,
        "present": found.count.present,
        "handed_out": found.count.handed_out,
        "received": found.count.received,
        "invalid": found.count.invalid,
        "recounts": found.count.number - 1,
        "recount_reason": found.count.reason,
        "needed": found.result.needed,
        "rows": _rows(found),
        "differs": found.stored.differs if found.stored else False,
        "reason": found.stored.reason if found.stored else "",
    }


def _rule(vote: ClusterVote) -> dict[str, Any]:
    return {
        "title": vote.title,
        "places": vote.places,
        "threshold": plain(vote.threshold),
        "is_strict": vote.is_strict,
        "base": vote.base,
        "own_allowed": vote.own_allowed,
        "is_secret": vote.is_secret,
        "way": vote.way,
        "basis": vote.basis,
    }


def _rows(found: Counted) -> list[dict[str, Any]]:
    """Most votes first, each with its points of the moment the result was kept."""
    kept = {row.unit_id: row for row in found.stored.rows.all()} if found.stored else {}
    rows = []
    for standing in found.result.rows:
        candidate = found.candidates[standing.key]
        beside = kept.get(candidate.unit_id)
        share = standing.share * 100 if standing.share is not None else None
        rows.append(
            {
                "unit": candidate.unit_id,
                "name": candidate.name,
                "votes": standing.votes,
                "share": f"{share.numerator}/{share.denominator}" if share is not None else "",
                "place": beside.place if beside else None,
                "is_tied": standing.is_tied,
                "points": beside.points if beside else "",
                "percent": beside.percent if beside else "",
                "block_rank": beside.block_rank if beside else None,
            }
        )
    return rows
