"""Keeping a previewed table whole, with the one document that supports it, and telling what came of it."""

import hashlib
import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.faults import Fault, Faults
from common.formats import day_text, number_text
from common.spreadsheets import Row
from indicators.domain.provided import Provided
from indicators.forms.pasted import packed
from indicators.forms.provided_rows import Plan
from indicators.forms.shared_evidence import SharedEvidenceForm
from indicators.models import Evidence
from indicators.views.provide import keeper
from indicators.views.provide_columns import reading_of
from indicators.views.provide_desk import TableDesk
from indicators.views.provide_preview import mends_of, preview_page


def apply_table(desk: TableDesk, rows: list[Row]) -> HttpResponse:
    mends, form = mends_of(desk.request), SharedEvidenceForm(desk.request.acting.unit, desk.request.POST)
    try:
        evidence = _evidence(desk, form)
        form = _with_kept(desk, form, evidence)
        plan = desk.plan(rows, mends)
        if desk.request.POST.get("reading", reading_of(plan)) != reading_of(plan):
            return preview_page(desk, rows, mends, form=form, is_reread=not plan.is_open)
        if not plan.is_applicable:
            faults = [Fault(_("Nothing was saved yet: the rows below are still to be mended."))]
            return preview_page(desk, rows, mends, form=form, faults=faults)
        done = _keep(desk, rows, plan, evidence)
    except Faults as refused:
        return preview_page(desk, rows, mends, form=form, faults=refused.faults)
    messages.success(desk.request, _told(done, is_final=desk.is_appraiser))
    return redirect("provide_table", desk.campaign.code, desk.line.pk, desk.period.code)


def _evidence(desk: TableDesk, form: SharedEvidenceForm) -> Evidence | None:
    upload = desk.request.FILES.get("evidence_file")
    if not form.is_valid():
        raise Faults([Fault(error, field=name) for name, errors in form.errors.items() for error in errors])
    return form.keep(actor=desk.request.acting.actor(), upload=upload, at=timezone.now())


def _with_kept(desk: TableDesk, form: SharedEvidenceForm, evidence: Evidence | None) -> SharedEvidenceForm:
    """A browser forgets a chosen file: once registered, the document is chosen by name."""
    if evidence is None:
        return form
    return SharedEvidenceForm(desk.request.acting.unit, initial={"kept": evidence.pk})


def _keep(desk: TableDesk, rows: list[Row], plan: Plan, evidence: Evidence | None) -> Provided:
    content = json.dumps(packed(rows), ensure_ascii=False).encode()
    pairs = [(row.unit, row.typed) for row in plan.ready if row.unit and row.typed]
    return keeper(desk.lines, desk.line)(
        actor=desk.request.acting.actor(),
        lines=desk.lines,
        line=desk.line,
        period=desk.period.code,
        rows=pairs,
        evidence=evidence,
        at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(),
        seen=desk.seen,
    )


def _told(done: Provided, *, is_final: bool) -> str:
    """What was kept, and until which day the units may comment on what a department provides."""
    text = ngettext("%(count)s figure was saved.", "%(count)s figures were saved.", done.written)
    told = text % {"count": number_text(done.written)}
    if done.unchanged:
        text = ngettext("%(count)s was the same as before.", "%(count)s were the same as before.", done.unchanged)
        told += " " + text % {"count": number_text(done.unchanged)}
    if not done.written:
        return told
    if is_final:
        return told + " " + _("They count at once; the units see them.")
    until = _("The units see their figures now and may comment; without comment these count from %(day)s.")
    return told + " " + until % {"day": day_text(done.counts_from)}


def read_again(desk: TableDesk, rows: list[Row]) -> HttpResponse:
    """The preview with the columns as the person says; what else was typed stays."""
    form = SharedEvidenceForm(desk.request.acting.unit, desk.request.POST)
    return preview_page(desk, rows, mends_of(desk.request), form=form)
