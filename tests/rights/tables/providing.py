"""Figures for all units, and what the units say of them: `indicators/urls_verify.py`."""

from typing import Any

from tests.rights.rules import PARTICIPANTS, only
from tests.rights.scene import Scene

TABLE = {
    ("provide", "get"): only("provider", "head"),  # the page says that a ward provides nothing
    ("provide_contested", "get"): only("provider", "head"),
    ("provide_table", "get"): only("provider"),
    ("provide_table", "post"): only("provider"),
    ("provide_one", "get"): only("provider"),
    ("provide_one", "post"): only("provider"),
    ("provided_figures", "get"): only(PARTICIPANTS),
    ("contest_figure", "post"): only(PARTICIPANTS),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {
        "provide_table": {"table": "P1\t90", "step": "preview"},
        "provide_one": {"value": "91"},
        "contest_figure": {"line": scene.season.line("II.1").pk, "entry": scene.entry.pk if scene.entry else 0},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {}
