"""Clusters and blocks are part of the plan: arranging them writes a new definition, so an export shows them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns import clusters
from campaigns.models import Campaign, Participation
from campaigns.queries.unit_book import UnitBook, selection_of
from common.actors import Actor
from common.faults import Fault, Faults
from units.queries.naming import display_names

from .revision import Document, Outdated, revise

Section = dict[str, Any]


def set_blocks(
    *,
    actor: Actor,
    campaign: Campaign,
    mapping: Mapping[int, str | None],
    at: datetime,
    names: Mapping[str, Mapping[str, str]] | None = None,
    reason: str = "",
    decision: str = "",
    drop_empty: bool = False,
    was: Mapping[int, str | None] | None = None,
) -> Campaign:
    """Put participants into blocks: ``mapping`` gives unit id → block code (None: out of every block).

    Units not named stay where they are. ``names`` holds the name of every block the plan does not have yet, and
    renames those it has. With ``drop_empty`` blocks left without units leave the plan. ``was`` says where the page
    showed the units: only those put elsewhere are moved, and ``Outdated`` names those that others moved meanwhile.
    Raises ``Faults``."""

    def put(held: Campaign, document: Document) -> Document:
        wanted = _moved(held, mapping, was) if was is not None else mapping
        places = _places(held, wanted)
        sections = _with_new(document.get("blocks") or [], places, names or {})
        rewritten = _rewritten(held, sections, places, drop_empty)
        return document | ({"blocks": rewritten} if rewritten or "blocks" in document else {})

    return revise(actor=actor, campaign=campaign, change=put, at=at, reason=reason, decision=decision)


def move(
    *,
    actor: Actor,
    participation: Participation,
    block: str | None,
    at: datetime,
    reason: str = "",
    decision: str = "",
    was: Mapping[int, str | None] | None = None,
) -> Campaign:
    """Put one participant into another block; ``was`` as ``set_blocks`` takes it."""
    campaign, mapping = participation.campaign, {participation.unit_id: block}
    return set_blocks(actor=actor, campaign=campaign, mapping=mapping, at=at, reason=reason, decision=decision, was=was)


def propose(rows: Iterable[Participation], *, prefix: str, name: Mapping[str, str]) -> tuple[dict[int, str], dict]:
    """Clusters of neighbours for these participants, as ``set_blocks`` takes them: (mapping, names).

    Units without coordinates join the smallest clusters. Codes are ``prefix-01`` …, names ``name`` and a number."""
    rows = sorted(rows, key=lambda row: (row.unit.sort_key, row.unit_id))
    located = [row.unit for row in rows if row.unit.latitude is not None and row.unit.longitude is not None]
    groups = clusters.propose_clusters(
        clusters.Place(unit.pk, unit.sort_key, float(unit.latitude or 0), float(unit.longitude or 0))
        for unit in located
    ) or [[]]
    for row in rows:
        if row.unit not in located:
            min(groups, key=len).append(row.unit_id)
    codes = [f"{prefix}-{number:02}" for number in range(1, len(groups) + 1)]
    mapping = {unit: code for code, group in zip(codes, groups, strict=True) for unit in group}
    return mapping, {code: _numbered(name, number) for number, code in enumerate(codes, 1)}


def _numbered(name: Mapping[str, str], number: int) -> dict[str, str]:
    return {language: f"{text} {number}" for language, text in name.items()}


def _moved(held: Campaign, mapping: Mapping[int, str | None], was: Mapping[int, str | None]) -> dict[int, str | None]:
    """What the sender changed of what was shown."""
    moved = {unit: code for unit, code in mapping.items() if was.get(unit) != code}
    rows = held.participations.filter(unit__in=moved).select_related("unit", "block")
    clashing = [row for row in rows if _code(row) not in (was.get(row.unit_id), moved[row.unit_id])]
    if clashing and held.definition:
        names = display_names(row.unit for row in clashing)
        text = _("Meanwhile somebody else moved to another cluster: %(units)s. Nothing was saved; look again.")
        raise Outdated(text % {"units": "; ".join(names.values())}, held.definition.number)
    return moved


def _code(row: Participation) -> str | None:
    return row.block.code if row.block else None


def _places(campaign: Campaign, mapping: Mapping[int, str | None]) -> dict[int, str | None]:
    """Where every participant stands afterwards."""
    rows = campaign.participations.values_list("unit_id", "block__code")
    places: dict[int, str | None] = dict(rows)
    strangers = set(mapping) - set(places)
    if strangers:
        raise Faults(_("%(count)d of these units do not take part in the campaign.") % {"count": len(strangers)})
    return places | dict(mapping)


def _with_new(
    sections: list[Section], places: Mapping[int, str | None], names: Mapping[str, Mapping[str, str]]
) -> list[Section]:
    known = {section["code"] for section in sections}
    wanted = dict.fromkeys(code for code in [*names, *places.values()] if code and code not in known)
    nameless = [code for code in wanted if code not in names]
    if nameless:
        message = _("There is no cluster “%(code)s” in the plan; give it a name first.")
        raise Faults([Fault(message % {"code": code}, field="block") for code in nameless])
    renamed = [{**section, "name": dict(names.get(section["code"], section["name"]))} for section in sections]
    return renamed + [{"code": code, "name": dict(names[code]), "units": []} for code in wanted]


def _rewritten(
    campaign: Campaign, sections: list[Section], places: Mapping[int, str | None], drop_empty: bool
) -> list[Section]:
    """A section that already picks exactly its units stays as it is; else it names them one by one."""
    rows = campaign.participations.select_related("unit").order_by("unit__sort_key", "unit_id")
    units = {row.unit_id: row.unit for row in rows}
    book = UnitBook(campaign.start, campaign.end, [unit.code for unit in units.values()])
    rewritten = []
    for section in sections:
        chosen = selection_of(section, book, empty_is_all=True)
        wanted = [unit for pk, unit in units.items() if places[pk] == section["code"]]
        if drop_empty and not wanted:
            continue
        if [unit for unit in units.values() if chosen.picks(unit)] != wanted:
            section = {key: value for key, value in section.items() if key not in ("kinds", "units")}
            section["units"] = [book.reference(unit) for unit in wanted]
        rewritten.append(section)
    return rewritten
