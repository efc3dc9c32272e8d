"""What is seen of a campaign: page, board, sheets, pace, submission board, closing: `indicators/urls.py`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, EVERYBODY, OWN, STAFF, everybody, only
from tests.rights.scene import Scene

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
    ("urging_letter", "get"): only("manager"),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {}


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {}
