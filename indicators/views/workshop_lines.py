"""One line or group of the plan: its form, its place, adding and removing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.seen import seen_version, version_of
from campaigns.models import Campaign
from campaigns.permissions import may_change_plan
from campaigns.queries.documents import document_of, version_document
from campaigns.views.opening import done, for_those, kept
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
    found = _found(request, campaign, criterion)
    if found is None:
        raise Http404
    form = _form(request, campaign, dict(found.node), is_group="children" in found.node)
    if form.is_valid() and _kept(request, form, _("Saved."), lambda: _edit(request, campaign, criterion, form)):
        return redirect(f"{request.path.partition('lines/')[0]}#{criterion}")
    context = {"found": found, "rule": rule_words(found.node, found.above), "crumb": found.above}
    return _page(request, campaign, form, **context)


def _edit(request: HttpRequest, campaign: Campaign, code: str, form: CriterionForm) -> None:
    verbs.edit(change_of(request, campaign), code, form.changes() if form.is_touched() else {})


def _found(request: HttpRequest, campaign: Campaign, criterion: str) -> tree.Found | None:
    """In the plan as it is; one removed while somebody changed it still has its form, so that nothing typed is
    lost."""
    seen = version_document(campaign, seen_version(request)) if request.method == "POST" else None
    documents = (document_of(campaign), *([seen] if seen else []))
    return next(filter(None, (tree.find(document["criteria"], criterion) for document in documents)), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_change_plan)
def add(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """GET or POST with ``parent`` (a group's code, or nothing) and ``kind`` (line or group)."""
    parent = request.GET.get("parent", "")
    criteria = document_of(campaign)["criteria"]
    above = tree.find(criteria, parent) if parent else None
    code = tree.next_code(criteria, above.node if above else None)
    form = _form(request, campaign, dict(new_line(code)), is_group=False)
    made: list[str] = []
    add_it = partial(_add, request, campaign, form, parent)
    if form.is_valid() and _kept(request, form, _("Added."), lambda: made.append(add_it())):
        return redirect(f"{request.path.partition('lines/')[0]}#{''.join(made)}")
    context = {"new_code": code, "parent": above.node if above else None, "group": request.POST.get("group", "")}
    return _page(request, campaign, form, **context)


def _add(request: HttpRequest, campaign: Campaign, form: CriterionForm, parent: str) -> str:
    node = {key: value for key, value in form.changes().items() if value is not None}
    group = request.POST.get("group", "").strip()
    return verbs.add(change_of(request, campaign), node, parent=parent, group=group)


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
    options = {"node": node, "finder": UnitFinder.of(campaign), "version": version_of(campaign)}
    return kind(request.POST or None, needs_reason=not is_draft(campaign), **options)


def _kept(request: HttpRequest, form: CriterionForm, sentence: str, act: Callable[[], Any]) -> bool:
    return kept(request, form, sentence, act, field_of=lambda path: FIELDS.get(part := _field(path), part))


def _field(path: str) -> str:
    """criteria.0.children.2.rule.cap → rule."""
    return next((part for part in reversed(path.split(".")) if part in (*FIELDS, "due", "name", "max_points")), "")


def _page(request: HttpRequest, campaign: Campaign, form: CriterionForm, **more: Any) -> HttpResponse:
    template = "workshop/line.html" if isinstance(form, LineForm) else "workshop/group.html"
    context = {"campaign": campaign, "form": form, "is_draft": is_draft(campaign), **more}
    return render(request, template, context, status=422 if form.errors else 200)
