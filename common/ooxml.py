"""What an Office document is made of: read from its list of parts and their declared kinds, nothing is run."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

TYPES = "[Content_Types].xml"
_MOST_PARTS = 10_000
_MOST_BYTES = 4 * 2**20
# By these words Office knows code, whatever the part that holds it is called.
_CODE = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
_BROKEN = (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, zlib.error, expat.ExpatError)


class Odd(Exception):
    """No Office document that can be read, with or without code."""


def holds_code(path: Path, folder: str) -> bool:
    """Whether an Office document of this kind (``word/``, ``xl/``) holds macros; ``Odd`` where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_names(archive.namelist(), folder)
            return any(word in said.lower() for said in _said(archive) for word in _CODE)
    except _BROKEN as broken:
        raise Odd from broken


def _check_names(names: list[str], folder: str) -> None:
    """Every part once, also to a reader that does not tell capitals apart: which of two is read is anybody's guess."""
    is_odd = len(names) > _MOST_PARTS or len({name.lower() for name in names}) < len(names)
    if is_odd or TYPES not in names or not any(name.startswith(folder) for name in names):
        raise Odd


def _said(archive: zipfile.ZipFile) -> Iterator[str]:
    """The name of every part, what kind it is declared to be, and how others refer to it."""
    yield from archive.namelist()
    left = _MOST_BYTES
    for name in archive.namelist():
        if name == TYPES or name.lower().endswith(".rels"):
            with archive.open(name) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise Odd
            yield from _attributes(content)


def _attributes(content: bytes) -> list[str]:
    """All attributes of an XML file, decoded as its reader does; one with a DTD is refused, as Office does."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.extend(attributes.values())
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)
    return found


def _refuse(*_declared: object) -> None:
    raise Odd
