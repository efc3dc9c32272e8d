"""The words for this app's models and acts in the administration."""

from django.utils.translation import gettext_lazy as _

from campaigns.choices import ActKind
from common.labels import Named, Text

MODELS = {
    "Campaign": Named(
        _("campaign"),
        _("campaigns"),
        {
            "code": _("code"),
            "name": _("name"),
            "short_name": _("short name"),
            "kind": _("kind of campaign"),
            "organiser": _("organiser"),
            "organiser_unit": _("organising unit"),
            "start": _("first day"),
            "end": _("last day"),
            "status": _("stage"),
            "visibility": _("running board seen by"),
            "public_detail": _("published result shown to the public"),
            "lines_seen_by": _("lines of a unit seen by"),
            "overall_order": _("order across all clusters and blocks"),
            "is_practice": _("practice campaign"),
            "demo_seed": _("seed of the illustrative figures"),
            "copied_from": _("copied from"),
            "definition": _("definition in force"),
            "created_at": _("made at"),
        },
    ),
    "Definition": Named(
        _("version of the scale"),
        _("versions of the scale"),
        {
            "number": _("version number"),
            "document": _("campaign file"),
            "legal_basis": _("legal basis"),
        },
    ),
    "Confirmation": Named(
        _("confirmed figure of a plan"),
        _("confirmed figures of plans"),
        {
            "subject": _("what was confirmed"),
            "confirmed_by": _("confirmed by"),
            "confirmed_at": _("confirmed at"),
            "note": _("remark"),
        },
    ),
    "LifecycleAct": Named(
        _("change of stage"),
        _("changes of stage"),
        {"from_status": _("stage before"), "to_status": _("stage after")},
    ),
    "Participation": Named(
        _("participant"),
        _("participants"),
        {
            "block": _("cluster or block"),
            "position": _("place in the list"),
            "is_active": _("takes part"),
            "note": _("remark"),
            "is_unlocked": _("unlocked"),
            "alternate_verifier": _("alternate verifier"),
        },
    ),
    "ParticipationAct": Named(
        _("change of a participant"),
        _("changes of participants"),
        {"participation": _("participant"), "effective": _("effective from")},
    ),
}
CODES: dict[str, Text] = {
    **{f"participation_{kind.value}": kind.label for kind in ActKind},
    "appoint_block_office": _("named a cluster's lead or deputy"),
    "extend_stage": _("gave a unit longer in a stage"),
    "set_stage_dates": _("set the days of a stage"),
    "advance_campaign": _("moved a campaign to its next stage"),
    "confirm_inference": _("confirmed figures of a plan"),
    "define_campaign": _("changed a campaign's scale"),
    "name_verifier": _("named another unit to appraise"),
    "add_document": _("added a document of the campaign"),
    "add_sub_units": _("put sub-units on the list"),
    "call_for_registration": _("asked the units to register"),
    "confirm_receipt": _("confirmed the receipt of documents"),
    "confirm_registration": _("confirmed a registration"),
    "end_sub_unit": _("took a sub-unit off the list"),
    "file_registration": _("filed a registration"),
    "launch_on": _("launched the campaign on to sub-units"),
    "name_person_in_charge": _("named the person in charge"),
    "blockoffice": _("lead or deputy of a cluster"),
    "note_work": _("noted how a work goes"),
    "return_registration": _("asked for more about a registration"),
    "send_sub_counts": _("reported the counts of sub-units"),
    "tick_sub_units": _("ticked what sub-units did"),
    "write_registration": _("wrote in a registration"),
    "campaign": _("campaign"),
    "campaigndocument": _("document of the campaign"),
    "participation": _("participant"),
}
