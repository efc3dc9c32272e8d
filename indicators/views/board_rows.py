"""The rows of a board as markup, written straight: a template's loop over 200 of them is most of a page's time."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.drawings import bar, sparkline
from common.formats import language_in_use, localised_text, number_text, percent_text
from common.templatetags.ui import no_data, state_chip
from indicators.audience import Audience
from indicators.queries.board import BoardView
from indicators.queries.board_lines import BoardLine
from indicators.scoring import Grade
from units.queries.naming import unit_name


class RowWriter:
    """Rows for one reader, in the language of the page; every text that people wrote is escaped here."""

    own = ' class="own"'

    def __init__(self, view: BoardView, audience: Audience) -> None:
        self.view, self.audience = view, audience
        self.dash, self.unnamed, self.unranked = no_data(), escape(_("not named")), escape(_("unranked"))
        self.own_maximum = escape(_("Of own maximum"))
        self.figure = partial(_figure, view.scheme.decimals, language_in_use(), self.dash)
        # Most rows say the same.
        self.chip: Callable[[int, int], str] = cache(_chip)
        self.mark = red_mark(view, audience)
        self.sheets = reverse("own_sheet", args=[view.campaign.code])

    def rows(self, lines: Iterable[BoardLine]) -> SafeString:
        return SafeString("".join(map(self.row, lines)))

    def row(self, line: BoardLine) -> str:
        row, figure = line.row, self.figure
        return (
            f'<tr{self.own if row.is_own else ""}><td class="rank">{row.rank or self.dash}</td>'
            f'<th scope="row" class="pin unit">{self._name(line)}</th>'
            f'<td class="num wide-only">{figure(line.self_scored)}</td>'
            f'<td class="num wide-only">{figure(line.appraised)}</td>'
            f'<td class="num wide-only">{figure(line.bonus)}</td>'
            f'<td class="num wide-only">{figure(line.deduction)}</td>'
            f'<td class="num sum">{figure(line.total)}</td>{self._percent(line)}'
            f'<td class="wide-only">{self._share(line)}</td><td class="wide-only">{sparkline(line.trend)}</td>'
            f"<td>{self.chip(row.sheet.missing, row.sheet.waiting)}</td></tr>\n"
        )

    def _name(self, line: BoardLine) -> str:
        unit = line.row.unit
        if unit is None:
            return f'<span class="muted">{self.unnamed}</span>'
        name = escape(unit_name(unit))
        opens = self.audience.is_staff or line.row.is_own
        return f'<a href="{self.sheets}{unit.pk}/">{name}</a>' if opens else name

    def _percent(self, line: BoardLine) -> str:
        if not self.view.is_by_percent:
            return ""
        shown = self.dash if line.percent is None else percent_text(line.percent, self.view.scheme.decimals)
        return f'<td class="num" data-label="{self.own_maximum}">{shown}</td>'

    def _threshold(self, line: BoardLine) -> Fraction | None:
        return None if self.mark is None else Fraction(line.maximum or 0) * self.mark.at_least / 100

    def _share(self, line: BoardLine) -> str:
        if line.row.rank:
            return bar(line.total, line.maximum or 0, self._threshold(line))
        note = line.row.sheet.note
        return f'<span class="why">{self.unranked}{": " + escape(localised_text(note)) if note else ""}</span>'


def red_mark(view: BoardView, audience: Audience) -> Grade | None:
    """The band whose threshold the bars show: the highest, to those who run the campaign."""
    return view.scheme.bands[0] if view.scheme.bands and audience.is_staff else None


def _figure(decimals: int, language: str, dash: str, value: Decimal | None) -> str:
    return dash if value is None else number_text(value, decimals, language)


def _chip(missing: int, waiting: int) -> str:
    chips = []
    if missing:
        text = ngettext("%(n)s line missing", "%(n)s lines missing", missing) % {"n": missing}
        chips.append(state_chip("missing", text))
    if waiting:
        chips.append(state_chip("submitted", ngettext("%(n)s waiting", "%(n)s waiting", waiting) % {"n": waiting}))
    return "<br>".join(chips) or state_chip("done")
