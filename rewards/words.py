"""The words for this app's models and acts in the administration."""

from django.utils.translation import gettext_lazy as _

from common.labels import Text

CODES: dict[str, Text] = {
    "call_members": _("recorded attendance at a meeting"),
    "cast_ballot": _("cast a ballot"),
    "change_meeting": _("changed a cluster's meeting"),
    "count_votes": _("counted votes"),
    "drop_vote": _("took back a vote"),
    "finish_meeting": _("finished a cluster's meeting"),
    "open_meeting": _("opened a cluster's meeting"),
    "open_vote": _("opened a vote"),
    "plan_meeting": _("called a cluster's meeting"),
    "prepare_vote": _("prepared a vote"),
    "put_forward": _("put units forward"),
    "raise_point": _("noted a point raised at a meeting"),
    "receive_cluster_documents": _("received a cluster's documents"),
    "replace_document_template": _("replaced the template of a cluster's document"),
    "send_cluster_documents": _("sent a cluster's documents"),
    "strike_point": _("took a point out of the minutes"),
    "meeting": _("meeting of a cluster"),
    "documenttemplate": _("template of a document"),
}
