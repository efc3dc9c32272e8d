"""The templates of letter, minutes and list: those in use, an own one, back to the one shipped."""

import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import done, for_those
from common.faults import Faults
from common.filetypes import WORD
from common.transfers import received
from indicators.letters.placeholders import listed
from rewards.choices import DocumentKind
from rewards.domain.templates import replace_document_template
from rewards.exports import NAMES, template_bytes, template_of
from rewards.letters.fields import FIELDS, MEANINGS
from rewards.letters.standard import standard_template

EXAMPLES = ("{{ cum }}", "{%tr for dv in bq.ket_qua %} … {%tr endfor %}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_manage)
def cluster_template(request: HttpRequest, campaign: Campaign, kind: str) -> HttpResponse:
    """Which template is used and what may stand in it; a .docx sent here takes its place once it is checked."""
    _known(kind)
    if request.method == "POST":
        done(
            request,
            _("Documents are filled from your template from now on."),
            lambda: _replace(request, campaign, kind),
        )
        return redirect("cluster_template", campaign.code, kind)
    context = {
        "campaign": campaign,
        "kind": DocumentKind(kind),
        "kinds": [
            {"label": each.label, "url": f"../{each.value}/", "is_current": each.value == kind} for each in DocumentKind
        ],
        "own": template_of(campaign.organiser_unit, kind),
        "examples": EXAMPLES,
        "fields": [(name, MEANINGS[name]) for name in listed(FIELDS[kind])],
    }
    return render(request, "rewards/template.html", context)


def _known(kind: str) -> None:
    if kind not in DocumentKind.values:
        raise Http404


def _replace(request: HttpRequest, campaign: Campaign, kind: str) -> None:
    told = {"actor": request.acting.actor(), "unit": campaign.organiser_unit, "kind": kind, "at": now()}
    with received(request) as parcel:
        if parcel is None:
            raise Faults(_("Choose the file of the template first."))
        replace_document_template(parcel=parcel, **told)


@require_POST
@for_those(may_manage)
def cluster_template_restore(request: HttpRequest, campaign: Campaign, kind: str) -> HttpResponse:
    _known(kind)
    told = {"actor": request.acting.actor(), "unit": campaign.organiser_unit, "kind": kind, "at": now()}
    sentence = _("Documents are filled from the shipped template again.")
    done(request, sentence, lambda: replace_document_template(parcel=None, **told))
    return redirect("cluster_template", campaign.code, kind)


@require_safe
@for_those(may_manage)
def cluster_template_file(request: HttpRequest, campaign: Campaign, kind: str) -> HttpResponseBase:
    """The template in use; ``?shipped`` the one to begin with."""
    _known(kind)
    own = None if "shipped" in request.GET else template_of(campaign.organiser_unit, kind)
    content = template_bytes(kind, own) if own else standard_template(kind)
    name = own.file_name if own else f"mau-{NAMES[DocumentKind(kind)]}.docx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=WORD)
