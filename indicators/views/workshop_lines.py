"""One line or group of the plan: its form, its place, adding and removing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of
from campaigns.views.opening import done, for_those
from common.faults import Faults
from indicators.domain import workshop as verbs
from indicators.forms.criteria import CriterionForm, GroupForm, LineForm, new_line
from indicators.queries.plan_rows import rule_words
from indicators.queries.workshop import UnitFinder
from indicators.views.workshop import change_of, is_draft
from indicators.workshop import tree

# Keys of the file that a form shows under another name.
FIELDS = {"rule": "sentence", "measure": "measured"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def line(request: HttpRequest, campaign: Campaign, criterion: str) -> HttpResponse:
    """The form of one line or group."""
    found = tree.find(document_of(campaign)["criteria"], criterion)
    if found is None:
        raise Http404
    form = _form(request, campaign, dict(found.node), is_group="children" in found.node)
    if form.is_valid() and _kept(form, lambda: verbs.edit(change_of(request, campaign), criterion, form.changes())):
        messages.success(request, _("Saved."))
        return redirect(f"{request.path.partition('lines/')[0]}#{criterion}")
    context = {"found": found, "rule": rule_words(found.node, found.above), "crumb": found.above}
    return _page(request, campaign, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def add(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """GET or POST with ``parent`` (a group's code, or nothing) and ``kind`` (line or group)."""
    parent = request.GET.get("parent", "")
    criteria = document_of(campaign)["criteria"]
    above = tree.find(criteria, parent) if parent else None
    code = tree.next_code(criteria, above.node if above else None)
    form = _form(request, campaign, dict(new_line(code)), is_group=False)
    if form.is_valid() and _kept(form, lambda: _add(request, campaign, form, code, parent)):
        messages.success(request, _("Added."))
        return redirect(f"{request.path.partition('lines/')[0]}#{code}")
    return _page(request, campaign, form, new_code=code, parent=above.node if above else None)


def _add(request: HttpRequest, campaign: Campaign, form: CriterionForm, code: str, parent: str) -> None:
    node = {key: value for key, value in form.changes().items() if value is not None}
    node, group = {"code": code, **node}, request.POST.get("group", "").strip()
    if group and not parent:
        node = {"code": code, "name": {"vi": group}, "children": [{**node, "code": f"{code}.1"}]}
    verbs.add(change_of(request, campaign), node, parent=parent)


@require_POST
@for_those(may_change_plan)
def move(request: HttpRequest, campaign: Campaign, criterion: str) -> HttpResponse:
    """POST ``by``: up or down."""
    by = -1 if request.POST.get("by") == "up" else 1
    done(request, _("Saved."), lambda: verbs.move(change_of(request, campaign), criterion, by))
    return redirect(f"{request.path.partition('lines/')[0]}#{criterion}")


@require_POST
@for_those(may_change_plan)
def remove(request: HttpRequest, campaign: Campaign, criterion: str) -> HttpResponse:
    done(request, _("Removed from the plan."), lambda: verbs.remove(change_of(request, campaign), criterion))
    return redirect("workshop", campaign.code)


def _form(request: HttpRequest, campaign: Campaign, node: dict[str, Any], *, is_group: bool) -> CriterionForm:
    kind = GroupForm if is_group else LineForm
    finder = UnitFinder.of(campaign)
    return kind(request.POST or None, node=node, finder=finder, needs_reason=not is_draft(campaign))


def _kept(form: CriterionForm, act: Any) -> bool:
    """Runs the act; what the plan refuses stands at the field it concerns."""
    try:
        act()
    except Faults as refused:
        for fault in refused.faults:
            field = FIELDS.get(part := _field(fault.field), part)
            form.add_error(field if field in form.fields else None, fault.message)
        return False
    return True


def _field(path: str) -> str:
    """criteria.0.children.2.rule.cap → rule."""
    return next((part for part in reversed(path.split(".")) if part in (*FIELDS, "due", "name", "max_points")), "")


def _page(request: HttpRequest, campaign: Campaign, form: CriterionForm, **more: Any) -> HttpResponse:
    template = "workshop/line.html" if isinstance(form, LineForm) else "workshop/group.html"
    context = {"campaign": campaign, "form": form, "is_draft": is_draft(campaign), **more}
    return render(request, template, context, status=422 if form.errors else 200)
