"""Criteria, series and rule versions follow the campaign's definition; nothing else writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from campaigns.domain.projection import Projection
from campaigns.files import canonical_json, from_json
from campaigns.files.report import Path
from campaigns.models import Campaign
from campaigns.queries.roster import check_unit, check_units
from common.canonical import sha256_text
from common.locks import advisory_lock
from indicators.choices import Feed
from indicators.domain import current
from indicators.domain.snapshots import facts_lock
from indicators.files.criteria import walk
from indicators.models import Criterion, Entry, RuleVersion, Series
from indicators.scoring import default_over_time
from units.models import Succession, Unit

Node = Mapping[str, Any]
# A change of these changes points, so it makes a new version of the line's rule.
RULE_KEYS = frozenset(
    ("max_points", "measure", "transform", "over_time", "reported", "grace_days", "due")
    + ("applies_to", "series", "feed", "counts", "rule")
)
COLUMNS = (
    ("parent", "position", "depth", "is_active", "is_line", "name", "max_points", "outside_total", "spec")
    + ("version", "verified_by", "series", "measure_kind", "reported", "over_time", "due", "grace_days")
    + ("evidence", "feed", "provided_by", "check_days")
)
BATCH = 100
LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """A node of the file with its place in the tree and, for a line, the key of its series."""

    path: Path
    node: Node
    above: tuple[Node, ...]
    position: int
    series_key: str = ""

    @property
    def is_line(self) -> bool:
        return "children" not in self.node

    @property
    def depth(self) -> int:
        return len(self.above)


def project_criteria(projection: Projection) -> None:
    """Write the tree of the definition: rows stable by code, inactive where a code is gone, a new version of
    each line whose rule changed. Units the file names and nobody knows become faults of their lines."""
    hold_off_freezes(projection.campaign)
    known = {row.code: row for row in projection.campaign.criteria.select_related("series")}
    placed = _placed(projection, known)
    series = _series(placed)
    rules = _rules(projection)
    rows: dict[str, Criterion] = {}
    for _depth, level in groupby(sorted(placed, key=lambda item: item.depth), key=lambda item: item.depth):
        made = [_row(projection, item, rows, series, rules) for item in level]
        rows |= {row.code: row for row in _upsert(projection, made)}
    projection.campaign.criteria.exclude(code__in=rows).update(is_active=False)
    _add_versions(projection, placed, rows, rules)


def rederive(projection: Projection) -> None:
    """Current values follow the definition; the next recompute sees the campaign's mark."""
    if _values_differ(projection.previous, projection.document) or _sees_mergers(projection.campaign):
        current.rebuild(campaign=projection.campaign, at=projection.at)
    else:
        current.mark_dirty(projection.campaign.pk)


def _values_differ(old: Node | None, new: Node) -> bool:
    """Whether lines or dates changed; who takes part, names and bands touch no current value."""
    dates = ("start", "end")
    return old is None or any(
        (old["criteria"] != new["criteria"], *(old["campaign"][key] != new["campaign"][key] for key in dates))
    )


def _sees_mergers(campaign: Campaign) -> bool:
    """Whether participants follow others during the campaign: who takes part then decides who inherits."""
    season = {"new__valid_from__gt": campaign.start, "new__valid_from__lte": campaign.end}
    return campaign.participations.filter(unit__in=Succession.objects.filter(**season).values("new")).exists()


def remark(campaign: Campaign, at: datetime) -> None:
    """Who takes part or is ranked has changed: the next recompute sees it."""
    hold_off_freezes(campaign)
    current.mark_dirty(campaign.pk)


def hold_off_freezes(campaign: Campaign) -> None:
    """Until this transaction ends no freeze begins, and this waits for one under way."""
    with advisory_lock(facts_lock(campaign.pk), shared=True):
        pass


def rule_text(node: Node) -> str:
    """The part of a line's section that decides its points, as canonical JSON."""
    return canonical_json({key: value for key, value in node.items() if key in RULE_KEYS})


def _placed(projection: Projection, known: Mapping[str, Criterion]) -> list[Placed]:
    nodes = walk(projection.document["criteria"], ("criteria",))
    return [
        Placed(path, node, above, position, _series_key(projection, node, known.get(node["code"])))
        for position, (path, node, above) in enumerate(nodes)
    ]


def _series_key(projection: Projection, node: Node, known: Criterion | None) -> str:
    if "children" in node:
        return ""
    if node.get("series") and not projection.campaign.is_practice:
        key = "|".join((node["series"], *_measured(node)))
        return key if len(key) <= LONGEST_KEY else f"{key[:200]}…{sha256_text(key)}"
    return _private_key(f"{projection.campaign.code}:{node['code']}", node, known)


