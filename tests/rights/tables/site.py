"""Pages outside campaigns: `config/urls.py`, and the doors that `tests/units/views` does not ask about."""

from typing import Any

from tests.rights.rules import SIGNED_IN, site
from tests.rights.scene import Scene

TABLE = {
    ("home", "get"): site(),
    ("todo", "get"): site(SIGNED_IN),
    ("admin_password", "post"): site(),
    ("healthz", "get"): site(),
    ("favicon", "get"): site(),
    ("set_language", "post"): site(),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {"set_language": {"language": "en"}}


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {}
