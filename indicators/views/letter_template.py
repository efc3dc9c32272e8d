"""The template of an organiser's urging letters: the one in use, an own one, back to the one shipped."""

import io

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import done, for_those
from common.domain.vault import discard, receive
from common.faults import Faults
from common.filetypes import WORD
from indicators.domain.urging import replace_template, restore_template
from indicators.exports.urging_letter import template_bytes
from indicators.letters.placeholders import listed
from indicators.letters.standard import standard_letter
from indicators.queries.urging import template_of
from indicators.views.letter_meanings import MEANINGS

EXAMPLES = ("{{ co_quan }}", "{%tr for cum in cac_cum %} … {%tr endfor %}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_manage)
def letter_template(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Which template is used and what may stand in it; a .docx sent here takes its place once it is checked."""
    if request.method == "POST":
        sentence = _("Letters are filled from your template from now on.")
        done(request, sentence, lambda: _replace(request, campaign))
        return redirect("letter_template", campaign.code)
    own = template_of(campaign.organiser_unit)
    context = {
        "campaign": campaign,
        "own": own,
        "examples": EXAMPLES,
        "fields": [(name, MEANINGS[name]) for name in listed()],
    }
    return render(request, "indicators/letter_template.html", context)


def _replace(request: HttpRequest, campaign: Campaign) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise Faults(_("Choose the file of the template first."))
    parcel = receive(upload.chunks(), upload.name)
    try:
        actor = request.acting.actor()
        replace_template(actor=actor, unit=campaign.organiser_unit, parcel=parcel, at=now())
    except BaseException:
        discard(parcel)
        raise


@require_POST
@for_those(may_manage)
def letter_template_restore(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    actor, unit = request.acting.actor(), campaign.organiser_unit
    sentence = _("Letters are filled from the shipped template again.")
    done(request, sentence, lambda: restore_template(actor=actor, unit=unit, at=now()))
    return redirect("letter_template", campaign.code)


@require_safe
@for_those(may_manage)
def letter_template_file(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The template in use; ``?shipped`` the one to begin with."""
    own = None if "shipped" in request.GET else template_of(campaign.organiser_unit)
    content = template_bytes(own) if own else standard_letter()
    name = own.file_name if own else "mau-cong-van-don-doc.docx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=WORD)
