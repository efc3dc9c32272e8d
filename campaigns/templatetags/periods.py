"""Names of periods in templates (a builtin)."""

from django import template

from campaigns.period_names import period_name

register = template.Library()
register.filter("period_name", period_name)
