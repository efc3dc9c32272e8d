"""manage.py load_entries CODE FILE: figures of many units from a CSV file or workbook, all or nothing."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from common.actors import Actor, system_actor
from common.faults import Fault, Faults
from common.management.commanding import faults_end_the_command
from indicators.domain.loading import Loaded, load
from indicators.domain.staging import stage
from indicators.files.entries import scan_entries
from indicators.queries.campaigns import campaign_by_code
from indicators.queries.lines import CampaignLines
from units.models import User


class Command(BaseCommand):
    help = "Loads entries into a campaign, submitted; with --verify as appraised facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the campaign")
        parser.add_argument("file", type=Path, help="CSV or XLSX: unit,indicator,period,value,…")
        parser.add_argument("--as", dest="username", default="", help="in whose name; default: the system")
        parser.add_argument("--verify", action="store_true", help="accept them as appraised facts")
        parser.add_argument("--decimal", choices=("point", "comma"), help="how the file writes 1,240 and 1.240")

    def handle(self, *, code: str, file: Path, **options: Any) -> None:
        with faults_end_the_command(self):
            lines = CampaignLines(campaign_by_code(code))
            actor = _actor(options["username"])
            content = _content(file)
            read, faults = scan_entries(content, name=str(file), decimal=options["decimal"])
            staging = stage(lines=lines, rows=read.rows, name=str(file))
            if faults or staging.faults:
                raise Faults(sorted([*faults, *staging.faults], key=lambda fault: fault.line))
            loaded = load(
                actor=actor,
                lines=lines,
                staged=staging.rows,
                is_verified=options["verify"],
                at=timezone.now(),
                title=file.name,
                sha256=hashlib.sha256(content).hexdigest(),
            )
        self._say(code, loaded, [*read.notes, *staging.notes])

    def _say(self, code: str, loaded: Loaded, notes: list[str]) -> None:
        for note in notes:
            self.stdout.write(note)
        summary = _(
            "%(code)s: %(written)s entries written, %(accepted)s accepted as they stood, %(unchanged)s unchanged"
        )
        self.stdout.write(
            summary
            % {
                "code": code,
                "written": loaded.written,
                "accepted": loaded.accepted,
                "unchanged": loaded.unchanged,
            }
        )


def _content(file: Path) -> bytes:
    """One byte more than is taken at most, so that a huge file or a device fills no memory."""
    try:
        with file.open("rb") as stream:
            return stream.read(settings.WORKBOOK_MAX_BYTES + 1)
    except OSError:
        raise Faults(Fault(_("The file cannot be opened."), 1, str(file)))


def _actor(username: str) -> Actor:
    """The administrator at the console; with --as the named person, still acting for no unit."""
    if not username:
        return system_actor("load_entries")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Faults(_("There is no user “%(username)s”.") % {"username": username})
    return Actor(user_id=user.pk, name=user.full_name, is_system=True)
