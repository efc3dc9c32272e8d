"""How templates name units: through the one place that knows about former names and anonymous pictures."""

from django import template

from units.models import Unit
from units.queries import naming

register = template.Library()


@register.filter
def unit_name(unit: Unit) -> str:
    """The full name, or the alias where units are not to be named."""
    return naming.unit_name(unit)


@register.filter
def brief_unit_name(unit: Unit) -> str:
    """The short name for narrow columns."""
    return naming.brief_name(unit)
