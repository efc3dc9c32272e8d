"""Which column of a table is read as what: said in one sentence, changed by the person, carried through the mends."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.addresses import row_id
from common.decimals import Notation, parse_number
from common.formats import editable_text
from indicators.forms.pasted_columns import ROLES, Column, Layout
from indicators.forms.provided_rows import Plan
from indicators.scoring.lines import Measure

PREFIX = "column-"


def columns_of(post: QueryDict) -> dict[int, str] | None:
    """The role of each column as the person said; None where nobody was asked yet."""
    said = {row_id(key.removeprefix(PREFIX)): role for key, role in post.items() if key.startswith(PREFIX)}
    return {place: role for place, role in said.items() if place is not None} or None


def reading_of(plan: Plan) -> str:
    """How the shown rows were read, as the page sends it back; empty while something is still to be said."""
    return "" if plan.is_open else plan.layout.told


def columns_context(plan: Plan, measure: Measure) -> dict[str, Any]:
    """What the preview says of the columns and of the notation of the numbers."""
    roles = [role for role in ROLES if measure.has_parts or role not in ("numerator", "denominator")]
    return {
        "reading": reading_of(plan),
        "columns": [{"column": each, "name": _named(each)} for each in plan.layout.columns],
        "columns_told": _sentence(plan.layout, measure),
        "roles": [(role, role_name(role, plan.layout, measure)) for role in roles],
        "notations": _notations(plan.undecided[0]) if plan.undecided else (),
    }


def _named(column: Column) -> str:
    if column.heading:
        return f"“{column.heading}”"
    return _("column %(number)s") % {"number": column.place + 1}


def role_name(role: str, layout: Layout, measure: Measure) -> str:
    """The role in the clerk's terms."""
    if role == "value":
        return _ratio_name(layout) if measure.has_parts else pgettext("column", "the figure")
    plain = {"numerator": _("numerator"), "denominator": _("denominator"), "note": pgettext("column", "the note")}
    return plain[role]


def _ratio_name(layout: Layout) -> str:
    return _("the ratio, only compared") if layout.has_parts else _("the ratio")


def _sentence(layout: Layout, measure: Measure) -> str:
    """One sentence: where the roles come from, each column that is read, and those that are left out."""
    read = [
        _("%(column)s is %(role)s") % {"column": _named(each), "role": role_name(each.role, layout, measure)}
        for each in layout.columns
        if each.role
    ]
    rest = [_named(each) for each in layout.columns if not each.role]
    if rest:
        read.append(_("not used: %(columns)s") % {"columns": ", ".join(rest)})
    begin = {
        "headings": _("Read by the headings of the columns"),
        "position": _("Read by the order of the columns, since they have no headings"),
        "chosen": _("Read as you said"),
    }[layout.how]
    return f"{begin}: {'; '.join(read)}."


def _notations(text: str) -> list[tuple[Notation, str]]:
    """What the person's own figure means with either decimal mark."""
    found: list[tuple[Notation, str]] = []
    for mark in ("comma", "point"):
        try:
            found.append((mark, editable_text(parse_number(text, mark))))
        except ValidationError:
            found.append((mark, "?"))
    return found
