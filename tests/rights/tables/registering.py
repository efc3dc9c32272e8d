"""Registrations, pledges and works: `indicators/urls_registration.py`, `campaigns/urls.py`."""

from typing import Any

from campaigns.models import Block, Work
from tests.rights.rules import (
    CLOSED,
    ENTERING,
    LAUNCHED,
    OWN,
    PARTICIPANTS,
    RUNNING,
    SIGNED_IN,
    STAFF,
    UNPUBLISHED,
    only,
)
from tests.rights.scene import Scene

AUTHORISED = {"head", "deputy"}
REGISTERING = (LAUNCHED, RUNNING, CLOSED)
WARDS = ENTERING | {"lead"}

TABLE = {
    ("registration", "get"): only(ENTERING),
    ("registration", "post"): only(ENTERING),
    ("registration_file", "get"): only(ENTERING),
    ("registration_file", "post"): only(ENTERING),
    ("registration_register", "get"): only(STAFF),
    ("registration_register_file", "get"): only(STAFF),
    ("registration_call", "post"): only("manager", states=UNPUBLISHED, leaves="call_for_registration"),
    ("pledge", "get"): only(WARDS, STAFF),
    ("pledge_file", "get"): only(WARDS, STAFF),
    ("registration_read", "get"): only(OWN, STAFF),
    ("registration_confirm", "post"): only("manager", states=UNPUBLISHED, leaves="confirm_registration"),
    ("registration_return", "post"): only("manager", states=UNPUBLISHED, leaves="return_registration"),
    ("campaigns:sub_launch", "get"): only(PARTICIPANTS),
    ("campaigns:sub_launch_start", "post"): only(AUTHORISED),
    ("campaigns:sub_units_add", "post"): only(ENTERING, leaves="add_sub_units", done_in=REGISTERING),
    ("campaigns:sub_unit_end", "post"): only(ENTERING),
    ("campaigns:sub_ticks", "post"): only(ENTERING, leaves="tick_sub_units", done_in=REGISTERING),
    ("campaigns:sub_launches", "get"): only(STAFF),
    ("campaigns:sub_launches_file", "get"): only(STAFF),
    ("campaigns:works", "get"): only(PARTICIPANTS),
    ("campaigns:works_register", "get"): only(STAFF),
    ("campaigns:works_register_file", "get"): only(STAFF),
    ("campaigns:work_note", "post"): only(OWN, absent={"neighbour"}, leaves="note_work", done_in=REGISTERING),
    ("campaigns:work_file", "get"): only(OWN, STAFF, absent=SIGNED_IN),
}


def bodies(scene: Scene) -> dict[str, Any]:
    version = {"version": scene.filed.pk}
    return {
        "registration": {"model-0-name": "Một mô hình", "model-0-detail": "", "seen": scene.seen},
        "registration_call": {"opens_on": "2026-01-01", "due": "2099-01-01"},
        "registration_confirm": version,
        "registration_return": {**version, "reason": "Thiếu kinh phí"},
        "campaigns:sub_launch_start": {"launched_on": "2025-07-08", "paper": ""},
        "campaigns:sub_units_add": {"kind": "village", "names": "Khu phố 9"},
        "campaigns:sub_ticks": {"period": "2025-07"},
        "campaigns:work_note": {"kind": "progress", "day": "2025-08-01", "text": "Đạt 60 %"},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    block = {"block_id": Block.objects.get(code="WARD").pk}
    theirs = {"unit_id": scene.season.units["P2"].pk}
    return {
        "pledge": block,
        "pledge_file": block,
        "registration_confirm": theirs,
        "registration_return": theirs,
        "campaigns:sub_unit_end": {"pk": 1},
        "campaigns:work_note": {"pk": Work.objects.get(unit=scene.season.units["P1"], finished_on=None).pk},
        "campaigns:work_file": {"pk": scene.shown.pk},
    }
