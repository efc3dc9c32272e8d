"""The words for this app's models and acts in the administration."""

from django.utils.translation import gettext_lazy as _

from common.labels import Named, Text

MODELS = {
    "AuditRecord": Named(
        _("audit record"),
        _("audit trail"),
        {
            "at": _("time of the act"),
            "person_id": _("number of the person"),
            "acting_unit": _("code of the acting unit"),
            "authorisation": _("authorisation"),
            "request_id": _("number of the request"),
            "verb": _("act"),
            "subject_kind": _("kind of subject"),
            "subject_key": _("subject of the act"),
            "detail": _("particulars"),
            "content_hash": _("SHA-256 of the content"),
        },
    ),
}
CODES: dict[str, Text] = {
    "forget_name": _("blanked a person's name"),
    "remove_holiday": _("removed a day from the calendar"),
    "save_holiday": _("changed a day of the calendar"),
    "holiday": _("day of the calendar"),
    "person": _("account"),
}
