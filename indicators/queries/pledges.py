"""What a cluster's units registered, put together: counts for the register, the pledge (giao ước) with all heads."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from campaigns.choices import RegisteredKind
from campaigns.models import Block, Campaign, RegisteredItem, RegisteredWork, Registration, RegistrationVersion
from campaigns.queries.participants import participants_of
from campaigns.queries.receipts import owes
from indicators.models import RegisteredTarget
from indicators.queries.contacts import contacts
from units.choices import Role
from units.models import Membership, Unit


@dataclass(slots=True)
class Counts:
    """How much stands in the version that counts: the confirmed one, else the newest filed."""

    targets: int = 0
    works: int = 0
    plaques: int = 0
    models: int = 0
    titles: int = 0


def counts_of(campaign: Campaign) -> dict[int, Counts]:
    """By the unit's id. Six queries, however many units."""
    versions = counting_versions(campaign)
    found: dict[int, Counts] = defaultdict(Counts)
    for name, number in (
        ("targets", _count(RegisteredTarget.objects.all(), versions)),
        ("works", _count(RegisteredWork.objects.all(), versions)),
        ("plaques", _count(RegisteredWork.objects.filter(has_plaque=True), versions)),
        ("models", _count(RegisteredItem.objects.filter(kind=RegisteredKind.MODEL), versions)),
        ("titles", _count(RegisteredItem.objects.filter(kind=RegisteredKind.TITLE), versions)),
    ):
        for version, count in number.items():
            setattr(found[versions[version]], name, count)
    return found


def counting_versions(campaign: Campaign) -> dict[int, int]:
    """The unit by the version that counts for it."""
    rows = Registration.objects.filter(campaign=campaign, filed__isnull=False)
    columns = rows.values_list("unit_id", "filed_id", "confirmed_id")
    return {confirmed or filed: unit for unit, filed, confirmed in columns}


def _count(rows: QuerySet, versions: dict[int, int]) -> dict[int, int]:
    counted = rows.filter(version__in=versions).values("version").annotate(n=Count("pk"))
    return {row["version"]: row["n"] for row in counted}


@dataclass(frozen=True, slots=True)
class Pledging:
    """One unit of the cluster: its head, and the version of its registration that counts."""

    unit: Unit
    head: Membership | None
    version: RegistrationVersion | None
    targets: list[RegisteredTarget]
    works: list[RegisteredWork]
    models: list[RegisteredItem]
    titles: list[RegisteredItem]


@dataclass(frozen=True, slots=True)
class Pledge:
    """The pledge of a cluster."""

    campaign: Campaign
    block: Block
    today: date
    units: list[Pledging] = field(default_factory=list)

    @property
    def missing(self) -> list[Unit]:
        """Those that have not filed: named on the page, never in the document."""
        return [each.unit for each in self.units if each.version is None]

    @property
    def titles(self) -> list[tuple[str, int]]:
        """Titles aimed at and by how many units, as first named."""
        counted = Counter(item.name for each in self.units for item in each.titles)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def pledge_of(campaign: Campaign, block: Block, *, today: date) -> Pledge:
    """Every unit of the cluster in the campaign's order. Seven queries, however many units."""
    rows = [row for row in participants_of(campaign).filter(block=block) if owes(row, today)]
    units = [row.unit for row in rows]
    heads = contacts(units, [Role.HEAD])
    held = Registration.objects.filter(campaign=campaign, unit__in=units, filed__isnull=False)
    by_unit = {row.unit_id: row.confirmed or row.filed for row in held.select_related("filed", "confirmed")}
    versions = [version.pk for version in by_unit.values() if version]
    targets = _by_version(RegisteredTarget.objects.filter(version__in=versions).select_related("criterion"))
    works = _by_version(RegisteredWork.objects.filter(version__in=versions))
    items = _by_version(RegisteredItem.objects.filter(version__in=versions))
    found = Pledge(campaign, block, today)
    for unit in units:
        version = by_unit.get(unit.pk)
        pk = version.pk if version else 0
        head = next(iter(heads.get(unit.pk, [])), None)
        own = items.get(pk, [])
        models, titles = ([item for item in own if item.kind == kind] for kind in RegisteredKind)
        found.units.append(Pledging(unit, head, version, targets.get(pk, []), works.get(pk, []), models, titles))
    return found


def _by_version(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.version_id].append(row)
    return found
