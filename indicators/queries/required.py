"""What a line asks for, in the few words that stand beside a field."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from indicators.choices import Feed
from indicators.models import Criterion
from indicators.queries.lines import UNBUILT_FEEDS
from indicators.queries.schemes import scheme_of
from indicators.scoring import RULES, Line, Text, rule_sentence
from indicators.scoring.intervals import EVERYTHING
from indicators.scoring.needed import best_points
from indicators.scoring.wording import phrase


def rules_of(campaign: Campaign) -> dict[str, Line]:
    """The engine's lines by code; empty while the campaign has no definition."""
    return dict(scheme_of(campaign.definition_id).lines) if campaign.definition_id else {}


def required_text(rule: Line | None) -> str:
    """The value that earns all points: ``từ 98 % trở lên``, ``0 vụ``; empty where others or an appraiser decide."""
    if rule is None or rule.scope is not None or rule.measure.kind == "points":
        return ""
    parts = RULES[rule.rule["kind"]].earning(rule.rule, rule, best_points(rule))
    return said(phrase(rule, parts[0])) if parts and parts[0] != EVERYTHING else ""


def rule_text(rule: Line | None) -> str:
    """The whole rule in one sentence."""
    return "" if rule is None else said(rule_sentence(rule))


def how_text(line: Criterion, rule: Line | None) -> str:
    """What is counted and how periods are put together: ``Số đúng hạn / Số đến hạn · phát sinh trong kỳ``."""
    parts = [_counted(rule), "" if line.reported == "once" else _over_time(line), _feed(line)]
    return " · ".join(part for part in parts if part)


def _counted(rule: Line | None) -> str:
    if rule is None or rule.measure.numerator is None or rule.measure.denominator is None:
        return ""
    return f"{said(rule.measure.numerator)} / {said(rule.measure.denominator)}"


def _over_time(line: Criterion) -> str:
    is_state = line.measure_kind in ("yes_no", "date", "points")
    words = {
        "sum": _("what arose in the period"),
        "ratio_of_sums": _("what arose in the period"),
        "last": _("as it stands at the period's end") if is_state else _("accumulated up to the period's end"),
        "mean": _("of the period; the periods are averaged"),
        "max": _("of the period; the highest counts"),
        "min": _("of the period; the lowest counts"),
    }
    return words.get(line.over_time, "")


def _feed(line: Criterion) -> str:
    if line.feed == Feed.REPORTS:
        return _("counted by the system from the register of reports")
    if line.feed == Feed.WORKS:
        return _("counted by the system from the register of works")
    return _("entered by hand until the system counts it itself") if line.feed in UNBUILT_FEEDS else ""


def feed_note(line: Criterion) -> str:
    """The same for those who read and do not enter; empty for every line whose figures come as the plan says."""
    if line.feed == Feed.REPORTS:
        return _("The system counts late reports itself, from the register of reports, when the due day has passed.")
    if line.feed == Feed.WORKS:
        return _("The system counts the works itself that were finished by their registered day, with evidence.")
    if line.feed not in UNBUILT_FEEDS:
        return ""
    return _("The system is to count these figures itself; that part is not built yet, so they are entered by hand.")


def said(text: Text) -> str:
    """In the language of the page."""
    return text.en if get_language() == "en" else text.vi
