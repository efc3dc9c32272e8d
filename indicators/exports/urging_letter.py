"""Công văn đôn đốc: the organiser's own template, or the one shipped, filled with who is late."""

import io
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.domain.vault import path_of
from common.faults import Faults
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
    words = letter_words(campaign, late, today=today, signer=_signer(campaign.organiser_unit))
    return io.BytesIO(fill(template_bytes(template_of(campaign.organiser_unit)), words))


def template_bytes(own: LetterTemplate | None) -> bytes:
    if own is None or own.file is None:
        return standard_letter()
    path = path_of(own.file)
    if path is None:
        raise Faults(_("The file of your template is lost. Choose it once more, or use the one shipped."))
    return path.read_bytes()


def _signer(unit: Unit | None) -> Membership | None:
    """The organiser's head, who signs."""
    heads = contacts([unit], [Role.HEAD]).get(unit.pk) if unit else None
    return heads[0] if heads else None
