"""The campaign file: the contract by which a campaign is defined, read, checked and written.

``read`` is the door for files, ``check`` the one for documents made by forms; both raise or return every
fault at once. Higher apps add the checks of their sections with ``registry.register_section``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.faults import Fault, Faults

from .canonical import canonical_json, from_json
from .reader import read_yaml
from .registry import register_section, section_checkers
from .report import Lines, Report
from .schema import check_schema
from .sections import CHECKERS
from .source import read_text
from .values import check_values
from .writer import write

__all__ = ["CampaignFile", "canonical_json", "check", "from_json", "parse", "read", "write"]

for _name, _checker in CHECKERS.items():
    register_section(_name, _checker)


@dataclass(frozen=True)
class CampaignFile:
    """A parsed file: dates and yes/no as text, numbers exact, and the 1-based line of each path."""

    document: dict[str, Any]
    lines: Lines


def read(source: Path | bytes, *, name: str) -> CampaignFile:
    """The file, sound as far as it can be told without the database; raises Faults (``NAME:line: …``)."""
    found = parse(source, name=name)
    faults = check(found.document, lines=found.lines, name=name)
    if faults:
        raise Faults(faults)
    return found


def parse(source: Path | bytes, *, name: str) -> CampaignFile:
    """The YAML alone, without the schema; raises Faults."""
    document, lines = read_yaml(read_text(source, name), name)
    return CampaignFile(document, lines)


def check(document: Mapping[str, Any], *, lines: Lines | None = None, name: str = "") -> list[Fault]:
    """Everything wrong with a document, in the order of its lines; empty where it is sound."""
    report = Report(lines, name)
    check_schema(document, report)
    if not report.faults:
        check_values(document, report)
        for checker in section_checkers().values():
            checker(document, report)
    return sorted(report.faults, key=lambda fault: fault.line)
