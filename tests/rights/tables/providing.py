"""Figures for all units, what the units say of them, and verdicts: `indicators/urls_verify.py`."""

from typing import Any

from indicators.models import Cell
from tests.rights.rules import PARTICIPANTS, RUNNING, only
from tests.rights.scene import PERIOD, Scene

APPRAISING = {"verifier", "manager"}  # what no department is named for is appraised by the organiser

TABLE = {
    ("provide", "get"): only("provider", "head"),  # the page says that a ward provides nothing
    ("provide_contested", "get"): only("provider", "head"),
    ("provide_table", "get"): only("provider"),
    ("provide_table", "post"): only("provider"),
    ("provide_form", "get"): only("provider"),
    ("provide_one", "get"): only("provider"),
    ("provide_one", "post"): only("provider"),
    ("provided_figures", "get"): only(PARTICIPANTS),
    ("contest_figure", "post"): only(PARTICIPANTS),
    ("note_seen", "post"): only(PARTICIPANTS),
    ("queue", "get"): only(APPRAISING),
    ("queue_line", "get"): only(APPRAISING),
    ("queue_unit", "get"): only(APPRAISING),
    ("queue_verdicts", "get"): only(APPRAISING),
    ("queue_case", "get"): only("verifier"),
    ("queue_accept", "post"): only("verifier", states=(RUNNING,)),
    ("queue_return", "post"): only("verifier", states=(RUNNING,)),
    ("queue_adjust", "post"): only("verifier", states=(RUNNING,)),
    ("queue_revoke", "post"): only("verifier", states=(RUNNING,)),
    ("queue_undo_act", "post"): only("verifier", states=(RUNNING,)),
    ("queue_say", "post"): only("verifier", leaves="comment"),
}


def appraised(scene: Scene) -> Cell | None:
    """I.2 of P1, which SNV has accepted; nothing in a draft."""
    cells = Cell.objects.filter(unit=scene.season.units["P1"], series=scene.season.line("I.2").series_id)
    return cells.filter(period=PERIOD, reported__isnull=False).first()


def bodies(scene: Scene) -> dict[str, Any]:
    line, unit, cell = scene.season.line("I.2").pk, scene.season.units["P1"].pk, appraised(scene)
    case = {"case": f"{line}:{unit}:{PERIOD}:{cell.reported_id if cell else 0}", "reason": "xem lại"}
    return {
        "queue_accept": case,
        "queue_return": case,
        "queue_adjust": {**case, "value": "6"},
        "queue_revoke": {"line": line, "unit": unit, "reason": "nhầm"},
        "queue_undo_act": {"reason": "nhầm"},
        "queue_say": {"body": "Xin bổ sung"},
        "provide_table": {"table": "P1\t90", "step": "preview"},
        "provide_one": {"value": "91"},
        "note_seen": {"entry": scene.entry.pk if scene.entry else 0},
        "contest_figure": {"line": scene.season.line("II.1").pk, "entry": scene.entry.pk if scene.entry else 0},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    line, cell = {"line_id": scene.season.line("I.2").pk}, appraised(scene)
    verdict = cell.verdict_id if cell and cell.verdict_id else 0
    given = {"verdict_id": verdict}
    return {"queue_line": line, "queue_case": line, "queue_say": line, "queue_revoke": given, "queue_undo_act": given}
