"""Công văn đôn đốc: the organiser's own template, or the one shipped, filled with who is late."""

import io
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.domain.vault import path_of
from common.faults import Faults
from indicators.letters.placeholders import LETTER
from indicators.letters.standard import standard_letter
from indicators.letters.template import fill
from indicators.letters.wording import letter_words
from indicators.models import LetterTemplate
from indicators.queries.contacts import contacts
from indicators.queries.urging import Debtors, template_of
from units.choices import Role
from units.models import Membership, Unit


def write_letter(campaign: Campaign, late: Sequence[Debtors], *, today: date) -> io.BytesIO:
    """The letter as a file; Faults where the organiser's template cannot be filled."""
    words = letter_words(campaign, late, today=today, signer=signer_of(campaign.organiser_unit))
    own = template_of(campaign.organiser_unit)
    return io.BytesIO(fill(template_bytes(own) if own else standard_letter(), words, LETTER))


def template_bytes(own: LetterTemplate) -> bytes:
    path = path_of(own.file) if own.file else None
    if path is None:
        raise Faults(_("The file of your template is lost. Choose it once more, or use the one shipped."))
    return path.read_bytes()


def signer_of(unit: Unit | None) -> Membership | None:
    """The organiser's head, who signs."""
    heads = contacts([unit], [Role.HEAD]).get(unit.pk) if unit else None
    return heads[0] if heads else None
