"""What other systems reach: `config/api.py`. Each row sent has its own fate, asked about in `tests/indicators/api`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, EVERYBODY, OWN, SIGNED_IN, STAFF, everybody, only, site
from tests.rights.scene import PERIOD, Scene
from tests.rights.tables.figures import UNSCORED

TABLE = {
    ("api:root", "get"): site(),
    ("api:docs", "get"): site(),
    ("api:schema", "get"): site(),
    ("api:nowhere", "get"): only(site=True, absent=EVERYBODY),
    ("api:units", "get"): site(),
    ("api:unit", "get"): site(),
    ("api:campaigns", "get"): site(),
    ("api:campaign", "get"): everybody(),
    ("api:rankings", "get"): only(EVERYBODY, states=AFTER_LAUNCH, absent=UNSCORED),
    ("api:sheet", "get"): only(OWN, "lead", "verifier", STAFF, states=AFTER_LAUNCH, absent=UNSCORED),
    ("api:entries", "get"): only(SIGNED_IN),
    ("api:entries", "post"): only(SIGNED_IN),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {"api:entries": {"entries": [{"unit": "P1", "line": "I.2", "period": PERIOD, "value": 7}]}}


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {"api:nowhere": {"elsewhere": "x"}, "api:unit": {"reference": "P1"}, "api:sheet": {"reference": "P1"}}
