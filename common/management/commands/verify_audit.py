"""``verify_audit [--head NUMBER:HASH …]``: is the audit trail whole?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.domain.proof import prove


class Command(BaseCommand):
    help = "Recompute the audit trail and compare it with heads noted down outside the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", action="append", default=[], metavar="NUMBER:HASH")

    def handle(self, *args: Any, **options: Any) -> None:
        proof = prove(dict(map(_head, options["head"])))
        for point in proof.open_points:
            self.stdout.write(point)
        self.stdout.write(
            _("Head, to be noted down outside: %(head)s") % {"head": f"{proof.head_number}:{proof.head_hash}"}
        )
        if proof.faults:
            raise CommandError("\n".join(proof.faults))
        self.stdout.write(_("The trail is whole up to seal %(number)s.") % {"number": proof.head_number})


def _head(text: str) -> tuple[int, str]:
    number, _colon, link = text.partition(":")
    if not number.isdigit() or len(link) != 64:
        raise CommandError(_("“%(text)s” is not NUMBER:HASH.") % {"text": text})
    return int(number), link
