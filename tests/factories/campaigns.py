"""Campaigns as rows alone, for tests that ask only who organises and who takes part."""

from datetime import date
from itertools import count
from typing import Any

from campaigns.choices import Status
from campaigns.models import Campaign, Participation
from units.models import Unit

_numbers = count(1)


def make_campaign(organiser: Unit, *participants: Unit, status: str = Status.RUNNING, **fields: Any) -> Campaign:
    """Of this year, with these participants, without lines."""
    number = next(_numbers)
    name = {"vi": f"Phong trào thử {number}"}
    year = date.today().year
    given = {"start": date(year, 1, 1), "end": date(year, 12, 31), "organiser": {"vi": organiser.name}, **fields}
    made = Campaign.objects.create(
        code=f"thu-{number}", name=name, short_name=name, organiser_unit=organiser, status=status, **given
    )
    for unit in participants:
        Participation.objects.create(campaign=made, unit=unit)
    return made
