"""Reports asked for, written, submitted and read: `indicators/urls_reports.py`."""

from typing import Any

from tests.rights.rules import CLOSED, ENTERING, LAUNCHED, OWN, RUNNING, SIGNED_IN, STAFF, UNPUBLISHED, only
from tests.rights.scene import Scene

AUTHORISED = {"head", "deputy"}
REPORTING = (LAUNCHED, RUNNING, CLOSED)

TABLE = {
    ("reports", "get"): only(ENTERING, STAFF),
    ("outline_new", "get"): only("manager", states=UNPUBLISHED),
    ("outline_new", "post"): only("manager", states=UNPUBLISHED, leaves="ask_for_report"),
    ("outline_edit", "get"): only("manager", states=UNPUBLISHED),
    ("outline_edit", "post"): only("manager", states=UNPUBLISHED, leaves="change_outline"),
    ("report_register", "get"): only(STAFF),
    ("report_heading", "get"): only(STAFF),
    ("report_quote", "post"): only("manager", leaves="quote_reports"),
    ("report_extend", "get"): only("manager", states=REPORTING),
    ("report_extend", "post"): only("manager", states=REPORTING, leaves="extend_report"),
    ("report_template", "get"): only("manager"),
    ("report_template", "post"): only("manager"),
    ("report_template_file", "get"): only("manager"),
    ("report_template_restore", "post"): only("manager", leaves="replace_letter_template"),
    ("bundles", "get"): only("manager"),
    ("bundle_new", "post"): only("manager", leaves="ask_for_bundle"),
    ("bundle", "get"): only("manager"),
    ("bundle_file", "get"): only("manager"),
    ("report_read", "get"): only(OWN, STAFF),
    ("report_return", "post"): only("manager", leaves="return_report", done_in=REPORTING),
    ("report_file", "get"): only(OWN, STAFF, absent=SIGNED_IN),
    ("report_write", "get"): only(ENTERING),
    ("report_write", "post"): only(ENTERING, states=REPORTING, leaves="write_report"),
    ("report_form", "get"): only(ENTERING),
    ("report_word", "post"): only(ENTERING, states=REPORTING, leaves="write_report"),
    ("report_submit", "get"): only(ENTERING),
    ("report_submit", "post"): only(AUTHORISED, states=REPORTING, leaves="submit_report"),
}


def bodies(scene: Scene) -> dict[str, Any]:
    outline = {
        "name": "Báo cáo tháng 8", "kind": "periodic", "first": "2025-08-01", "last": "2025-08-31",
        "due": "2025-09-05", "seen": 1, "heading_id": [""], "heading": ["Kết quả"], "place": ["1"],
    }  # fmt: skip
    text = scene.submission.texts.get().pk
    return {
        "outline_new": outline,
        "outline_edit": outline,
        "report_quote": {"shown": text, "quoted": text},
        "report_extend": {"due": "2025-12-30", "reason": "Mưa bão", "document": "45/UBND-VP"},
        "bundle_new": {"kind": "forms", "outline": scene.asked.pk},
        "report_return": {"submission": scene.submission.pk, "reason": "Thiếu số liệu"},
        "report_write": {f"h{scene.asked.headings.first().pk}": "Đã xong"},
        "report_word": {"step": "keep", "to": scene.asked.headings.first().pk, "title": "", "text": "Đã xong"},
        "report_submit": {"number": "46/BC", "dated_on": "2025-08-01", "sent_by": "bản giấy", "seen": ""},
    }


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    answered, asked = {"pk": scene.outline.pk}, {"pk": scene.asked.pk}
    found = dict.fromkeys(
        ("report_register", "report_quote", "report_read", "report_return", "report_extend"), answered
    )
    found |= dict.fromkeys(("outline_edit", "report_write", "report_form", "report_word", "report_submit"), asked)
    found |= dict.fromkeys(("bundle", "bundle_file"), {"pk": scene.bundle.pk})
    found |= dict.fromkeys(("report_template", "report_template_file", "report_template_restore"), {"kind": "report"})
    heading = scene.outline.headings.first()
    assert heading is not None
    found["report_heading"] = {**answered, "heading_id": heading.pk}
    found["report_file"] = {"submission_id": scene.submission.pk}
    return found
