"""Names of units and kinds in templates: ``{% load units %}``."""

from django import template
from django.utils.translation import override

from units.models import Unit
from units.queries import naming

register = template.Library()


@register.filter
def unit_name(unit: Unit) -> str:
    return naming.unit_name(unit)


@register.filter
def unit_signed(unit: Unit) -> str:
    """The name on a document to be signed, which is Vietnamese whatever the language of the page."""
    with override("vi"):
        return naming.unit_name(unit)


@register.filter
def unit_brief(unit: Unit) -> str:
    return naming.brief_name(unit)


@register.filter
def unit_kind(unit: Unit) -> str:
    return naming.kind_name(unit.kind)
