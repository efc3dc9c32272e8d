"""What the lines of a campaign still lack before it is launched or closed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import RESULT, Status
from campaigns.files import canonical_json
from campaigns.models import Campaign, Participation
from campaigns.queries.documents import document_of, plan_date
from campaigns.queries.inference import Inferred, is_inference
from campaigns.queries.readiness import Issue
from common.choices import Basis
from common.formats import day_text, number_text
from indicators.choices import Feed, ValueState
from indicators.files.criteria import walk
from indicators.models import Cell, ClosingDecision, Criterion, CurrentValue, Outline
from indicators.queries.lines import CampaignLines
from indicators.scoring import Scheme, Text, build_scheme, rule_sentence
from units.queries.naming import brief_name

# What a confirmation of a line's points holds for.
CONFIRMED_KEYS = ("max_points", "weight", "combine", "scale", "cap", "rule")


def inferred_lines(document: Mapping[str, Any]) -> Iterator[Inferred]:
    """Criteria whose points no source states."""
    scheme = build_scheme(document)
    for _path, node, _above in walk(document["criteria"], ("criteria",)):
        source = node.get("source") or {}
        if is_inference(source):
            content = canonical_json({key: node[key] for key in CONFIRMED_KEYS if key in node})
            label = {language: f"{node['code']} {text}" for language, text in node["name"].items()}
            yield Inferred(f"line:{node['code']}", label, _figure(node, scheme), content, source.get("note", ""))


def _figure(node: Mapping[str, Any], scheme: Scheme) -> dict[str, str]:
    """The maximum and, for a line, its rule in words."""
    line = scheme.lines.get(node["code"])
    rule = rule_sentence(line) if line else Text("", "")
    most = node.get("max_points")
    maxima = {"vi": "tối đa %s điểm", "en": "maximum %s points"} if most is not None else {}
    figures = {language: text % number_text(most, language=language) for language, text in maxima.items()}
    return {
        language: "; ".join(filter(None, (figures.get(language), getattr(rule, language)))) for language in ("vi", "en")
    }


def known_through_lines(unit_id: int) -> Q:
    """Campaigns in which the unit provides a line, appraises a group or stands in for a verifier."""
    criteria = Criterion.objects.filter(Q(provided_by=unit_id) | Q(verified_by=unit_id), is_active=True)
    stands_in = Participation.objects.filter(campaign=OuterRef("pk"), alternate_verifier=unit_id)
    return Q(Exists(criteria.filter(campaign=OuterRef("pk")))) | Q(Exists(stands_in))


def missing_lines(campaign: Campaign, to: str, on: date) -> Iterator[Issue]:
    steps: dict[str, Callable[[CampaignLines], Iterator[Issue]]] = {
        Status.LAUNCHED: _before_launch,
        Status.CLOSED: _before_closing,
    }
    if to in steps:
        yield from steps[to](CampaignLines(campaign))


def missing_outlines(campaign: Campaign, to: str, on: date) -> Iterator[Issue]:
    """Lines that count late reports while no report is asked for: they would stay without data."""
    if to in RESULT:
        return
    counting = Criterion.objects.filter(campaign=campaign, feed=Feed.REPORTS, is_line=True, is_active=True)
    lines = list(counting.order_by("position"))
    if lines and not Outline.objects.filter(campaign=campaign).exists():
        text = _("Lines that count late reports, but no report is asked for yet.")
        yield Issue("no_outline", text, _names(lines), False, "reports", _("Ask for a report"))


def _before_launch(lines: CampaignLines) -> Iterator[Issue]:
    yield from _due_too_early(lines)
    yield from _without_provider(lines)
    yield from _without_verifier(lines)
    yield from _own_verifiers(lines)


def _due_too_early(lines: CampaignLines) -> Iterator[Issue]:
    planned = plan_date(document_of(lines.campaign))
    early = [line for line in lines.lines if line.due and line.due < planned]
    if early:
        text = _("Lines that fall due before the plan of %(day)s.") % {"day": day_text(planned)}
        yield Issue("due_before_plan", text, _names(early), page="workshop", verb=_("Change the dates"))


def _without_provider(lines: CampaignLines) -> Iterator[Issue]:
    open_ones = [line for line in lines.lines if line.feed == Feed.EXTERNAL and line.provided_by_id is None]
    if open_ones:
        text = _("Lines to be provided by a department, but none is named; until then each unit enters its own.")
        yield Issue("no_provider", text, _names(open_ones), False, "workshop", _("Name it"))


def _without_verifier(lines: CampaignLines) -> Iterator[Issue]:
    open_ones = [line for line in lines.lines if lines.leading_verifier(line) is None]
    if open_ones:
        text = _("Lines that nobody appraises.")
        yield Issue("no_verifier", text, _names(open_ones), False, "workshop", _("Name a unit"))


def _own_verifiers(lines: CampaignLines) -> Iterator[Issue]:
    """Units that would appraise themselves: another unit is named, or they take part unranked (rule 7)."""
    marked = [
        brief_name(row.unit)
        for row in lines.participations
        if row.is_active and lines.is_marked(row.unit) and lacks_verifier(lines, row)
    ]
    if marked:
        text = _("Units that manage or lead the appraisal, and no other unit appraises all their lines.")
        yield Issue("own_verifier", text, tuple(marked), False, "campaigns:participants", _("Name another unit"))


def lacks_verifier(lines: CampaignLines, row: Participation) -> bool:
    """Whether some line of the participant has a leading verifier and yet nobody who may appraise it."""
    return any(lines.leading_verifier(line) and not lines.verifier(line, row.unit) for line in lines.lines_of(row.unit))


def _before_closing(lines: CampaignLines) -> Iterator[Issue]:
    yield from _waiting(lines)
    yield from _undecided(lines)


def _waiting(lines: CampaignLines) -> Iterator[Issue]:
    """Submitted figures without a verdict, held against the unit that owes it."""
    queues: Counter[str] = Counter()
    for line, row, _period in waiting_cells(lines):
        verifier = lines.verifier(line, row.unit)
        queues[brief_name(verifier) if verifier else _("nobody")] += 1
    if queues:
        count = queues.total()
        text = ngettext("%(count)d figure waits for appraisal.", "%(count)d figures wait for appraisal.", count)
        items = tuple(f"{name}: {number}" for name, number in queues.most_common())
        yield Issue("waiting", text % {"count": count}, items, page="queue", verb=_("Open the queue"))


def waiting_cells(lines: CampaignLines) -> Iterator[tuple[Criterion, Participation, str]]:
    """Cells of the campaign's own lines, periods and participants that wait for a verdict."""
    by_series: dict[int, list[Criterion]] = defaultdict(list)
    for line in lines.lines:
        by_series[line.series_id or 0].append(line)
    rows = {row.unit_id: row for row in lines.participations}
    cells = Cell.objects.filter(is_waiting=True, series__in=by_series).order_by("pk")
    for series, unit, period in cells.values_list("series_id", "unit_id", "period"):
        for line in by_series[series]:
            if unit in rows and any(period == each.code for each in lines.periods(line)):
                yield line, rows[unit], period


