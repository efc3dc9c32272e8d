"""Many accounts from one workbook: preview with a fate for every row, then letters. All or nothing, unless the
person chooses to leave the rows with faults out; those come back as a workbook with their reasons."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.faults import Fault, Faults
from common.permissions import require
from units.domain.account_import import open_accounts
from units.domain.account_plan import AccountRow, Fate, PlannedRow, plan_accounts
from units.domain.accounts import Particulars
from units.exports import account_template, faulty_rows
from units.forms.account_file import read_accounts
from units.permissions import may_import_accounts
from units.views.letters import show_letters

REFUSED = 422
PREVIEW_HOLDS = 3600
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def account_import(request: HttpRequest) -> HttpResponse:
    """GET asks for the workbook; POST previews it. Nothing is stored between preview and opening."""
    require(may_import_accounts(request.acting))
    upload = request.FILES.get("workbook")
    if request.method != "POST":
        return _page(request)
    if upload is None:
        return _page(request, [Fault(_("Choose a workbook first."))])
    try:
        rows = read_accounts(upload.read(settings.WORKBOOK_MAX_BYTES + 1), name=upload.name)
        planned = plan_accounts(rows=rows, by=request.acting, on=timezone.localdate())
    except Faults as refused:
        return _page(request, refused.faults)
    except ValidationError as refused:
        return _page(request, [Fault(sentence) for sentence in refused.messages])
    return _preview(request, rows, planned)


def _page(request: HttpRequest, faults: Any = ()) -> HttpResponse:
    return render(request, "units/account_import.html", {"faults": faults}, status=REFUSED if faults else 200)


def _preview(request: HttpRequest, rows: list[AccountRow], planned: list[PlannedRow]) -> HttpResponse:
    counts = Counter(each.fate for each in planned)
    faulty = [each for each in planned if each.fate == Fate.ERROR]
    context = {
        "faulty": faulty,
        "planned": [each for each in planned if each.fate != Fate.ERROR],
        "counts": {fate.value: counts[fate] for fate in Fate},
        "new_accounts": len({each.username for each in planned if each.fate == Fate.NEW}),
        "payload": _sealed(request, "open", [each.row for each in planned if each.fate != Fate.ERROR], len(faulty)),
        "refused": _sealed(request, "faults", rows) if faulty else "",
    }
    return render(request, "units/account_preview.html", context, status=REFUSED if faulty else 200)


@login_required
@require_POST
def account_open(request: HttpRequest) -> HttpResponse:
    """Opens the rows in order of what was previewed and shows the letters, once."""
    require(may_import_accounts(request.acting))
    held = _unsealed(request, "open")
    if held is None:
        return _too_old(request)
    rows, left_out = held
    try:
        letters = open_accounts(rows=rows, valid_from=timezone.localdate(), by=request.acting, left_out=left_out)
    except Faults as refused:
        return _page(request, refused.faults)
    if not letters:
        messages.info(request, _("No new account was needed; nobody gets a letter."))
        return redirect("units:account_import")
    return show_letters(request, letters)


def _too_old(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("The preview is too old; nothing was opened. Upload the workbook again."))
    return redirect("units:account_import")


@login_required
@require_POST
def account_faults(request: HttpRequest) -> HttpResponse:
    """The rows with faults as a workbook in the template's columns, each with its reasons, to be mended there."""
    require(may_import_accounts(request.acting))
    held = _unsealed(request, "faults")
    if held is None:
        return _too_old(request)
    planned = plan_accounts(rows=held[0], by=request.acting, on=timezone.localdate())
    return _workbook(faulty_rows([each for each in planned if each.fate == Fate.ERROR]), "dong-can-sua.xlsx")


@login_required
@require_safe
def account_form(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    require(may_import_accounts(request.acting))
    return _workbook(account_template(), "tai-khoan.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _salt(request: HttpRequest, purpose: str) -> str:
    return f"accounts-import:{purpose}:{request.user.pk}"


def _sealed(request: HttpRequest, purpose: str, rows: list[AccountRow], left_out: int = 0) -> str:
    """The rows travel in the page, signed for this person: no half-read upload lies on the server."""
    held = {"rows": [asdict(row) for row in rows], "left_out": left_out}
    return signing.dumps(held, salt=_salt(request, purpose), compress=True)


def _unsealed(request: HttpRequest, purpose: str) -> tuple[list[AccountRow], int] | None:
    sealed = request.POST.get("payload", "")
    try:
        held = signing.loads(sealed, salt=_salt(request, purpose), max_age=PREVIEW_HOLDS)
    except signing.BadSignature:
        return None
    rows = [AccountRow(**{**row, "particulars": Particulars(**row["particulars"])}) for row in held["rows"]]
    return rows, held["left_out"]
