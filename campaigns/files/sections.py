"""What the schema cannot say of the campaign itself, its phases, blocks, participants and obligations."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from campaigns.choices import STAGES

from .references import check_reference, check_selection
from .report import Path, Report

CAMPAIGN_CODE_LIMIT = 63
LONGEST_DAYS = 20 * 366
MOST_DAYS = 366
MOST_PER_UNIT = 10_000


def check_campaign(document: Mapping[str, Any], report: Report) -> None:
    campaign = document["campaign"]
    report.distinct_codes([(("campaign",), campaign["code"])], CAMPAIGN_CODE_LIMIT)
    _dates(campaign, report)
    _stages(campaign.get("stages", []), report)
    _bands(campaign.get("bands", []), report)
    _knock_outs(campaign, report)
    check_reference(("campaign", "organiser_unit"), campaign.get("organiser_unit"), report)
    within(("campaign", "min_coverage"), campaign.get("min_coverage", 50), 0, 100, report)
    within(("campaign", "appeal_days"), campaign.get("appeal_days", 5), 0, MOST_DAYS, report)


def within(path: Path, number: Any, lowest: Any, highest: Any, report: Report) -> None:
    """A fault where a number lies outside what makes sense for it."""
    if not lowest <= number <= highest:
        report.add(
            path,
            _("“%(key)s” must lie between %(lowest)s and %(highest)s; found was %(number)s.")
            % {"key": path[-1], "lowest": lowest, "highest": highest, "number": number},
        )


def in_order(path: Path, item: Mapping[str, Any], first: str, last: str, report: Report) -> None:
    """A fault where the later of two dates lies before the earlier; either may be absent."""
    if first in item and last in item and item[last] < item[first]:
        report.add(
            (*path, last),
            _("“%(last)s” (%(last_date)s) lies before “%(first)s” (%(first_date)s).")
            % {"last": last, "last_date": item[last], "first": first, "first_date": item[first]},
        )


def _dates(campaign: Mapping[str, Any], report: Report) -> None:
    in_order(("campaign",), campaign, "start", "end", report)
    start, end = (date.fromisoformat(campaign[key]) for key in ("start", "end"))
    if (end - start).days > LONGEST_DAYS:
        report.add(("campaign", "end"), _("The campaign is longer than 20 years; check “start” and “end”."))


def _stages(stages: list[str], report: Report) -> None:
    path = ("campaign", "stages")
    report.no_repeats(path, stages)
    for place, (one, other) in enumerate(pairwise(stages)):
        if STAGES.index(other) < STAGES.index(one):
            report.add(
                (*path, place + 1),
                _("The stage “%(stage)s” stands too late; the order is: %(order)s.")
                % {"stage": other, "order": ", ".join(STAGES)},
            )


def _bands(bands: list[Mapping[str, Any]], report: Report) -> None:
    path = ("campaign", "bands")
    report.codes(path, bands)
    for place, (better, worse) in enumerate(pairwise(bands), 1):
        if worse["at_least"] >= better["at_least"]:
            report.add(
                (*path, place, "at_least"),
                _("The bands stand best first: “%(worse)s” must begin below %(limit)s; found was %(found)s.")
                % {"worse": worse["code"], "limit": better["at_least"], "found": worse["at_least"]},
            )


def _knock_outs(campaign: Mapping[str, Any], report: Report) -> None:
    path = ("campaign", "knock_outs")
    knock_outs = campaign.get("knock_outs", [])
    report.codes(path, knock_outs)
    for place, knock_out in enumerate(knock_outs):
        if "band_cap" in knock_out:
            check_band((*path, place, "band_cap"), knock_out["band_cap"], campaign, report)


def check_band(path: Path, code: str, campaign: Mapping[str, Any], report: Report) -> None:
    """A fault where a band is named that the campaign does not have."""
    bands = [band["code"] for band in campaign.get("bands", [])]
    if code not in bands:
        report.add(
            path,
            _("There is no band “%(code)s”; the campaign has: %(bands)s.")
            % {"code": code, "bands": ", ".join(bands) or "—"},
        )


def check_phases(document: Mapping[str, Any], report: Report) -> None:
    phases = document.get("phases", [])
    report.codes(("phases",), phases)
    for place, phase in enumerate(phases):
        in_order(("phases", place), phase, "start", "end", report)
        in_order(("phases", place), phase, "start", "due", report)


def check_participants(document: Mapping[str, Any], report: Report) -> None:
    check_selection(("participants",), document["participants"], report)


def check_obligations(document: Mapping[str, Any], report: Report) -> None:
    obligations = document.get("obligations", [])
    report.codes(("obligations",), obligations)
    for place, obligation in enumerate(obligations):
        within(("obligations", place, "per_unit"), obligation.get("per_unit", 1), 1, MOST_PER_UNIT, report)


def check_blocks(document: Mapping[str, Any], report: Report) -> None:
    """A unit fits at most one block; what only the database knows is checked when the units are enrolled."""
    blocks = document.get("blocks", [])
    report.codes(("blocks",), blocks)
    owners: dict[tuple[str, str], str] = {}
    for place, block in enumerate(blocks):
        check_selection(("blocks", place), block, report)
        for key in ("kinds", "units"):
            _claim(("blocks", place, key), block, key, owners, report)
        if len(blocks) > 1 and "kinds" not in block and "units" not in block:
            report.add(
                ("blocks", place),
                _("The block “%(block)s” names no kinds and no units, so it takes all and must be the only one.")
                % {"block": block["code"]},
            )


def _claim(path: Path, block: Mapping[str, Any], key: str, owners: dict[tuple[str, str], str], report: Report) -> None:
    for item, value in enumerate(block.get(key, ())):
        owner = owners.setdefault((key, value), block["code"])
        if owner != block["code"]:
            report.add(
                (*path, item),
                _("“%(value)s” already belongs to the block “%(block)s”; a unit fits at most one block.")
                % {"value": value, "block": owner},
            )


CHECKERS = {
    "campaign": check_campaign,
    "phases": check_phases,
    "blocks": check_blocks,
    "participants": check_participants,
    "obligations": check_obligations,
}