def _undecided(lines: CampaignLines) -> Iterator[Issue]:
    choice = document_of(lines.campaign)["campaign"].get("missing_at_close", "choose")
    if choice != "choose":
        return
    decided = set(
        ClosingDecision.objects.filter(criterion__campaign=lines.campaign).values_list("criterion", flat=True)
    )
    gaps = {line: units for line, units in without_data(lines).items() if line.pk not in decided}
    if gaps:
        text = _("Lines without data for which it is not decided what the gap becomes.")
        items = tuple(f"{line.number}: {len(units)}" for line, units in gaps.items())
        yield Issue("undecided", text, items, page="closing", verb=_("Decide line by line"))


def decisions(campaign: Campaign) -> dict[str, ClosingDecision]:
    """By the line's code the decision in force about its gaps: the newest."""
    made = ClosingDecision.objects.filter(criterion__campaign=campaign).select_related("criterion", "decided_by")
    return {each.criterion.code: each for each in made.order_by("pk")}


def without_data(lines: CampaignLines) -> dict[Criterion, list[Participation]]:
    """Lines of the total with the ranked participants whose appraised value is unknown: whom a decision hits."""
    known = CurrentValue.objects.filter(campaign=lines.campaign, basis=Basis.VERIFIED)
    settled = set(known.exclude(state=ValueState.NO_DATA).values_list("unit_id", "criterion_id"))
    alive = [row for row in lines.participations if row.is_active and row.unit.is_valid_on(lines.campaign.end)]
    gaps = {
        line: [row for row in alive if lines.applies(line, row.unit) and (row.unit_id, line.pk) not in settled]
        for line in lines.lines
        if not lines.is_outside_total(line)
    }
    return {line: rows for line, rows in gaps.items() if rows}


def _names(lines: list[Criterion]) -> tuple[str, ...]:
    return tuple(line.title for line in lines)
