"""The report by way of Word: the form already filled, and what came back looked at before it is saved."""

import io

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.domain.vault import discard, receive
from common.faults import Faults
from common.filetypes import WORD
from common.permissions import require
from indicators.domain.reports import save_answers
from indicators.exports.report_form import FormSheet, write_form
from indicators.forms.report_word import Part, WordFile, posted_parts, read_word
from indicators.models import Outline
from indicators.queries.report_figures import figures_about
from indicators.queries.reports import Answer, answers, newest_texts
from indicators.report_permissions import may_write_report
from indicators.views.desk import Desk
from indicators.views.report_desk import report_of, writing
from indicators.views.report_write import write_page


@require_safe
@writing
def report_form(request: HttpRequest, desk: Desk, outline: Outline) -> FileResponse:
    """The outline as a document, with what is written so far and the unit's figures."""
    used, _left = answers(outline, newest_texts(report_of(outline, desk.unit)))
    content = io.BytesIO()
    write_form(content, FormSheet(outline, desk.unit, used, figures_about(desk.lines, desk.unit, outline)))
    content.seek(0)
    name = f"{desk.campaign.code}-bao-cao-{outline.pk}-{desk.unit.code}.docx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=WORD)


@require_POST
@writing
def report_word(request: HttpRequest, desk: Desk, outline: Outline) -> HttpResponse:
    """POST a document: what it would change. POST ``step=keep`` with the choices: it is saved as the draft."""
    require(may_write_report(desk.actor, desk.seat, desk.unit))
    if request.POST.get("step") == "keep":
        return _kept(request, desk, outline)
    used, _left = answers(outline, newest_texts(report_of(outline, desk.unit)))
    try:
        found = _read(request, outline, used)
    except Faults as faults:
        return write_page(request, desk, outline, faults=faults)
    context = {"campaign": desk.campaign, "outline": outline, **_shown(found, used)}
    return render(request, "reports/word.html", context)


def _read(request: HttpRequest, outline: Outline, used: list[Answer]) -> WordFile:
    upload = request.FILES.get("file")
    if upload is None:
        raise Faults(_("Choose the document that you edited."))
    parcel = receive(upload.chunks(), upload.name or "")
    try:
        if parcel.media_type != WORD:
            raise Faults(_("Choose a Word document (.docx): the form as you edited it."))
        return read_word(parcel.path, outline, [answer.heading for answer in used])
    finally:
        discard(parcel)


def _shown(found: WordFile, used: list[Answer]) -> dict[str, object]:
    """Every part with where it goes; headings that the file does not hold stay as they are."""
    standing = {answer.heading.pk: answer for answer in used}
    given = {part.heading.pk for part in found.parts if part.heading}
    return {
        "parts": [_part(part, standing) for part in found.parts],
        "unknown": [part for part in found.parts if part.heading is None],
        "absent": [answer.heading for answer in used if answer.heading.pk not in given],
        "headings": [answer.heading for answer in used],
        "seen": {pk: _seen(answer, found) for pk, answer in standing.items()},
    }


def _part(part: Part, standing: dict[int, Answer]) -> dict[str, object]:
    before = standing[part.heading.pk].body if part.heading else ""
    return {"part": part, "is_changed": part.text != before, "before": before}


def _seen(answer: Answer, found: WordFile) -> int | str:
    """The text the form was filled with; of a document that is no form of ours what stands now."""
    if found.seen is not None:
        return found.seen.get(answer.heading.pk, "")
    return answer.text.pk if answer.text else ""


def _kept(request: HttpRequest, desk: Desk, outline: Outline) -> HttpResponse:
    written = posted_parts(request.POST)
    try:
        kept = save_answers(actor=desk.actor, outline=outline, unit=desk.unit, written=written, at=desk.at)
    except Faults as faults:
        return write_page(request, desk, outline, written, faults)
    if kept:
        messages.success(request, _("The document has been taken over: %(n)s answers changed.") % {"n": len(kept)})
    else:
        messages.info(request, _("The document says what stands here already; nothing was changed."))
    return redirect("report_write", desk.campaign.code, outline.pk)
