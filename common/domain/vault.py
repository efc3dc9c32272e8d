"""Where the bytes of evidence lie: by SHA-256, first under a passing name, under their own once the row is committed.

A file and a row cannot be committed together. So: the file first, then the row, then the rename. Whoever dies in
between leaves a passing file, which a reader still finds by its hash and the sweep puts in its place or removes."""

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.faults import Faults
from common.filetypes import type_of
from common.models import StoredFile

PASSING = "passing"
KEPT_FOR = timedelta(days=1)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that was received and checked and belongs to no row yet."""

    path: Path
    sha256: str
    size: int
    media_type: str
    name: str


def receive(chunks: Iterable[bytes], name: str) -> Parcel:
    """Write an upload under a passing name and check it: size, type by content. Outside any transaction.

    Raises ``Faults``; then nothing is left behind."""
    folder = Path(settings.MEDIA_ROOT) / PASSING
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"new-{uuid.uuid4().hex}"
    try:
        sha256, size = _write(chunks, draft)
        media_type = type_of(draft, name).media_type
        path = draft.rename(folder / f"{sha256}-{uuid.uuid4().hex}")
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return Parcel(path, sha256, size, media_type, Path(name).name[:255])


def _write(chunks: Iterable[bytes], path: Path) -> tuple[str, int]:
    most, size, hashed = settings.EVIDENCE_MAX_BYTES, 0, hashlib.sha256()
    with path.open("xb") as stream:
        os.fchmod(stream.fileno(), 0o600)
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                limit = most // MEGABYTE
                raise Faults(_("The file is larger than %(limit)s MB. Give a reference instead.") % {"limit": limit})
            hashed.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if not size:
        raise Faults(_("The file is empty."))
    return hashed.hexdigest(), size


def register(parcel: Parcel, at: datetime) -> StoredFile:
    """The row of the bytes, in the transaction of what they belong to; they are put in place when it commits."""
    row = StoredFile(sha256=parcel.sha256, size=parcel.size, content_type=parcel.media_type, stored_at=at)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(partial(place, parcel))
    return StoredFile.objects.get(sha256=parcel.sha256)


def discard(parcel: Parcel) -> None:
    """Forget a file whose evidence was refused."""
    parcel.path.unlink(missing_ok=True)


def place(parcel: Parcel) -> None:
    """Give a file its own name; run on commit. The same bytes received before stay as they are."""
    target = _home(parcel.sha256)
    if target.exists():
        parcel.path.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    parcel.path.rename(target)


def _home(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def path_of(stored: StoredFile) -> Path | None:
    """Where the bytes lie; None where they are lost. A file whose rename was missed is put in its place."""
    target = _home(stored.sha256)
    if not target.exists():
        for found in _passing(f"{stored.sha256}-*"):
            target.parent.mkdir(parents=True, exist_ok=True)
            found.rename(target)
            break
    return target if target.exists() else None


def _passing(pattern: str) -> Iterator[Path]:
    yield from sorted((Path(settings.MEDIA_ROOT) / PASSING).glob(pattern))


def sweep(*, at: datetime) -> tuple[int, int]:
    """Put forgotten files in their place, remove those that no row names and that are a day old: (placed, removed)."""
    placed = removed = 0
    for path in [*_passing("*"), *Path(settings.MEDIA_ROOT).glob("[0-9a-f][0-9a-f]/*")]:
        if at.timestamp() - path.stat().st_mtime < KEPT_FOR.total_seconds():
            continue
        stored = StoredFile.objects.filter(sha256=path.name.partition("-")[0]).first()
        if stored is None:
            path.unlink(missing_ok=True)
            removed += 1
        elif path.parent.name == PASSING:
            placed += _settle(path, stored)
    return placed, removed


def _settle(path: Path, stored: StoredFile) -> int:
    before = _home(stored.sha256).exists()
    path_of(stored)
    path.unlink(missing_ok=True)
    return 0 if before else 1
