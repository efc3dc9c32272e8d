"""A registered target in templates (a builtin)."""

from django import template

from indicators.queries.targets import target_text

register = template.Library()
register.filter("target_text", target_text)
