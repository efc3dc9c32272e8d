"""A unit's figures by workbook: the form to fill, the file with a fate for every row, all of it taken or nothing."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common.faults import Fault, Faults
from common.formats import number_text
from common.spreadsheets import content_of
from common.templatetags.ui import spoken
from indicators.domain.uploads import Uploaded, upload_drafts
from indicators.exports.entries_template import entries_template as form_of
from indicators.forms.upload import Preview, notation_of, packed, preview, unpacked
from indicators.views.desk import Desk, reporting
from indicators.views.files import workbook

REFUSED = 422
HOLDS = 12 * 3600
MOST_SHOWN = 500
# What a form may send back besides the payload must still fit.
MOST_SEALED = settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 3 // 4


@require_safe
@reporting
def entries_template(request: HttpRequest, desk: Desk) -> FileResponse:
    """The workbook with the unit's own lines and periods, filled with what stands there."""
    content = form_of(desk.lines, desk.unit, today=desk.today)
    name = f"{desk.campaign.code}-{desk.unit.code}.xlsx"
    return workbook(name, lambda target: target.write(content))


@require_http_methods(["GET", "HEAD", "POST"])
@reporting
def entries_import(request: HttpRequest, desk: Desk) -> HttpResponse:
    """GET: the box for the file. POST ``file``: the preview. POST ``payload``: what was previewed is applied."""
    if request.method != "POST":
        return _page(request, desk)
    try:
        if not desk.is_open:
            raise Faults(desk.closed_because)
        return _applied(request, desk) if "payload" in request.POST else _previewed(request, desk)
    except Faults as refused:
        return _page(request, desk, faults=refused.faults)


def _previewed(request: HttpRequest, desk: Desk) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        raise Faults(_("Choose a file."))
    content = content_of(upload)
    found = preview(
        desk.lines, desk.unit, content, name=upload.name or "", decimal=notation_of(request.POST), at=desk.at
    )
    payload = "" if found.count("error") else _sealed(request, desk, found, upload.name or "", content)
    return _page(request, desk, found=found, payload=payload)


def _sealed(request: HttpRequest, desk: Desk, found: Preview, name: str, content: bytes) -> str:
    sent = [desk.campaign.definition_id, packed(found), name[:255], hashlib.sha256(content).hexdigest()]
    sealed = signing.dumps(sent, salt=_salt(request, desk), compress=True)
    if len(sealed) > MOST_SEALED:
        raise Faults(_("The file holds too much text for one preview. Split it into several files."))
    return sealed


def _salt(request: HttpRequest, desk: Desk) -> str:
    """For this person, unit and campaign: what comes back is what was previewed."""
    return f"entries:{request.user.pk}:{desk.unit.pk}:{desk.campaign.pk}"


def _applied(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows, based_on, title, sha256 = _unsealed(request, desk)
    done = upload_drafts(
        actor=desk.actor, lines=desk.lines, unit=desk.unit, rows=rows, based_on=based_on, title=title, sha256=sha256,
        at=desk.at,
    )  # fmt: skip
    messages.success(request, _told(done))
    return redirect("grid", desk.campaign.code)


def _unsealed(request: HttpRequest, desk: Desk) -> tuple[Any, Any, str, str]:
    try:
        sent = signing.loads(request.POST["payload"], salt=_salt(request, desk), max_age=HOLDS)
    except signing.BadSignature:
        raise Faults(_("The preview is too old; nothing was saved. Upload the file again."))
    definition_id, rows, title, sha256 = sent
    known = unpacked(desk.lines, desk.unit, rows) if definition_id == desk.campaign.definition_id else None
    if known is None:
        raise Faults(_("The plan was changed since the preview; nothing was saved. Upload the file again."))
    return *known, title, sha256


def _told(done: Uploaded) -> str:
    if not done.written:
        return _("All these figures stood there already; nothing was written twice.")
    text = ngettext(
        "%(count)s figure is kept as a draft. Look at it, then submit.",
        "%(count)s figures are kept as drafts. Look at them, then submit.",
        done.written,
    )
    return text % {"count": number_text(done.written)}


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    found: Preview | None = None,
    payload: str = "",
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "campaign": desk.campaign,
        "found": found,
        "changes": found.count("new") + found.count("update") if found else 0,
        "counts": _counts(found) if found else [],
        "shown": found.of("new", "update")[:MOST_SHOWN] if found else [],
        "wrong": found.of("error")[:MOST_SHOWN] if found else [],
        "payload": payload,
        "faults": [spoken(fault) for fault in faults],
        "decimal": request.POST.get("decimal", ""),
        "megabytes": settings.WORKBOOK_MAX_BYTES // 2**20,
    }
    is_refused = bool(faults or (found and found.count("error")))
    return render(request, "indicators/entries_import.html", context, status=REFUSED if is_refused else 200)


def _counts(found: Preview) -> list[dict[str, Any]]:
    words = {"error": _("rows to mend"), "new": _("new"), "update": _("changed"), "skip": _("as they stand already")}
    tones = {"error": "bad"}
    return [{"n": n, "label": words[fate], "tone": tones.get(fate, "")} for fate in words if (n := found.count(fate))]
