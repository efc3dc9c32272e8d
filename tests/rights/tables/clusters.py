"""Clusters at work: cross-scoring, meeting, votes, sending: `rewards/urls.py`."""

from typing import Any

from tests.rights.rules import CLOSED, OWN, PARTICIPANTS, RUNNING, STAFF, UNPUBLISHED, WARDS, only
from tests.rights.scene import Scene

WORKING = (RUNNING, CLOSED)


def leading(leaves: str = "") -> Any:
    """The people of the unit that leads, while clusters work."""
    return only("lead", states=WORKING, leaves=leaves, **({"done_in": WORKING} if leaves else {}))


TABLE = {
    ("clusters", "get"): only(PARTICIPANTS, STAFF),
    ("cluster", "get"): only(WARDS, STAFF),
    ("cluster_appoint", "post"): only("manager", states=UNPUBLISHED, leaves="appoint_block_office"),
    ("cluster_compare", "get"): only("lead", STAFF),
    ("peer_hand_out", "get"): leading(),
    ("peer_hand_out", "post"): leading("hand_out_peers"),
    ("peer_sheet", "get"): only(OWN),
    ("peer_sheet", "post"): only(OWN, states=WORKING, leaves="give_peer_points"),
    ("peer_give_back", "post"): leading("give_back_peer_sheet"),
    ("meeting_new", "get"): leading(),
    ("meeting_new", "post"): leading("plan_meeting"),
    ("meeting", "get"): only(WARDS, STAFF),
    ("meeting_edit", "get"): leading(),
    ("meeting_edit", "post"): leading("change_meeting"),
    ("meeting_open", "post"): leading("open_meeting"),
    ("meeting_call", "post"): leading("call_members"),
    ("meeting_point", "post"): leading("raise_point"),
    ("point_strike", "post"): leading("strike_point"),
    ("meeting_finish", "post"): leading("finish_meeting"),
    ("meeting_screen", "get"): leading(),
    ("meeting_send", "get"): leading(),
    ("meeting_send", "post"): leading("send_cluster_documents"),
    ("meeting_document", "get"): only(WARDS, STAFF),
    ("submission_file", "get"): only(WARDS, STAFF),
    ("submission_receive", "post"): only("manager", leaves="receive_cluster_documents"),
    ("vote_new", "get"): leading(),
    ("vote_new", "post"): leading("prepare_vote"),
    ("vote_drop", "post"): leading("drop_vote"),
    ("vote_open", "post"): leading("open_vote"),
    ("vote_cast", "post"): only("head", "deputy", "lead", states=WORKING, leaves="cast_ballot"),
    ("vote_close", "post"): leading("count_votes"),
    ("vote_count", "get"): leading(),
    ("vote_count", "post"): leading("count_votes"),
    ("vote_put_forward", "post"): leading("put_forward"),
    ("cluster_template", "get"): only("manager"),
    ("cluster_template", "post"): only("manager"),
    ("cluster_template_file", "get"): only("manager"),
    ("cluster_template_restore", "post"): only("manager", leaves="replace_document_template"),
}


def bodies(scene: Scene) -> dict[str, Any]:
    work, units = scene.work, scene.season.units
    one, two, three = (units[code].pk for code in ("P1", "P2", "P3"))
    meeting = {
        "title": "Họp cụm", "held_on": "2025-08-20", "starts": "08:30", "place": "Hội trường", "chair": "Ông A",
        "secretary": "Bà B", "agenda": "Báo cáo", "seen": 1,
    }  # fmt: skip
    row = work.meeting.attendances.first()
    rule = {"title": "Cờ", "places": 1, "threshold": "80", "base": "members", "way": "paper", "basis": "Quy chế"}
    votes = {f"c{each.pk}": 0 for each in work.paper.candidates.all()}
    return {
        "cluster_appoint": {"post": "deputy", "unit": two, "first": "2025-08-01", "document": "12/QĐ"},
        "peer_hand_out": {
            "each": 1, "opens": "2025-08-01", "closes": "2099-12-31", f"t{one}": two, f"t{two}": three, f"t{three}": one
        },
        "peer_sheet": {f"p{scene.season.line('I.2').pk}": "5"},
        "peer_give_back": {"reason": "Chấm nhầm"},
        "meeting_new": meeting,
        "meeting_edit": meeting,
        "meeting_call": {f"a{row.pk}": "yes", f"w{row.pk}": "Phó chủ tịch"},
        "meeting_point": {"text": "Ý kiến khác"},
        "meeting_finish": {"conclusion": "Thống nhất"},
        "meeting_send": {"number": "07/TTr", "dated_on": "2025-08-21"},
        "vote_new": {**rule, "candidates": [one], "confirmed": "on"},
        "vote_count": {"handed_out": 3, "received": 3, "invalid": 3, **votes},
        "vote_put_forward": {"reason": "theo phiếu"},
    }  # fmt: skip


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    work = scene.work
    here, under_way = {"block_id": work.block.pk}, {"pk": work.meeting.pk}
    finished = {"pk": work.finished.pk}
    found = dict.fromkeys(("cluster", "cluster_appoint", "cluster_compare", "peer_hand_out", "meeting_new"), here)
    names = ("meeting", "meeting_edit", "meeting_call", "meeting_point", "meeting_screen", "vote_new")
    found |= dict.fromkeys(names, under_way)
    votes = {
        "drop": work.prepared, "open": work.prepared, "cast": work.open, "close": work.closing, "count": work.paper,
        "put_forward": work.counted,
    }  # fmt: skip
    found |= {f"vote_{name}": {**under_way, "vote_id": vote.pk} for name, vote in votes.items()}
    kinds = ("cluster_template", "cluster_template_file", "cluster_template_restore")
    found |= dict.fromkeys(kinds, {"kind": "letter"})
    return found | {
        "peer_sheet": {**here, "sheet_id": work.own_sheet.pk},
        "peer_give_back": {**here, "sheet_id": work.sent_sheet.pk},
        "point_strike": {**under_way, "point_id": work.point.pk},
        "meeting_open": {"pk": work.planned.pk},
        "meeting_finish": {"pk": work.ending.pk},
        "meeting_send": finished,
        "meeting_document": {**finished, "kind": "minutes"},
        "submission_file": {**finished, "file_id": work.sent.files.first().pk},
        "submission_receive": {**finished, "submission_id": work.sent.pk},
    }
