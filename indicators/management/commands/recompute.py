"""manage.py recompute CODE: score a campaign again from its entries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from common.management.commanding import faults_end_the_command
from indicators.domain import current, scores
from indicators.queries.campaigns import campaign_by_code


class Command(BaseCommand):
    help = "Rebuilds a campaign's current values and recomputes its scores and ranks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")

    def handle(self, *, code: str, **options: Any) -> None:
        with faults_end_the_command(self):
            campaign = campaign_by_code(code)
            now = timezone.now()
            current.rebuild(campaign=campaign, at=now)
            outcome = scores.recompute(campaign=campaign, at=now, is_thorough=True)
        summary = _("%(code)s: %(written)s sheets changed, version %(version)s")
        self.stdout.write(summary % {"code": code, "written": outcome.written, "version": outcome.version})
