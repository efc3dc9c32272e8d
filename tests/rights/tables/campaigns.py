"""Preparing a campaign: `campaigns/urls.py`, and the workshop of `indicators/urls_workshop.py`."""

from typing import Any

from tests.rights.rules import (
    CLOSED,
    DRAFT,
    LAUNCHED,
    PUBLISHED,
    RUNNING,
    UNPUBLISHED,
    only,
    site,
)
from tests.rights.scene import Scene

MANAGERS = {"manager"}
PREPARING = {"manager", "it"}
LAUNCHED_OPEN = (LAUNCHED, RUNNING, CLOSED)

TABLE = {
    ("campaigns:list", "get"): site(),
    ("campaigns:progress", "get"): only(PREPARING),
    ("campaigns:advance", "post"): only(MANAGERS, leaves="advance_campaign"),
    ("campaigns:proposals", "get"): only(PREPARING),
    ("campaigns:confirm", "post"): only(MANAGERS, states=UNPUBLISHED),
    ("campaigns:copy", "get"): only(MANAGERS),
    ("campaigns:copy", "post"): only(MANAGERS, leaves="define_campaign"),
    ("campaigns:practice", "post"): only(MANAGERS, leaves="define_campaign"),
    ("campaigns:settings", "get"): only(MANAGERS, states=UNPUBLISHED),
    ("campaigns:settings", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("campaigns:blocks", "get"): only(MANAGERS, states=UNPUBLISHED),
    ("campaigns:blocks", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("campaigns:move", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign", done_in=(DRAFT,)),
    ("campaigns:paste", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("campaigns:propose", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("campaigns:participants", "get"): only(PREPARING),
    ("campaigns:choose", "get"): only(MANAGERS, states=UNPUBLISHED),
    ("campaigns:choose", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("campaigns:participant", "get"): only(PREPARING),
    ("campaigns:act", "post"): only(MANAGERS, states=LAUNCHED_OPEN, leaves="participation_withdrawn"),
    ("new_campaign", "get"): site("manager", "rival"),
    ("new_campaign", "post"): site("manager", "rival", leaves="define_campaign"),
    ("workshop", "get"): only(PREPARING),
    ("workshop_preview", "post"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_accept", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("workshop_confirm", "post"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_add", "get"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_add", "post"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_line", "get"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_line", "post"): only(MANAGERS, states=UNPUBLISHED),
    ("workshop_move", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
    ("workshop_remove", "post"): only(MANAGERS, states=UNPUBLISHED, leaves="define_campaign"),
}
REASON = {"reason": "theo chỉ đạo", "decision": "7/QĐ"}
NEXT = {DRAFT: "launched", LAUNCHED: "running", RUNNING: "closed", CLOSED: "published", PUBLISHED: "archived"}


def bodies(scene: Scene) -> dict[str, Any]:
    ward = scene.season.units["P1"].pk
    return {
        "campaigns:advance": {"to": NEXT[scene.state], **REASON},
        "campaigns:confirm": {"subject": ["line:I.1"]},
        "campaigns:copy": {"name": "Năm sau", "code": "nam-sau", "start": "2027-07-01"},
        "campaigns:settings": {
            "organiser_unit": "VP",
            "visibility": "closed",
            "lines_seen_by": "own",
            "public_detail": "order",
            "missing_at_close": "zero",
            "appeal_days": "5",
            **REASON,
        },
        "campaigns:blocks": {f"unit-{ward}": "DEPT", **REASON},
        "campaigns:move": {"unit": ward, "block": "DEPT"},
        "campaigns:paste": {"table": "P1\tCụm Mới\nP2\tCụm Mới\nP3\tCụm Mới\nSTC\tCụm Mới\nSNV\tCụm Mới", **REASON},
        "campaigns:propose": REASON,
        "campaigns:choose": {"units": "P1\nP2\nP3\nSTC\nSNV\nVP", **REASON},
        "campaigns:act": {f"withdraw-{key}": value for key, value in {**REASON, "effective": "2025-08-01"}.items()},
        "new_campaign": {
            "name": "Đợt mới",
            "kind": "thematic",
            "start": "2026-01-01",
            "end": "2026-06-30",
            "units": "P1",
        },
        "workshop_accept": {"table": "TT\tNội dung\tĐiểm tối đa\nI\tNhóm\t10\n1\tTiêu chí\t10\n", **REASON},
        "workshop_preview": {"table": "TT\tNội dung\tĐiểm tối đa\nI\tNhóm\t10\n1\tTiêu chí\t10\n"},
        "workshop_move": {"by": "down", **REASON},
        "workshop_remove": REASON,
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {"campaigns:act": {"verb": "withdraw"}}
