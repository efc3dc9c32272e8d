"""Documents of a campaign and their receipts: `campaigns/urls.py`."""

from typing import Any

from tests.rights.rules import AFTER_LAUNCH, ENTERING, PARTICIPANTS, SIGNED_IN, STAFF, only
from tests.rights.scene import Scene

READING = PARTICIPANTS | STAFF

TABLE = {
    ("campaigns:documents", "get"): only(READING),
    ("campaigns:document_new", "get"): only("manager"),
    ("campaigns:document_new", "post"): only("manager", leaves="add_document"),
    ("campaigns:document_confirm", "post"): only(ENTERING, states=AFTER_LAUNCH, leaves="confirm_receipt"),
    ("campaigns:document_file", "get"): only(READING, absent=SIGNED_IN),
    ("campaigns:document_receipts", "get"): only(STAFF),
    ("campaigns:receipts_file", "get"): only(STAFF),
}


def bodies(scene: Scene) -> dict[str, Any]:
    return {
        "campaigns:document_new": {
            "kind": "plan", "number": "05/KH-UBND", "title": "Kế hoạch", "dated_on": "2025-07-01",
        },
        "campaigns:document_confirm": {"name": "Nguyễn Thị An", "phone": "028 3822 1234", "seen": [scene.document.pk]},
    }  # fmt: skip


def addresses(scene: Scene) -> dict[str, dict[str, Any]]:
    return {
        name: {"pk": scene.document.pk}
        for name in ("campaigns:document_file", "campaigns:document_receipts", "campaigns:receipts_file")
    }
