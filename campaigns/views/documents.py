"""Văn bản: the campaign's documents, a unit's confirmation with the person in charge, who has confirmed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.domain.documents import add_document, confirm_receipt
from campaigns.forms.documents import DocumentForm, PersonForm
from campaigns.models import Campaign, CampaignDocument, Participation, PersonInCharge
from campaigns.permissions import may_act_for, may_keep_documents, may_oversee, may_read_documents, receipts_are_open
from campaigns.queries.receipts import documents_of, is_replaced, owes, person_of, to_confirm
from common.addresses import row_id
from common.domain.vault import MEGABYTE
from common.faults import Faults
from common.filetypes import ENDINGS
from common.permissions import require
from common.transfers import handed_out, received
from units.models import Unit

from .opening import campaign_page, for_those, say_on_form

REFUSED = 422


@require_safe
@campaign_page
def documents(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return _page(request, campaign)


def _page(request: HttpRequest, campaign: Campaign, form: PersonForm | None = None) -> HttpResponse:
    row = _own_row(request, campaign)
    require(may_read_documents(request.acting, campaign, row))
    acts = row is not None and may_act_for(request.acting.actor(), row.unit, row) and receipts_are_open(campaign)
    person = person_of(campaign, row.unit) if row else None
    found = documents_of(campaign)
    context = {
        "campaign": campaign,
        "documents": [each for each in found if not is_replaced(each)],
        "replaced": [each for each in found if is_replaced(each)],
        "pending": to_confirm(campaign, row.unit) if row and acts else [],
        "confirmed": _confirmed(row),
        "person": person,
        "form": (form or _person_form(request, person)) if acts else None,
        "oversees": may_oversee(request.acting, campaign).allowed,
        "keeps": may_keep_documents(request.acting, campaign).allowed,
        "units": _expected(campaign),
    }
    return render(request, "campaigns/documents.html", context, status=REFUSED if form else 200)


def _own_row(request: HttpRequest, campaign: Campaign) -> Participation | None:
    unit = request.acting.unit
    return campaign.participations.select_related("unit").filter(unit=unit).first() if unit else None


def _confirmed(row: Participation | None) -> set[int]:
    """The documents that the own unit has confirmed, by id."""
    if row is None:
        return set()
    rows = CampaignDocument.objects.filter(campaign=row.campaign_id, receipts__unit=row.unit_id)
    return set(rows.values_list("pk", flat=True))


def _person_form(request: HttpRequest, person: PersonInCharge | None) -> PersonForm:
    """Who is in charge already, else whoever opens the page."""
    if person is not None:
        return PersonForm(initial={"name": person.name, "post": person.post, "phone": person.phone})
    me = request.user
    return PersonForm(initial={"name": me.full_name, "post": me.post, "phone": me.phone})


def _expected(campaign: Campaign) -> int:
    rows = campaign.participations.filter(is_active=True).select_related("unit")
    return sum(owes(row, timezone.localdate()) for row in rows)


@require_POST
@login_required
@campaign_page
def document_confirm(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """POST ``seen`` (the documents shown) and the person in charge."""
    form = PersonForm(request.POST)
    unit = request.acting.unit
    if form.is_valid() and unit is not None and _confirm(request, campaign, unit, form):
        return redirect("campaigns:documents", campaign.code)
    require(may_act_for(request.acting.actor(), unit or Unit(), _own_row(request, campaign)))
    return _page(request, campaign, form)


def _confirm(request: HttpRequest, campaign: Campaign, unit: Unit, form: PersonForm) -> bool:
    seen = [pk for pk in map(row_id, request.POST.getlist("seen")) if pk is not None]
    told = {"campaign": campaign, "unit": unit, "person": form.person(), "seen": seen, "at": timezone.now()}
    try:
        made = confirm_receipt(actor=request.acting.actor(), **told)
    except Faults as refused:
        say_on_form(form, refused)
        return False
    count = len(made)
    text = ngettext("%(n)s document has been confirmed.", "%(n)s documents have been confirmed.", count)
    messages.success(request, text % {"n": count} if count else _("The person in charge has been saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_keep_documents)
def document_new(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """``?replaces=``: the new version of a document in force."""
    before = _replaced(request, campaign)
    form = DocumentForm(request.POST or None, initial=_initial(before))
    if request.method == "POST" and form.is_valid() and _added(request, campaign, form, before):
        return redirect("campaigns:documents", campaign.code)
    context = {
        "campaign": campaign,
        "form": form,
        "before": before,
        "accept": ",".join(ENDINGS),
        "endings": ", ".join(ENDINGS),
        "megabytes": settings.EVIDENCE_MAX_BYTES // MEGABYTE,
        "had_file": bool(request.FILES),
    }
    return render(request, "campaigns/document_new.html", context, status=REFUSED if form.errors else 200)


def _replaced(request: HttpRequest, campaign: Campaign) -> CampaignDocument | None:
    pk = row_id(request.GET.get("replaces", ""))
    if pk is None:
        return None
    return get_object_or_404(campaign.documents.filter(replaced_by__isnull=True), pk=pk)


def _initial(before: CampaignDocument | None) -> dict[str, object]:
    if before is None:
        return {}
    return {name: getattr(before, name) for name in ("kind", "title", "signer", "kept_at")}


def _added(request: HttpRequest, campaign: Campaign, form: DocumentForm, before: CampaignDocument | None) -> bool:
    try:
        with received(request) as parcel:
            told = {"campaign": campaign, "issued": form.issued(), "parcel": parcel, "replaces": before}
            add_document(actor=request.acting.actor(), at=timezone.now(), **told)
    except Faults as refused:
        say_on_form(form, refused)
        return False
    messages.success(request, _("The document has been added; the units find it here and among their duties."))
    return True


@require_safe
@login_required
@campaign_page
def document_file(request: HttpRequest, campaign: Campaign, pk: int) -> HttpResponseBase:
    """The file as an inert download; to others it does not exist."""
    found = get_object_or_404(campaign.documents.filter(file__isnull=False).select_related("file"), pk=pk)
    if not may_read_documents(request.acting, campaign, _own_row(request, campaign)) or found.file is None:
        raise Http404  # as where there is none: numbers tell nobody what exists
    return handed_out(found.file, found.file_name)
