"""The words for this app's models and acts in the administration."""

from django.utils.translation import gettext_lazy as _

from common.labels import Named, Text

MODELS = {
    "Entry": Named(
        _("figure"),
        _("figures"),
        {
            "series": _("data series"),
            "period": _("reporting period"),
            "value": _("value"),
            "numerator": _("numerator"),
            "denominator": _("denominator"),
            "is_na": _("declared not applicable"),
            "note": _("note"),
            "origin": _("way of entry"),
            "based_on": _("replaces the figure"),
            "counts_from": _("counts from"),
            "batch": _("act of uploading"),
            "acting_unit": _("acting unit"),
        },
    ),
}
CODES: dict[str, Text] = {
    "accept": _("accepted figures"),
    "add_evidence": _("added evidence"),
    "adjust": _("adjusted a figure"),
    "announce": _("told the head that figures are entered"),
    "ask_more": _("asked for more about a figure"),
    "comment": _("commented on a figure"),
    "contest": _("contested provided figures"),
    "decide_missing": _("decided about lines without data"),
    "enter": _("entered figures"),
    "enter_as_verifier": _("entered figures as the verifier"),
    "freeze": _("froze the figures"),
    "link_evidence": _("tied evidence to a figure"),
    "load_entries": _("loaded figures from a table"),
    "note_seen": _("saw a provided figure, no objection"),
    "provide": _("provided figures"),
    "publish": _("published the results"),
    "replace_letter_template": _("replaced the template of the urging letter"),
    "revoke_verdict": _("withdrew a verdict"),
    "revoke_verdicts": _("withdrew the verdicts of one act"),
    "settle_provided": _("took provided figures as final"),
    "submit": _("submitted figures"),
    "unlink_evidence": _("untied evidence from a figure"),
    "urge": _("urged units that are late"),
    "uphold": _("upheld contested figures"),
    "upload": _("uploaded figures"),
    "withdraw": _("withdrew figures"),
    "cell": _("figure"),
    "entries": _("figures"),
    "entry": _("figure"),
    "evidence": _("evidence"),
    "snapshot": _("snapshot"),
    "lettertemplate": _("template of a letter"),
    "urging": _("urging of late units"),
}
