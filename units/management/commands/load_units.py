"""Loads a list of units, and who followed whom."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from common.actors import system_actor
from common.faults import Fault, Faults
from common.management.commanding import faults_end_the_command
from units.domain.structure import Loaded, load_structure
from units.files import read_succession, read_units


class Command(BaseCommand):
    help = "Load units from a CSV file or workbook; all or nothing. Loading a file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--succession", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        with faults_end_the_command(self):
            loaded, notes = _load(options["file"], options["succession"])
        for note in notes:
            self.stderr.write(note)
        self.stdout.write(_summary(loaded))


def _load(units_file: Path, succession_file: Path | None) -> tuple[Loaded, list[str]]:
    """Reads both files before anything is decided, so that one run shows the faults of both."""
    faults: list[Fault] = []
    units = _read(read_units, units_file, faults)
    successions = _read(read_succession, succession_file, faults) if succession_file else []
    if faults:
        raise Faults(faults)
    loaded = load_structure(
        units=units,
        successions=successions,
        actor=system_actor("load_units"),
        units_source=str(units_file),
        successions_source=str(succession_file or ""),
    )
    return loaded, [*units.notes, *getattr(successions, "notes", []), *loaded.notes]


def _read(reader: Any, file: Path, faults: list[Fault]) -> Any:
    try:
        return reader(file, name=str(file))
    except Faults as refused:
        faults.extend(refused.faults)
    except OSError:
        faults.append(Fault(_("The file cannot be opened."), 0, str(file)))
    return []


def _summary(loaded: Loaded) -> str:
    return _(
        "Units: %(created)s added, %(changed)s updated. Successions: %(s_created)s added, %(s_changed)s updated."
    ) % {
        "created": loaded.units_created,
        "changed": loaded.units_changed,
        "s_created": loaded.successions_created,
        "s_changed": loaded.successions_changed,
    }
