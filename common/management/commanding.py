"""What our commands share: faults on standard error, one a line, exit status 1, nothing written."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from common.faults import Fault, Faults


@contextmanager
def faults_end_the_command(command: BaseCommand) -> Iterator[None]:
    """Turns ``Faults`` into the promised lines and exit status."""
    try:
        yield
    except Faults as error:
        write_faults(command, error.faults)
        sys.exit(1)


def write_faults(command: BaseCommand, faults: Iterable[Fault]) -> None:
    for fault in faults:
        command.stderr.write(fault.for_console)


@contextmanager
def output_to(command: BaseCommand, path: str | None) -> Iterator[TextIO]:
    """The file named by ``--output`` (written beside it and renamed, so it is whole or absent), else stdout."""
    if not path:
        yield command.stdout._out  # type: ignore[attr-defined] - the stream without Django's added newlines
        return
    with output_bytes(path) as target, TextIOWrapper(target, encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def output_bytes(path: str) -> Iterator[BinaryIO]:
    """A binary file, whole or absent; raises ``Faults`` where it cannot be written."""
    target = Path(path)
    draft = target.with_name(f".{target.name}.part")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(target)
    except OSError:
        raise Faults(Fault(_("The file cannot be written there."), 1, path))
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
