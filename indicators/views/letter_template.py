"""The template of an organiser's documents of one kind: the one in use, an own one, back to the one shipped."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from campaigns.permissions import may_manage
from campaigns.views.opening import done, for_those
from common.domain.vault import discard, receive
from common.faults import Faults
from common.filetypes import WORD
from indicators.choices import TemplateKind
from indicators.domain.urging import replace_template, restore_template
from indicators.exports.report_templates import standard_consolidated, standard_form
from indicators.exports.urging_letter import template_bytes
from indicators.letters.kinds import FIELDS
from indicators.letters.placeholders import listed
from indicators.letters.standard import standard_letter
from indicators.queries.urging import template_of
from indicators.views.letter_meanings import MEANINGS


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one kind of document says; ``above``: where it hangs."""

    title: str | Promise
    above: str
    crumb: str | Promise
    shipped: Callable[[], bytes]
    file_name: str
    examples: tuple[str, str]


URGING, REPORT, CONSOLIDATED = TemplateKind.URGING, TemplateKind.REPORT, TemplateKind.CONSOLIDATED
PAGES = {
    URGING: Page(
        gettext_lazy("Template of the letter"), "urging", gettext_lazy("Urging"), standard_letter,
        "mau-cong-van-don-doc.docx", ("{{ co_quan }}", "{%tr for cum in cac_cum %} … {%tr endfor %}"),
    ),
    REPORT: Page(
        gettext_lazy("Template of the units' reports"), "reports", gettext_lazy("Reports"), standard_form,
        "mau-bao-cao-cua-don-vi.docx", ("{{ co_quan }}", "{%tr for dong in so_lieu %} … {%tr endfor %}"),
    ),
    CONSOLIDATED: Page(
        gettext_lazy("Template of the consolidated report"), "reports", gettext_lazy("Reports"), standard_consolidated,
        "mau-bao-cao-tong-hop.docx", ("{{ co_quan }}", "{%tr for cum in cac_cum %} … {%tr endfor %}"),
    ),
}  # fmt: skip


def _kind(given: str) -> TemplateKind:
    if given not in PAGES:
        raise Http404
    return TemplateKind(given)


def _address(campaign: Campaign, kind: TemplateKind, what: str = "") -> str:
    """The pages of the letter hang under urging, the others under reports."""
    if kind == URGING:
        return reverse(f"letter_template{what}", args=[campaign.code])
    return reverse(f"report_template{what}", args=[campaign.code, kind])


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_manage)
def letter_template(request: HttpRequest, campaign: Campaign, kind: str = URGING) -> HttpResponse:
    """Which template is used and what may stand in it; a .docx sent here takes its place once it is checked."""
    kind = _kind(kind)
    if request.method == "POST":
        sentence = _("Documents are filled from your template from now on.")
        done(request, sentence, lambda: _replace(request, campaign, kind))
        return redirect(_address(campaign, kind))
    context = {
        "campaign": campaign,
        "about": PAGES[kind],
        "above_url": reverse(PAGES[kind].above, args=[campaign.code]),
        "file_url": _address(campaign, kind, "_file"),
        "restore_url": _address(campaign, kind, "_restore"),
        "own": template_of(campaign.organiser_unit, kind),
        "fields": [(name, MEANINGS[kind][name]) for name in listed(FIELDS[kind])],
    }
    return render(request, "indicators/letter_template.html", context)


def _replace(request: HttpRequest, campaign: Campaign, kind: TemplateKind) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise Faults(_("Choose the file of the template first."))
    parcel = receive(upload.chunks(), upload.name)
    try:
        actor = request.acting.actor()
        replace_template(actor=actor, unit=campaign.organiser_unit, parcel=parcel, kind=kind, at=now())
    except BaseException:
        discard(parcel)
        raise


@require_POST
@for_those(may_manage)
def letter_template_restore(request: HttpRequest, campaign: Campaign, kind: str = URGING) -> HttpResponse:
    kind = _kind(kind)
    told = {"actor": request.acting.actor(), "unit": campaign.organiser_unit, "kind": kind, "at": now()}
    sentence = _("Documents are filled from the shipped template again.")
    done(request, sentence, lambda: restore_template(**told))
    return redirect(_address(campaign, kind))


@require_safe
@for_those(may_manage)
def letter_template_file(request: HttpRequest, campaign: Campaign, kind: str = URGING) -> HttpResponse:
    """The template in use; ``?shipped`` the one to begin with."""
    kind = _kind(kind)
    own = None if "shipped" in request.GET else template_of(campaign.organiser_unit, kind)
    content = template_bytes(own) if own else PAGES[kind].shipped()
    name = own.file_name if own else PAGES[kind].file_name
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=WORD)
