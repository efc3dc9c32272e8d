"""A unit's own figures and documents: `indicators/urls_entry.py`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, ENTERING, OWN, RUNNING, SIGNED_IN, STATES, Row, only, site
from tests.rights.scene import PERIOD, Scene

AUTHORISED = {"head", "deputy"}
HIDDEN = {"neighbour"}  # to whom a document of another unit does not exist


def entering(*, states: tuple[str, ...] = STATES, **more: object) -> Row:
    return only(ENTERING, states=states, **more)


TABLE = {
    ("grid", "get"): entering(),
    ("grid_save", "post"): entering(states=(RUNNING,)),
    ("grid_paste", "post"): entering(),
    ("grid_cell", "get"): entering(),
    ("grid_say", "post"): entering(leaves="comment", done_in=AFTER_LAUNCH),
    ("grid_withdraw", "post"): only(AUTHORISED, states=(RUNNING,)),
    ("grid_again", "post"): only(AUTHORISED, states=(RUNNING,)),
    ("grid_submit", "get"): entering(),
    ("grid_submit", "post"): only(AUTHORISED, states=(RUNNING,), leaves="submit"),
    ("grid_ready", "post"): entering(states=(RUNNING,)),
    ("grid_form", "get"): entering(),
    ("grid_form", "post"): entering(),
    ("entries_template", "get"): entering(),
    ("entries_import", "get"): entering(),
    ("entries_import", "post"): entering(),
    ("evidence_list", "get"): entering(),
    ("evidence_new", "get"): entering(),
    ("evidence_new", "post"): entering(states=(RUNNING,), leaves="add_evidence"),
    ("evidence_tie", "get"): only(OWN, absent=HIDDEN),
    ("evidence_tie", "post"): only(OWN, states=(RUNNING,), absent=HIDDEN),
    ("evidence_untie", "post"): only(OWN, states=(RUNNING,), leaves="unlink_evidence"),
    ("evidence", "get"): site(OWN, "verifier", "manager", "leader", "council", absent=SIGNED_IN),
}


def bodies(scene: Scene) -> dict[str, Any]:
    cell = {"line": scene.season.line("I.2").pk, "period": PERIOD, "value": "7", "base": ""}
    return {
        "grid_save": cell,
        "grid_paste": [cell],
        "grid_cell": cell,
        "grid_say": {**cell, "body": "Xin xem lại"},
        "grid_withdraw": {**cell, "reason": "nhầm"},
        "grid_again": cell,
        "grid_submit": scene.drafted,
        "grid_ready": scene.drafted,
        "evidence_new": {"title": "Kế hoạch", "number": "1/KH", "to": f"{cell['line']}:"},
        "evidence_tie": {"to": f"{cell['line']}:"},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    paper = {"pk": scene.paper.evidence_id}
    return {"evidence": paper, "evidence_tie": paper, "evidence_untie": {"pk": scene.paper.pk}}
