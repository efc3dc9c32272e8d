"""Small Word documents for tests of letters."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document

from indicators.letters.standard import standard_letter


def words(content: bytes) -> str:
    """All text of a document, heads and tables too, a line for each paragraph."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body, *(section.header._element for section in document.sections)]
    lines = [line for part in parts for line in part.iter("{*}p")]
    return "\n".join("".join(text.text or "" for text in line.iter("{*}t")) for line in lines)


def document(*paragraphs: str) -> bytes:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def saved(made) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def repacked(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The letter that is shipped with its parts changed, and others added."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(standard_letter())) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, text in more.items():
            new.writestr(name, text)
    return content.getvalue()


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "mau.docx"
    path.write_bytes(content)
    return path
