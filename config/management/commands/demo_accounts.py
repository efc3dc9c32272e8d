"""manage.py demo_accounts: who to sign in as, to try each role."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config.demo.people import ACCOUNTS, PASSWORD
from units.models import User


class Command(BaseCommand):
    help = "Prints the demonstration accounts with their roles."

    def handle(self, *args: Any, **options: Any) -> None:
        names = [account.username for account in ACCOUNTS]
        people = User.objects.filter(username__in=names).prefetch_related("memberships__unit")
        if not people:
            return
        self.stdout.write(_("Demonstration accounts, password %(password)s:") % {"password": PASSWORD})
        for person in sorted(people, key=lambda user: names.index(user.username)):
            self.stdout.write(f"  {person.username:<10} {_roles(person)}")


def _roles(person: User) -> str:
    held = [f"{row.get_role_display()} – {row.unit.name}" for row in person.memberships.all()]
    return "; ".join(held) or _("system administrator")
