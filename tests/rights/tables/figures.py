"""What is seen of a campaign: page, board, sheets, pace, submission board, closing: `indicators/urls.py`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, CLOSED, EVERYBODY, LAUNCHED, OWN, RUNNING, STAFF, everybody, only, site
from tests.rights.scene import Scene

COLLECTING = (LAUNCHED, RUNNING, CLOSED)
UNSCORED = {"manager", "it"}  # who knows of a draft, in which nothing has been scored

TABLE = {
    ("campaign", "get"): everybody(),
    ("board", "get"): everybody(),
    ("board_file", "get"): only(EVERYBODY, states=AFTER_LAUNCH, absent=UNSCORED),
    ("closing", "get"): only("manager"),
    ("closing", "post"): only("manager"),
    ("own_sheet", "get"): everybody(),
    ("sheet", "get"): only(OWN, "lead", "verifier", STAFF, states=AFTER_LAUNCH, absent=UNSCORED),
    ("sheet_file", "get"): only(OWN, "lead", "verifier", STAFF, states=AFTER_LAUNCH, absent=UNSCORED),
    ("pace", "get"): everybody(),
    ("tracking", "get"): only(STAFF, "verifier"),
    ("urging", "get"): only("manager"),
    ("urging_letter", "post"): only("manager", states=COLLECTING, leaves="urge"),
    ("urging_note", "post"): only("manager", states=COLLECTING, leaves="urge"),
    ("urging_register", "get"): only("manager"),
    ("letter_template", "get"): only("manager"),
    ("letter_template", "post"): only("manager"),
    ("letter_template_file", "get"): only("manager"),
    ("letter_template_restore", "post"): only("manager", leaves="replace_letter_template"),
    ("short_address", "get"): site(),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {"urging_note": {"unit": scene.season.units["P2"].pk, "channel": "call"}}


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {}
