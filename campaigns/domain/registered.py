"""What stands in a registration: works, models, titles; checked as typed, written as the draft's rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from campaigns.models import RegisteredItem, RegisteredWork, RegistrationVersion, Work
from common.cells import forbidden_character
from common.faults import Fault, Faults

MOST_ROWS = 60
LONGEST = {"name": 255, "product": 500, "cost": 120, "detail": 500}


@dataclass(frozen=True, slots=True)
class WorkTyped:
    """A work as typed; ``work_id`` where it was registered before. ``place``: its row on the page."""

    name: str
    product: str
    starts_on: date | None
    finish_on: date | None
    cost: str = ""
    has_plaque: bool = False
    work_id: int | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class ItemTyped:
    """A model or a title as typed."""

    kind: str
    name: str
    detail: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    works: Sequence[WorkTyped] = ()
    items: Sequence[ItemTyped] = ()


def refuse_contents(contents: Contents) -> None:
    """``Faults`` whose fields are ``works-0-name``, ``model-1-name`` …"""
    faults = [fault for work in contents.works for fault in _faults_of_work(work)]
    faults += [fault for item in contents.items for fault in _faults_of_texts(item, item.kind, ("name", "detail"))]
    if len(contents.works) > MOST_ROWS or len(contents.items) > 2 * MOST_ROWS:
        faults.append(Fault(_("A registration holds at most %(most)s works.") % {"most": MOST_ROWS}))
    if faults:
        raise Faults(faults)


def _faults_of_work(work: WorkTyped) -> Iterator[Fault]:
    yield from _faults_of_texts(work, "works", ("name", "product", "cost"))
    here = f"works-{work.place}-"
    if not work.product.strip():
        yield Fault(_("Name the product: what is there when the work is done."), field=f"{here}product")
    if work.starts_on is None:
        yield Fault(_("Give the day the work begins."), field=f"{here}starts_on")
    if work.finish_on is None:
        yield Fault(_("Give the day by which the work is finished."), field=f"{here}finish_on")
    if work.starts_on and work.finish_on and work.finish_on < work.starts_on:
        yield Fault(_("The work would be finished before it begins."), field=f"{here}finish_on")


def _faults_of_texts(row: WorkTyped | ItemTyped, prefix: str, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        text, field = getattr(row, name).strip(), f"{prefix}-{row.place}-{name}"
        if name == "name" and not text:
            yield Fault(_("Give it a name."), field=field)
        if len(text) > LONGEST[name]:
            yield Fault(_("The text is longer than %(limit)s characters.") % {"limit": LONGEST[name]}, field=field)
        if forbidden_character(text) or "\n" in text:
            yield Fault(_("The text holds a character that cannot be kept."), field=field)


def write_contents(draft: RegistrationVersion, contents: Contents) -> None:
    """In place of what the draft held. A work that stands in no version any more is forgotten."""
    before = set(draft.works.values_list("work", flat=True))
    draft.works.all().delete()
    draft.items.all().delete()
    _write_works(draft, contents.works)
    RegisteredItem.objects.bulk_create(
        RegisteredItem(
            version=draft, kind=item.kind, name=item.name.strip(), detail=item.detail.strip(), position=place
        )
        for place, item in enumerate(contents.items, 1)
    )
    Work.objects.filter(pk__in=before, terms__isnull=True, notes__isnull=True).delete()


def _write_works(draft: RegistrationVersion, typed: Sequence[WorkTyped]) -> None:
    registration = draft.registration
    wanted = [work.work_id for work in typed if work.work_id]
    known = Work.objects.filter(campaign=registration.campaign_id, unit=registration.unit_id).in_bulk(wanted)
    for place, one in enumerate(typed, 1):
        # Each is used once: a row copied on the page is another work.
        work = known.pop(one.work_id or 0, None) or Work.objects.create(
            campaign_id=registration.campaign_id, unit_id=registration.unit_id
        )
        assert one.starts_on is not None, "refused before"
        assert one.finish_on is not None, "refused before"
        RegisteredWork.objects.create(
            version=draft, work=work, name=one.name.strip(), product=one.product.strip(), starts_on=one.starts_on,
            finish_on=one.finish_on, cost=one.cost.strip(), has_plaque=one.has_plaque, position=place,
        )  # fmt: skip
