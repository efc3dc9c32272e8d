"""Which files may be kept as evidence: the type is read from the bytes, never believed from the name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from common.faults import Faults
from common.ooxml import Odd, holds_code

_HEAD = 4096
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<iframe", "<!--")
OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: its endings, its media type, and how its bytes are recognised."""

    endings: tuple[str, ...]
    media_type: str
    fits: Callable[[bytes, Path], bool]


def _begins(*signatures: bytes) -> Callable[[bytes, Path], bool]:
    return lambda head, path: head.startswith(signatures)


def _office(folder: str) -> Callable[[bytes, Path], bool]:
    return lambda head, path: head.startswith(b"PK\x03\x04") and _holds(path, folder)


def _holds(path: Path, folder: str) -> bool:
    """An Office document of this kind; Faults where it holds macros."""
    try:
        has_macros = holds_code(path, folder)
    except Odd:
        return False
    if has_macros:
        raise Faults(_("This file holds macros. Save it without them or as PDF, then choose it again."))
    return True


def _is_text(head: bytes, path: Path) -> bool:
    """Plain UTF-8 without control characters that does not begin like markup."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    odd = any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)
    return not odd and not text.lstrip()[:200].lower().startswith(_MARKUP)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = (
    FileType((".pdf",), "application/pdf", _begins(b"%PDF-")),
    FileType((".png",), "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    FileType((".jpg", ".jpeg"), "image/jpeg", _begins(b"\xff\xd8\xff")),
    FileType((".docx",), WORD, _office("word/")),
    FileType((".xlsx",), SHEET, _office("xl/")),
    FileType((".txt",), "text/plain", _is_text),
)
ENDINGS = tuple(ending for kind in TYPES for ending in kind.endings)


def type_of(path: Path, name: str) -> FileType:
    """The type a file's bytes show; Faults where its name says another or it is of none that is kept."""
    ending = Path(name).suffix.lower()
    named = next((kind for kind in TYPES if ending in kind.endings), None)
    if named is None:
        raise Faults(
            _("Files of this kind are not kept. Choose one of: %(endings)s.") % {"endings": ", ".join(ENDINGS)}
        )
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not named.fits(head, path):
        raise Faults(
            _("“%(name)s” is not what its name says: its content is no %(ending)s file.")
            % {"name": name[:80], "ending": ending}
        )
    return named