def _private_key(base: str, node: Node, known: Criterion | None) -> str:
    """The line's own series. A line that comes to measure something else leaves its old facts behind."""
    own = known.series if known else None
    if known is None or own is None or not (own.key == base or own.key.startswith(f"{base}#")):
        return base
    if _measures_the_same(from_json(known.spec), node) or not Entry.objects.filter(series=own).exists():
        return own.key
    return f"{base}#{known.version + 1}"


def _measures_the_same(old: Node, new: Node) -> bool:
    return "measure" in old and _measured(old) == _measured(new)


def _measured(node: Node) -> tuple[str, str]:
    return _measure_key(node["measure"]), node.get("reported", "once")


def _measure_key(measure: Node) -> str:
    """What makes two lines measure the same thing: kind, unit, and whether parts are entered."""
    unit = measure.get("unit") or ""
    parts = "/" if "numerator" in measure and "denominator" in measure else ""
    return f"{measure['kind']}{parts}[{unit if isinstance(unit, str) else unit['vi']}]"


def _series(placed: list[Placed]) -> dict[str, Series]:
    keys = {item.series_key for item in placed if item.is_line}
    Series.objects.bulk_create([Series(key=key) for key in sorted(keys)], ignore_conflicts=True)
    return {series.key: series for series in Series.objects.filter(key__in=keys)}


def _rules(projection: Projection) -> dict[str, tuple[int, str]]:
    """Per code the newest version of its rule: number and text."""
    versions = RuleVersion.objects.filter(criterion__campaign=projection.campaign).order_by("number")
    return {code: (number, text) for code, number, text in versions.values_list("criterion__code", "number", "spec")}


def _version(node: Node, rules: Mapping[str, tuple[int, str]]) -> int:
    number, text = rules.get(node["code"], (0, ""))
    if "children" in node:
        return max(number, 1)
    return number if text == rule_text(node) else number + 1


def _row(
    projection: Projection,
    item: Placed,
    parents: Mapping[str, Criterion],
    series: Mapping[str, Series],
    rules: Mapping[str, tuple[int, str]],
) -> Criterion:
    node = item.node
    return Criterion(
        campaign=projection.campaign,
        code=node["code"],
        parent=parents[item.above[-1]["code"]] if item.above else None,
        position=item.position,
        depth=item.depth,
        is_line=item.is_line,
        name=node["name"],
        max_points=node.get("max_points"),
        outside_total=any(above.get("outside_total") for above in (*item.above, node)),
        spec=canonical_json({key: value for key, value in node.items() if key != "children"}),
        version=_version(node, rules),
        verified_by=_unit(projection, item, "verified_by"),
        **(_line_columns(projection, item, series) if item.is_line else {}),
    )


def _line_columns(projection: Projection, item: Placed, series: Mapping[str, Series]) -> dict[str, Any]:
    node = item.node
    check_units((*item.path, "applies_to"), node.get("applies_to") or {}, projection.book, projection.report)
    return {
        "series": series[item.series_key],
        "measure_kind": node["measure"]["kind"],
        "reported": node.get("reported", "once"),
        "over_time": node.get("over_time") or default_over_time(node["measure"]),
        "due": date.fromisoformat(node["due"]) if node.get("due") else None,
        "grace_days": node.get("grace_days", 0),
        "evidence": node.get("evidence", "at_final"),
        "feed": node.get("feed", Feed.ENTRY),
        "provided_by": _unit(projection, item, "provided_by"),
        "check_days": node.get("check_days", 3),
    }


def _unit(projection: Projection, item: Placed, key: str) -> Unit | None:
    reference = item.node.get(key)
    if reference is None:
        return None
    return check_unit((*item.path, key), reference, projection.book, projection.report)


def _upsert(projection: Projection, rows: list[Criterion]) -> Iterator[Criterion]:
    Criterion.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["campaign", "code"], update_fields=COLUMNS
    )
    return projection.campaign.criteria.filter(code__in=[row.code for row in rows]).iterator()


def _add_versions(
    projection: Projection,
    placed: list[Placed],
    rows: Mapping[str, Criterion],
    rules: Mapping[str, tuple[int, str]],
) -> None:
    changed = [
        item for item in placed if item.is_line and rules.get(item.node["code"], (0, ""))[1] != rule_text(item.node)
    ]
    RuleVersion.objects.bulk_create(
        RuleVersion(
            criterion=rows[item.node["code"]],
            number=rows[item.node["code"]].version,
            spec=rule_text(item.node),
            definition=projection.definition,
        )
        for item in changed
    )
