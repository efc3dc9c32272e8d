"""manage.py load_demo: the demonstration, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from config import demo
from config.demo.load import load
from config.demo.people import ACCOUNTS
from units.models import User


class Command(BaseCommand):
    help = "Loads the demonstration campaigns, units and accounts; does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        ours = [account.username for account in ACCOUNTS]
        if User.objects.exclude(username__in=ours).filter(last_login__isnull=False).exists():
            raise CommandError(_("People work on this installation already; the demonstration is not loaded into it."))
        loaded = load(timezone.now(), self.stdout.write)
        if loaded:
            self.stdout.write(
                _("Demonstration loaded; its figures are drawn from the seed %(seed)s.") % {"seed": demo.SEED}
            )
