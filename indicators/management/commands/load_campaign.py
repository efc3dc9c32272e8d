"""load_campaign FILE.yaml: create or update a campaign from its file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.definition import define
from campaigns.files import parse
from campaigns.models import Campaign
from common.actors import system_actor
from common.management.commanding import faults_end_the_command


class Command(BaseCommand):
    help = "Create or update a campaign from its file; all or nothing, in any state of the campaign."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.yaml", help="a campaign file, format 1")

    def handle(self, *args: Any, **options: Any) -> None:
        with faults_end_the_command(self):
            campaign = load(options["file"])
        self.stdout.write(_summary(campaign))


def load(file: str) -> Campaign:
    """Read and apply the file as the administrator; raises ``Faults``, each with its line."""
    found = parse(Path(file), name=file)
    return define(
        actor=system_actor("load_campaign"),
        document=found.document,
        at=timezone.now(),
        reason=_("loaded from file"),
        lines=found.lines,
        source=file,
    )


def _summary(campaign: Campaign) -> str:
    return _("%(code)s: version %(number)s, %(units)s units, %(lines)s lines") % {
        "code": campaign.code,
        "number": campaign.definition.number if campaign.definition else 0,
        "units": campaign.participations.filter(is_active=True).count(),
        "lines": campaign.criteria.filter(is_line=True, is_active=True).count(),
    }
