"""Documents made in the background, in slices: whoever dies leaves finished parts, and the next carries on."""

import logging
import os
import shutil
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.actors import Actor
from common.canonical import sha256_text
from common.domain.audit import record
from common.faults import Faults
from indicators.choices import UNFINISHED, BundleKind, BundleState
from indicators.making import Making, Part, makers
from indicators.models import Bundle, Outline
from indicators.signals import bundle_asked

logger = logging.getLogger(__name__)
# A slice ends after this long, so that a single worker goes on hearing of what matters more.
SLICE_SECONDS = 3.0
CLAIM = timedelta(minutes=2)
KEPT_FOR = timedelta(days=7)
MOST_TRIES = 3
RESULT = "result"


@transaction.atomic
def ask_for_bundle(
    *, actor: Actor, campaign: Campaign, kind: BundleKind, outline: Outline | None = None, at: datetime
) -> Bundle:
    """Have it made; the one under way where the same is being made already. The door asked the right."""
    under_way = Bundle.objects.filter(campaign=campaign, kind=kind, outline=outline, state__in=UNFINISHED)
    made = Bundle(campaign=campaign, kind=kind, outline=outline, made_by_id=actor.user_id, made_at=at)
    made.acting_unit_id = actor.unit_id
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return under_way.get()
    # A database restored from a backup counts the same numbers again.
    shutil.rmtree(folder_of(made), ignore_errors=True)
    detail = {"kind": kind, "outline": outline.name if outline else ""}
    record(actor=actor, verb="ask_for_bundle", subject=made, campaign=campaign.code, detail=detail)
    transaction.on_commit(partial(bundle_asked.send, sender=Bundle, bundle_id=made.pk))
    return made


def work(*, bundle_id: int, at: datetime, seconds: float = SLICE_SECONDS) -> bool:
    """One slice; whether there is more to do. Outside any transaction: each part is kept as soon as it is whole."""
    claimable = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM)
    claimed = Bundle.objects.filter(claimable, pk=bundle_id, state__in=UNFINISHED)
    if not claimed.update(claimed_at=at, state=BundleState.RUNNING, tries=F("tries") + 1):
        return False
    bundle = Bundle.objects.select_related("campaign__organiser_unit", "outline").get(pk=bundle_id)
    try:
        return _slice(bundle, at, seconds)
    except Faults as faults:
        _fail(bundle, " ".join(fault.message for fault in faults.faults))
    except Exception:
        logger.exception("bundle %s could not be made", bundle_id)
        if bundle.tries >= MOST_TRIES:
            _fail(bundle, _("The documents could not be made. Ask for them again; if it happens again, tell IT."))
        else:
            Bundle.objects.filter(pk=bundle_id).update(claimed_at=None)
    return False


def _slice(bundle: Bundle, at: datetime, seconds: float) -> bool:
    making = makers[bundle.kind](bundle)
    until, folder = monotonic() + seconds, folder_of(bundle)
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(making.parts):
        path = _part(folder, part)
        if path.exists() or (folder / RESULT).exists():
            continue
        _whole(path, part.write)
        _progress(bundle, number + 1, len(making.parts))
        if monotonic() > until and number + 1 < len(making.parts):
            # A slice that brought parts forth is no failed try.
            Bundle.objects.filter(pk=bundle.pk).update(claimed_at=None, tries=0)
            return True
    _finish(bundle, making, folder, at)
    return False


def _part(folder: Path, part: Part) -> Path:
    """By its name: what comes to stand before it in another slice must not take its place."""
    return folder / sha256_text(part.name)[:32]


def _whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Under a passing name until it is complete: what bears its own name is whole."""
    passing = path.with_name(f"{path.name}-{uuid.uuid4().hex}")
    try:
        with passing.open("xb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            write(stream)
        passing.rename(path)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise


def _progress(bundle: Bundle, done: int, total: int) -> None:
    Bundle.objects.filter(pk=bundle.pk).update(done=done, total=total)


def _finish(bundle: Bundle, making: Making, folder: Path, at: datetime) -> None:
    result = folder / RESULT
    if making.is_single and not result.exists():
        _part(folder, making.parts[0]).replace(result)
    if not result.exists():
        _whole(result, lambda stream: _pack(stream, making, folder))
    for path in folder.iterdir():
        if path != result:
            path.unlink()
    Bundle.objects.filter(pk=bundle.pk).update(
        state=BundleState.FINISHED, finished_at=at, claimed_at=None, file_name=making.file_name,
        size=result.stat().st_size, done=len(making.parts), total=len(making.parts),
    )  # fmt: skip


def _pack(stream: BinaryIO, making: Making, folder: Path) -> None:
    """Documents are packed already, so they are only stored; nothing is held in memory whole."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part in making.parts:
            archive.write(_part(folder, part), part.name)


def _fail(bundle: Bundle, sentence: str) -> None:
    Bundle.objects.filter(pk=bundle.pk).update(state=BundleState.FAILED, error=sentence, claimed_at=None)
    shutil.rmtree(folder_of(bundle), ignore_errors=True)


def folder_of(bundle: Bundle) -> Path:
    return Path(settings.BUNDLES_ROOT) / str(bundle.pk)


def result_of(bundle: Bundle) -> Path | None:
    """The file that waits; None where it is not finished or was swept away."""
    path = folder_of(bundle) / RESULT
    return path if bundle.is_finished and path.exists() else None


def unfinished(*, at: datetime) -> list[int]:
    """Those nobody works on: a message was lost, or a worker died."""
    waiting = Bundle.objects.filter(state__in=UNFINISHED).filter(Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM))
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def sweep(*, at: datetime) -> int:
    """Take away files nobody fetches any more, and their rows; how many."""
    old = list(Bundle.objects.filter(made_at__lt=at - KEPT_FOR).exclude(state__in=UNFINISHED))
    for bundle in old:
        shutil.rmtree(folder_of(bundle), ignore_errors=True)
        bundle.delete()
    return len(old)
