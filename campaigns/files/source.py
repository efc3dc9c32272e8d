"""From a path or an upload to text: size, encoding and characters, each refusal with its line."""

from pathlib import Path

from django.utils.translation import gettext as _

from common.cells import FORBIDDEN, forbidden_character
from common.faults import Fault, Faults

MAX_BYTES = 5 * 1024 * 1024
BOMS = ((b"\xff\xfe\x00\x00", ""), (b"\x00\x00\xfe\xff", ""), (b"\xef\xbb\xbf", "utf-8-sig"))
UTF_16_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(source: Path | bytes, name: str) -> str:
    """The text of a campaign file; raises Faults for what is not a readable text of at most 5 MB."""
    data = source if isinstance(source, bytes) else _load(source, name)
    if len(data) > MAX_BYTES:
        raise _refusal(_("The file is larger than %(limit)s MB.") % {"limit": MAX_BYTES // 1024**2}, name)
    text = _decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_controls(text, name)
    return text


def _refusal(message: str, name: str, line: int = 1) -> Faults:
    return Faults(Fault(message, line, name))


def _load(path: Path, name: str) -> bytes:
    """One byte more than allowed is read at most, so a device or a huge file fills no memory."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = _("The file does not exist.")
    except IsADirectoryError:
        message = _("This is a folder; a file was expected.")
    except OSError:
        message = _("The file cannot be opened.")
    raise _refusal(message, name)


def _decode(data: bytes, name: str) -> str:
    encoding = next((known for bom, known in BOMS + UTF_16_BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding or "ascii")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, name)


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> Faults:
    line = data.count(b"\n", 0, error.start) + 1
    message = _("The file is not UTF-8 text; save it again with the encoding UTF-8.")
    return _refusal(message, name, line)


def _refuse_controls(text: str, name: str) -> None:
    found = FORBIDDEN.search(text)
    if found:
        message = _("The character %(character)s may not stand in the file; delete it.") % {
            "character": forbidden_character(found.group())
        }
        raise _refusal(message, name, text.count("\n", 0, found.start()) + 1)
