"""export_campaign CODE: write a campaign's file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from campaigns.files import write
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from common.faults import Faults
from common.management.commanding import faults_end_the_command, output_to


class Command(BaseCommand):
    help = "Write the file of a campaign; loading it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--output", metavar="FILE.yaml", help="where to write; default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        with faults_end_the_command(self):
            text = export(options["code"])
            with output_to(self, options["output"]) as stream:
                stream.write(text)


def export(code: str) -> str:
    """The campaign file as YAML; raises ``Faults`` where there is no such campaign."""
    campaign = Campaign.objects.select_related("definition").filter(code=code, definition__isnull=False).first()
    if campaign is None:
        raise Faults(_("There is no campaign “%(code)s”.") % {"code": code})
    return write(document_of(campaign))
