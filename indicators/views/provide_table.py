"""One table for all units: pasted or uploaded, previewed with a fate for every row, mended, applied whole."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.models import Campaign
from common.addresses import row_id
from common.calendar import add_working_days
from common.decimals import Notation
from common.faults import Fault, Faults
from common.formats import day_text, number_text
from common.spreadsheets import Row, content_of
from indicators.domain.provided import Provided
from indicators.forms.pasted import as_pasted, packed, rows_of_file, rows_of_text, unpacked
from indicators.forms.provided_rows import Mend, Plan
from indicators.forms.provided_table import MOST_MENDED, Planner
from indicators.forms.shared_evidence import SharedEvidenceForm
from indicators.gauges import Texts, gauge_of
from indicators.models import Criterion, Evidence
from indicators.queries.provision import table_rows, units_given
from indicators.showing import computed, line_title, shown
from indicators.views.opening import campaign_page
from indicators.views.provide import REFUSED, figure_of, keeper, opened, way_up
from units.models import Unit

HOLDS = 12 * 3600
MENDED = ("value", "numerator", "denominator", "note")


class Desk:
    """One request about one table: what every step needs."""

    def __init__(self, request: HttpRequest, campaign: Campaign, line_id: int, period: str) -> None:
        self.request, self.campaign = request, campaign
        self.lines, self.line, self.period = opened(request, campaign, line_id, period)
        self.language = get_language() or "vi"
        # Signed for this person and table: what comes back is what was previewed.
        self.salt = f"provide:{request.user.pk}:{self.line.pk}:{self.period.code}"

    @property
    def planner(self) -> Planner:
        given = {"units": self.units, "today": localdate(), "language": self.language}
        return Planner(self.lines, self.line, self.period, **given)

    @property
    def units(self) -> list[Unit]:
        return units_given(self.lines, self.line, self.request.acting.unit.pk)  # type: ignore[attr-defined]  # ours

    @property
    def is_appraiser(self) -> bool:
        return self.lines.entered_by(self.line) == "verifier"

    @property
    def decimal(self) -> Notation | None:
        said = self.request.POST.get("decimal", "")
        return said if said in ("comma", "point") else None  # type: ignore[return-value]  # just compared

    @property
    def counts_from(self) -> Any:
        return add_working_days(localdate(), self.line.check_days)

    def seal(self, rows: list[Row]) -> str:
        return signing.dumps(packed(rows), salt=self.salt, compress=True)

    def unseal(self) -> list[Row]:
        try:
            return unpacked(signing.loads(self.request.POST.get("payload", ""), salt=self.salt, max_age=HOLDS))
        except signing.BadSignature:
            raise Faults(_("The preview is too old; nothing was saved. Paste the table again."))


@require_http_methods(["GET", "HEAD", "POST"])
@campaign_page
def provide_table(request: HttpRequest, campaign: Campaign, line_id: int, period: str) -> HttpResponse:
    """GET: the figures there are and the box to paste into. POST ``step``: preview, edit (back to the box), apply."""
    desk = Desk(request, campaign, line_id, period)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    try:
        if step == "apply":
            return _apply(desk, desk.unseal())
        if step == "edit":
            return _box(desk, text=as_pasted(desk.unseal(), _page_notation(desk)))
        return _preview(desk, _received(desk), {}) if step else _box(desk)
    except Faults as refused:
        return _box(desk, text=_kept_text(desk), faults=refused.faults)


def _page_notation(desk: Desk) -> Notation:
    return "point" if desk.language.startswith("en") else "comma"


def _received(desk: Desk) -> list[Row]:
    upload = desk.request.FILES.get("file")
    if upload is not None:
        return rows_of_file(content_of(upload), upload.name)
    return rows_of_text(desk.request.POST.get("table", ""))


def _kept_text(desk: Desk) -> str:
    """What was pasted comes back on every refusal."""
    if "payload" in desk.request.POST:
        try:
            return as_pasted(desk.unseal(), _page_notation(desk))
        except Faults:
            return ""
    return desk.request.POST.get("table", "")


def _box(desk: Desk, *, text: str = "", faults: list[Fault] | None = None) -> HttpResponse:
    rows = table_rows(desk.lines, desk.line, desk.period, units=desk.units)
    known = [{"row": row, "figure": figure_of(desk.line, row.cell)} for row in rows]
    given = [each for each in known if each["figure"]["text"]]
    context = _context(desk) | {
        "text": text,
        "faults": faults or [],
        "known": given,
        "missing": [each["row"].unit for each in known if not each["figure"]["text"]],
        "due": desk.lines.due(desk.line, desk.period),
        "decimal": desk.request.POST.get("decimal", ""),
    }
    return render(desk.request, "provide/table.html", context, status=REFUSED if faults else 200)


def _context(desk: Desk) -> dict[str, Any]:
    measure = gauge_of(desk.line.spec).measure
    return way_up(desk.lines, desk.line) | {
        "campaign": desk.campaign,
        "line": desk.line,
        "period": desk.period,
        "title": line_title(desk.line, desk.period.code),
        "has_parts": measure.has_parts,
        "measure": measure,
        "counts_from": None if desk.is_appraiser else desk.counts_from,
    }


def _preview(
    desk: Desk, rows: list[Row], mends: dict[int, Mend], *, form: SharedEvidenceForm | None = None, faults: Any = ()
) -> HttpResponse:
    plan = desk.planner.plan(rows, mends, desk.decimal)
    context = _context(desk) | {
        "plan": plan,
        "faults": faults,
        "problems": plan.problems[:MOST_MENDED],
        "hidden_problems": max(len(plan.problems) - MOST_MENDED, 0),
        "ready": [_line_of(desk.line, row) for row in plan.ready],
        "payload": desk.seal(rows),
        "decimal": desk.request.POST.get("decimal", ""),
        "carried": _carried(plan, mends),
        "evidence": form or SharedEvidenceForm(desk.request.acting.unit),
    }
    is_refused = bool(faults) or desk.request.POST.get("step") == "apply"
    return render(desk.request, "provide/preview.html", context, status=REFUSED if is_refused else 200)


def _line_of(line: Criterion, row: Any) -> dict[str, Any]:
    is_new = row.before is None
    return {
        "row": row,
        "figure": shown(line, row.typed) if row.typed else "",
        "computed": computed(line, row.typed),
        "before": "" if is_new else shown(line, row.before),
        "state": "skip" if row.fate == "unchanged" else ("new" if is_new else "update"),
    }


def _carried(plan: Plan, mends: dict[int, Mend]) -> list[tuple[str, str]]:
    """Mends of rows that are in order now have no field on the page and would be forgotten."""
    still = {row.line: row for row in plan.problems[:MOST_MENDED]}
    found = []
    for line, mend in mends.items():
        row = still.get(line)
        if row is None and mend.unit:
            found.append((f"unit-{line}", mend.unit))
        if mend.texts and (row is None or row.fate != "faulty"):
            found += [(f"{name}-{line}", getattr(mend.texts, name)) for name in MENDED]
    return found


def _mends(request: HttpRequest) -> dict[int, Mend]:
    lines = {key.rpartition("-")[2] for key in request.POST if key.startswith(("unit-", "value-", "numerator-"))}
    found = {}
    for line in lines:
        texts = {name: request.POST.get(f"{name}-{line}", "") for name in MENDED}
        is_typed = any(f"{name}-{line}" in request.POST for name in MENDED)
        number = row_id(line)
        if number is not None:
            found[number] = Mend(request.POST.get(f"unit-{line}", ""), Texts(**texts) if is_typed else None)
    return found


def _apply(desk: Desk, rows: list[Row]) -> HttpResponse:
    mends, form = _mends(desk.request), SharedEvidenceForm(desk.request.acting.unit, desk.request.POST)
    try:
        evidence = _evidence(desk, form)
        form = _with_kept(desk, form, evidence)
        plan = desk.planner.plan(rows, mends, desk.decimal)
        if not plan.is_applicable:
            faults = [Fault(_("Nothing was saved yet: the rows below are still to be mended."))]
            return _preview(desk, rows, mends, form=form, faults=faults)
        done = _keep(desk, rows, plan, evidence)
    except Faults as refused:
        return _preview(desk, rows, mends, form=form, faults=refused.faults)
    messages.success(desk.request, _told(done, is_final=desk.is_appraiser))
    return redirect("provide_table", desk.campaign.code, desk.line.pk, desk.period.code)


def _evidence(desk: Desk, form: SharedEvidenceForm) -> Evidence | None:
    upload = desk.request.FILES.get("evidence_file")
    if not form.is_valid():
        raise Faults([Fault(error, field=name) for name, errors in form.errors.items() for error in errors])
    return form.keep(actor=desk.request.acting.actor(), upload=upload, at=timezone.now())


def _with_kept(desk: Desk, form: SharedEvidenceForm, evidence: Evidence | None) -> SharedEvidenceForm:
    """A browser forgets a chosen file: once registered, the document is chosen by name."""
    if evidence is None:
        return form
    return SharedEvidenceForm(desk.request.acting.unit, initial={"kept": evidence.pk})


def _keep(desk: Desk, rows: list[Row], plan: Plan, evidence: Evidence | None) -> Provided:
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
