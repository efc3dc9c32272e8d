"""Authorisations that a former head gave: the head now in office confirms them or lets them lie."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.debts import Debt
from units.choices import Role
from units.queries.authorisations import lapsed_papers

if TYPE_CHECKING:
    from units.acting import Acting


def papers_to_confirm(acting: "Acting", today: date) -> Iterator[Debt]:
    """Collector: whoever was authorised cannot submit until the head decides."""
    if acting.unit is None or Role.HEAD not in acting.roles:
        return
    for paper in lapsed_papers(acting.unit, today):
        name = paper.person.full_name
        yield Debt(
            due=today,
            title=_("Confirm the authorisation %(number)s") % {"number": paper.document_number},
            detail=_("%(person)s cannot submit in your place until you confirm it") % {"person": name},
            url=reverse("units:people", args=[acting.unit.pk]),
            verb=_("Look at it"),
            kind="authorisation",
        )
