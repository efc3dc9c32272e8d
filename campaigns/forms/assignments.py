"""Clusters from two columns of a workbook: the unit, and the name of its cluster."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.faults import Fault, Faults
from common.names import MOST_SUGGESTED, NameIndex
from units.models import Unit

MOST_LINES = 5_000


@dataclass(slots=True)
class Assignment:
    """As ``campaigns.domain.blocks.set_blocks`` takes it."""

    mapping: dict[int, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)


def read_assignment(text: str, units: Iterable[Unit], campaign: Campaign) -> Assignment:
    """Every line holds a unit (code or name) and a cluster (code or name), parted by a tab, ``;`` or two spaces.

    A first line that names no unit is taken for the heading. Raises ``Faults`` with every line that is not
    understood; nothing is guessed between two units of one name."""
    index = NameIndex((unit.pk, unit.code, (unit.name, unit.short_name)) for unit in units)
    known = {_key(name): block.code for block in campaign.blocks.all() for name in (block.code, *block.name.values())}
    found, faults = Assignment(), []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Faults(Fault(_("The table has more than %(count)d rows.") % {"count": MOST_LINES}, field="table"))
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in re.split(r"\t|;|\s{2,}", line.strip(), maxsplit=1)]
        fault = _take(cells, number, index, known, found) if any(cells) else None
        if fault is not None and not (number == 1 and not index.read(cells[0]).ids):
            faults.append(fault)
    if not found.mapping and not faults:
        faults = [Fault(_("Paste two columns: the unit and its cluster."), field="table")]
    if faults:
        raise Faults(_cut(faults))
    return found


def _cut(faults: list[Fault]) -> list[Fault]:
    """So many that a person reads them, and how many more there are."""
    if len(faults) <= MOST_SUGGESTED:
        return faults
    rest = _("%(count)d more lines are not understood; is it the right table?")
    return [*faults[:MOST_SUGGESTED], Fault(rest % {"count": len(faults) - MOST_SUGGESTED})]


def _take(cells: list[str], number: int, index: NameIndex, known: dict[str, str], found: Assignment) -> Fault | None:
    match = index.find(cells[0])
    if match.id is None:
        said = (
            _("“%(unit)s” is the name of several units; write the code.") if match.ids else _unknown(match.suggestions)
        )
        return Fault(said % {"unit": cells[0]}, number)
    if len(cells) < 2 or not cells[1]:
        return Fault(_("No cluster stands beside “%(unit)s”.") % {"unit": cells[0]}, number)
    code = known.get(_key(cells[1]))
    if code is None:
        code = known[_key(cells[1])] = new_code(cells[1], set(known.values()))
        found.names[code] = {"vi": cells[1]}
    if found.mapping.setdefault(match.id, code) != code:
        return Fault(_("“%(unit)s” stands in two clusters.") % {"unit": cells[0]}, number)
    return None


def _unknown(suggestions: tuple[str, ...]) -> str:
    if not suggestions:
        return _("“%(unit)s” does not take part in the campaign.")
    near = ", ".join(suggestions[:3]).replace("%", "%%")
    return _("“%(unit)s” does not take part in the campaign; did you mean:") + f" {near}?"


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def new_code(name: str, taken: set[str]) -> str:
    """A code from the name: letters without diacritics and digits, with a number behind it where it is taken."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    base = re.sub(r"[^A-Z0-9]+", "-", plain.encode("ascii", "ignore").decode().upper()).strip("-")[:50] or "CUM"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
