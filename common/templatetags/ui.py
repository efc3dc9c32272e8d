"""What templates say in one word (a builtin library: no ``load`` needed). Texts come from ``common.formats``.

Filters: number, signed, percent, editable, day, day_month, weekday_day, weekday_brief, clock, moment,
localised, spoken.
Tags: mark, state_chip, state_mark, deadline, sparkline, bar, query_with, wrap … endwrap.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import drawings, formats
from common.faults import Fault
from common.formats import Exact
from common.marks import MARKS, Mark

register = template.Library()


def no_data() -> SafeString:
    """The grey dash with its word: for the eye on hover or focus, for a reader always."""
    return format_html(
        '<span class="none" role="img" aria-label="{}">{}</span>',
        pgettext("chip", "no data"),
        formats.NO_DATA,
    )


@register.filter
def number(value: Exact | None, decimals: int | None = None) -> str:
    """``{{ points|number:2 }}`` → 96,35; no data → the grey dash."""
    return no_data() if value is None else formats.number_text(value, decimals)


@register.filter
def signed(value: Exact | None, decimals: int | None = None) -> str:
    """``{{ difference|signed:2 }}`` → +1,50, −3,00, 0,00."""
    return no_data() if value is None else formats.signed_text(value, decimals)


@register.filter
def percent(value: Exact | None, decimals: int | None = None) -> str:
    """``{{ share|percent:2 }}`` → 96,35 %; the value is out of 100."""
    return no_data() if value is None else formats.percent_text(value, decimals)


@register.filter
def editable(value: Exact | None) -> str:
    """For ``value=``, ``data-value=`` and ``data-previous=``: as it would be typed."""
    return formats.editable_text(value)


@register.filter
def day(value: date | datetime | None) -> str:
    return no_data() if value is None else formats.day_text(value)


@register.filter
def day_month(value: date | datetime | None) -> str:
    return no_data() if value is None else formats.day_text(value, year=False)


@register.filter
def weekday_day(value: date | datetime | None) -> str:
    """Thứ Năm 04/9; with the year when it is not this one."""
    return no_data() if value is None else formats.weekday_day_text(value, year=_in_other_year(value))


@register.filter
def weekday_brief(value: date | datetime | None) -> str:
    """T5 04/9, for heads of columns."""
    return no_data() if value is None else formats.weekday_day_text(value, brief=True)


@register.filter
def clock(value: datetime | None) -> str:
    return formats.clock_text(value)


@register.filter
def moment(value: datetime | None) -> str:
    """14:05 ngày 03/9/2025."""
    return no_data() if value is None else formats.moment_text(value)


@register.filter
def localised(value: object) -> str:
    """``{{ campaign.name|localised }}``: the text of {vi, en} in the language, else the Vietnamese."""
    return formats.localised_text(value)


@register.filter
def spoken(fault: Fault | str) -> str:
    """A fault as a person reads it: the row first; the file's own name is no news to who sent it."""
    if not isinstance(fault, Fault):
        return str(fault)
    row = _("Row %(number)s") % {"number": fault.line} if fault.line else ""
    return f"{row}: {fault.message}" if row else str(fault.message)


def _in_other_year(value: date | datetime) -> bool:
    return formats.local_day(value).year != formats.today().year


@register.simple_tag
def provisional(waiting: int | None) -> str:
    return formats.provisional_words(waiting or 0)


@register.simple_tag
def mark(state: str, text: str = "") -> str:
    """A figure or its mark: ``none`` → the dash, ``na`` → "không áp dụng", anything else → ``text``."""
    if state == "none":
        return no_data()
    if state == "na":
        return format_html('<span class="na">{}</span>', pgettext("chip", "not applicable"))
    return text


@register.simple_tag
def state_chip(state: str, word: str = "") -> SafeString:
    """A shape and a word; ``word`` replaces the usual one ("2 chờ thẩm định") and is a must for other states."""
    known = MARKS.get(state, Mark(word, "quiet", "frame")) if word else MARKS[state]
    return format_html('<span class="st {} {}">{}</span>', known.tone, known.shape, word or known.word)


@register.simple_tag
def state_mark(state: str, word: str = "") -> SafeString:
    """The shape alone, its word for readers and on hover: for tables of many marks with a legend of chips."""
    known = MARKS[state]
    shown = word or known.word
    return format_html(
        '<span class="st {} {} alone" role="img" aria-label="{}" title="{}"></span>',
        known.tone,
        known.shape,
        shown,
        shown,
    )


@register.simple_tag
def deadline(due: date | datetime, days_left: int | None = None, returned: bool = False) -> SafeString:
    """Weekday, date and working days left; negative days are overdue. The caller counts the working days."""
    overdue = days_left is not None and days_left < 0
    head, tail = _overdue_lines(due, -days_left) if overdue else (weekday_day(due), _days_left_line(days_left))
    return format_html(
        '<div class="deadline{}"><b>{}</b> <span>{}</span></div>', " over" if overdue else "", head, tail
    )


def _overdue_lines(due: date | datetime, days: int) -> tuple[str, str]:
    since = formats.weekday_day_text(due, brief=True, year=_in_other_year(due))
    line = ngettext("since %(day)s · %(count)s working day", "since %(day)s · %(count)s working days", days)
    return pgettext("deadline", "Overdue"), line % {"day": since, "count": formats.number_text(days)}


def _days_left_line(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("today is the last day")
    return ngettext("%(count)s working day left", "%(count)s working days left", days) % {
        "count": formats.number_text(days)
    }


@register.simple_tag
def sparkline(values: Sequence[Exact | None], label: str = "") -> SafeString:
    return drawings.sparkline(values, label)


@register.simple_tag
def bar(value: Exact | None, maximum: Exact, mark: Exact | None = None, tone: str = "", label: str = "") -> SafeString:
    return drawings.bar(value, maximum, mark, tone=tone, label=label)


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """``<a href="{% query_with page=2 %}">``: the page's filters with these changed; "" takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.tag
def wrap(parser: Parser, token: Token) -> "WrapNode":
    """``{% wrap "confirm" label=… %}body{% endwrap %}``: components/confirm.html with the body as ``slot``."""
    _tag, name, *bits = token.split_contents()
    options = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"wrap takes name=value, not {bits[0]!r}")
    body = parser.parse(("endwrap",))
    parser.delete_first_token()
    return WrapNode(parser.compile_filter(name), options, body)


class WrapNode(template.Node):
    """A component around its content; the content sees the page, the component only its slots."""

    child_nodelists = ("body",)

    def __init__(self, name: FilterExpression, options: dict[str, FilterExpression], body: NodeList) -> None:
        self.name, self.options, self.body = name, options, body

    def render(self, context: template.Context) -> SafeString:
        slots = {key: value.resolve(context) for key, value in self.options.items()}
        slots |= {"slot": self.body.render(context), "csrf_token": context.get("csrf_token")}
        component = context.template.engine.get_template(f"components/{self.name.resolve(context)}.html")
        return component.render(context.new(slots))
