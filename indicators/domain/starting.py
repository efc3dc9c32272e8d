"""A new campaign from nothing: a draft with a name, dates and participants, to be filled in the workshop."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from campaigns.domain.definition import code_taken, create
from campaigns.models import Campaign
from common.actors import Actor
from common.faults import Fault, Faults
from common.vietnamese import search_key
from indicators.queries.workshop import PLACEHOLDER
from units.models import Unit

WORD_LIMIT = 48


def start_campaign(
    *,
    actor: Actor,
    organiser: Unit,
    name: str,
    start: date,
    end: date,
    kind: str,
    participants: Mapping[str, Any],
    at: datetime,
    code: str = "",
    stages: Sequence[str] | None = None,
) -> Campaign:
    """A draft organised by ``organiser``; ``participants`` as in a campaign file. Without ``code`` one is made
    of the name. Raises ``Faults``."""
    code = code or free_code(name)
    if Campaign.objects.filter(code=code).exists():
        raise Faults(Fault(code_taken(), field="code"))
    section = {
        "code": code,
        "name": {"vi": name},
        "kind": kind,
        "organiser": {"vi": organiser.name},
        "organiser_unit": organiser.code,
        "start": start.isoformat(),
        "end": end.isoformat(),
        **({} if stages is None else {"stages": list(stages)}),
    }
    document = {"format": 1, "campaign": section, "participants": dict(participants), "criteria": [_stand_in()]}
    return create(actor=actor, document=document, at=at)


def free_code(name: str) -> str:
    """An address for a campaign called so: phong-trao-100-ngay, with a number behind it where it is taken."""
    words, base = search_key(name).split(), ""
    for word in words:
        if len(base) + len(word) < WORD_LIMIT:
            base = f"{base}-{word}" if base else word
    base = base if len(base) > 1 and base != "new" else f"thi-dua-{base}".strip("-")
    code, number = base, 2
    while Campaign.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code


def _stand_in() -> dict[str, Any]:
    """A plan has at least one criterion: this one marks that there are none yet, and cannot be launched."""
    return {
        "code": "1",
        "name": {"vi": "Chưa có tiêu chí", "en": "No criteria yet"},
        "max_points": 100,
        "measure": {"kind": "points"},
        "rule": {"kind": "given"},
        "source": {"ref": PLACEHOLDER, "points": "inference"},
    }
