"""A new campaign from an old one: last year's again, or a practice copy that counts nowhere."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.choices import Status
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from common.actors import Actor
from common.faults import Fault, Faults

from .definition import code_taken, create
from .lifecycle import advance
from .notes import bilingual

DATES = ("start", "end", "due")
Shift = Callable[[date], date]


def copy_campaign(
    *,
    actor: Actor,
    source: Campaign,
    code: str,
    start: date,
    at: datetime,
    name: Mapping[str, str] | None = None,
    short_name: Mapping[str, str] | None = None,
) -> Campaign:
    """A draft with the same plan, every date moved by the distance of the two starts (by whole years where day
    and month are the same). Dates of documents stay. Nothing entered and nothing confirmed is taken along."""
    document = _again(source, code, start, name, short_name)
    return create(actor=actor, document=document, at=at, born={"copied_from": source})


@transaction.atomic
def make_practice(*, actor: Actor, source: Campaign, at: datetime) -> Campaign:
    """A copy to practise on, open from today: in no list, board or duty outside itself, and its figures are
    shared with no other campaign. One at a time for a campaign; a new one takes the next number."""
    code = _practice_code(source)
    name = bilingual(lambda: _("Practice: %(campaign)s"))
    name = {language: text % {"campaign": _in(source.short_name, language)} for language, text in name.items()}
    document = _again(source, code, localdate(at), name, name)
    born = {"copied_from": source, "is_practice": True}
    taken = _("A practice campaign has just been made of this one; it stands in the list of campaigns.")
    practice = create(actor=actor, document=document, at=at, born=born, taken=taken)
    advance(actor=actor, campaign=practice, to=Status.LAUNCHED, at=at)
    return practice


def _practice_code(source: Campaign) -> str:
    number = Campaign.objects.filter(copied_from=source, is_practice=True).count() + 1
    while Campaign.objects.filter(code=(code := f"{source.code[:48]}-practice-{number}")).exists():
        number += 1
    return code


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts["vi"]


def _again(
    source: Campaign,
    code: str,
    start: date,
    name: Mapping[str, str] | None,
    short_name: Mapping[str, str] | None,
) -> dict[str, Any]:
    if Campaign.objects.filter(code=code).exists():
        raise Faults(Fault(code_taken(), field="code"))
    document = _moved(document_of(source), shift_between(source.start, start))
    section = document["campaign"] | {"code": code}
    if name:
        section["name"] = dict(name)
        section["short_name"] = dict(short_name or name)
    return {**document, "campaign": section}


def shift_between(old: date, new: date) -> Shift:
    """How a day of the old campaign moves to the new one."""
    if (old.month, old.day) == (new.month, new.day):
        return lambda day: _years_later(day, new.year - old.year)
    return lambda day: day + timedelta(days=(new - old).days)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _moved(value: Any, shift: Shift) -> Any:
    if isinstance(value, dict):
        return {
            key: shift(date.fromisoformat(item)).isoformat() if key in DATES and isinstance(item, str) else
            _moved(item, shift)
            for key, item in value.items()
        }  # fmt: skip
    return [_moved(item, shift) for item in value] if isinstance(value, list) else value
