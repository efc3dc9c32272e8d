"""What the schema cannot say of the awards: codes, and references to bands and obligations."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from campaigns.files.report import Path, Report
from campaigns.files.sections import check_band


def check_awards(document: Mapping[str, Any], report: Report) -> None:
    """The checker of the section ``awards``."""
    awards = document.get("awards", [])
    report.codes(("awards",), awards)
    if awards and document["campaign"].get("kind") == "index":
        report.add(("awards",), _("An index that is followed has no awards; take them away or change “kind”."))
    obligations = {obligation["code"] for obligation in document.get("obligations", [])}
    for place, award in enumerate(awards):
        path: Path = ("awards", place, "conditions")
        _conditions(path, award.get("conditions", {}), document["campaign"], obligations, report)


def _conditions(
    path: Path,
    conditions: Mapping[str, Any],
    campaign: Mapping[str, Any],
    obligations: set[str],
    report: Report,
) -> None:
    if "band_at_least" in conditions:
        check_band((*path, "band_at_least"), conditions["band_at_least"], campaign, report)
    if conditions.get("block_rank_at_most", 1) < 1:
        report.add((*path, "block_rank_at_most"), _("A place in the block is 1 or more."))
    if conditions.get("min_percent", 0) < 0:
        report.add((*path, "min_percent"), _("The percentage an award asks for may not be negative."))
    _obligations((*path, "obligations_met"), conditions.get("obligations_met", []), obligations, report)


def _obligations(path: Path, named: list[str], known: set[str], report: Report) -> None:
    report.no_repeats(path, named)
    for place, code in enumerate(named):
        if code not in known:
            report.add(
                (*path, place),
                _("There is no obligation “%(code)s”; the file has: %(known)s.")
                % {"code": code, "known": ", ".join(sorted(known)) or "—"},
            )
