"""Stages, reviews and tasks: `indicators/urls_stages.py`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, OWN, PARTICIPANTS, SIGNED_IN, STAFF, UNPUBLISHED, only
from tests.rights.scene import Scene

READING = PARTICIPANTS | STAFF
LONGER = {"reason": "Mưa bão", "document": "45/UBND-VP"}

TABLE = {
    ("stages", "get"): only(READING),
    ("stage_dates", "get"): only("manager", states=UNPUBLISHED),
    ("stage_dates", "post"): only("manager", states=UNPUBLISHED, leaves="set_stage_dates"),
    ("stage_extend", "get"): only("manager", states=UNPUBLISHED),
    ("stage_extend", "post"): only("manager", states=UNPUBLISHED, leaves="extend_stage"),
    ("reviews", "get"): only(READING),
    ("review_new", "post"): only("manager", leaves="hold_review", done_in=("running",)),
    ("review", "get"): only(READING),
    ("review_commend", "post"): only("manager", states=UNPUBLISHED, leaves="commend"),
    ("commendation_end", "post"): only("manager", states=UNPUBLISHED, leaves="take_back_commendation"),
    ("review_task", "post"): only("manager", states=UNPUBLISHED, leaves="assign_task", done_in=UNPUBLISHED[1:]),
    ("obligations", "get"): only(READING),
    ("obligations_of_unit", "get"): only(OWN, STAFF),
    ("obligation_act", "post"): only(OWN, leaves="act_on_obligation", done_in=AFTER_LAUNCH),
    ("obligation_file", "get"): only(OWN, STAFF, absent=SIGNED_IN),
    ("inspections", "get"): only(READING),
    ("inspection_new", "get"): only("manager"),
    ("inspection_new", "post"): only("manager", leaves="record_inspection", done_in=AFTER_LAUNCH),
    ("inspection", "get"): only(OWN, STAFF, "verifier"),
    ("inspection_file", "get"): only(OWN, STAFF, "verifier", absent=SIGNED_IN),
    ("finding_task", "post"): only("manager", leaves="assign_task", done_in=AFTER_LAUNCH),
    ("tasks", "get"): only(READING),
    ("task", "get"): only(OWN, STAFF),
    ("task", "post"): only(OWN, leaves="act_on_task", done_in=("launched", "running", "closed", "published")),
}


def bodies(scene: Scene) -> dict[str, Any]:
    unit = scene.season.units["P1"].pk
    return {
        "stage_dates": {"opens": "2025-09-01", "closes": "2025-09-30"},
        "stage_extend": {"unit": unit, "until": "2099-06-01", **LONGER},
        "review_new": {"name": "Sơ kết tháng 8"},
        "review_commend": {"unit": unit, "reason": "Dẫn đầu"},
        "review_task": {"unit": unit, "what": "Bổ sung hồ sơ", "due": "2099-12-31"},
        "obligation_act": {"code": "OB.2", "kind": "met", "document": "12/KH"},
        "inspection_new": {
            "unit": unit,
            "held_on": "2025-07-02",
            "team": "Ông Ba",
            "number": "12/BB",
            "dated_on": "2025-07-02",
            "kept_at": "Văn thư",
            "text1": "Thiếu hồ sơ",
        },
        "finding_task": {"what": "Bổ sung", "due": "2099-12-31"},
        "task": {"kind": "done", "note": "Đã xong"},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    of_review = dict.fromkeys(("review", "review_commend", "review_task"), {"pk": scene.review.pk})
    return {
        "stage_dates": {"stage": "self_score"},
        "stage_extend": {"stage": "appraisal"},
        "commendation_end": {"pk": scene.commended.pk},
        "task": {"pk": scene.task.pk},
        "obligation_file": {"act_id": scene.met.pk},
        "inspection": {"pk": scene.inspection.pk},
        "inspection_file": {"pk": scene.inspection.pk},
        "finding_task": {"finding_id": scene.inspection.findings.first().pk},
        **of_review,
    }
