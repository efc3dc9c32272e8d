"""Filling a letter from a .docx template, and refusing one that cannot be filled or does more than be printed."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree

from common.faults import Faults
from common.filetypes import WORD
from indicators.letters.placeholders import Kind, LetterEnvironment, Many, Refused

MOST_UNPACKED = 10 * 2**20
MOST_PARTS = 500
# Relations by which a document draws in something else when it is opened, or carries another file.
_FOREIGN = ("/attachedTemplate", "/aFChunk", "/subDocument", "/oleObject", "/package", "/frame", "/control")
_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE)\b", re.IGNORECASE)
_BROKEN = (OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, AttributeError, OSError)
_SAMPLE = "Mẫu"


def fill(template: bytes, given: Mapping[str, Any], fields: Mapping[str, Kind], *, keywords: str = "") -> bytes:
    """The finished document; Faults where a placeholder cannot be filled, and then nothing is printed.

    ``keywords``: kept among the document's properties, where its reader looks for them."""
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(dict(given), LetterEnvironment(fields), autoescape=True)
    except Refused as refused:
        raise Faults(str(refused)) from refused
    except TemplateError as broken:
        raise Faults(_broken(broken)) from broken
    if keywords:
        document.docx.core_properties.keywords = keywords
    finished = io.BytesIO()
    document.save(finished)
    return finished.getvalue()


def _broken(broken: TemplateError) -> str:
    near = " ".join(getattr(broken, "docx_context", ()))
    if isinstance(broken, TemplateSyntaxError) and near.strip():
        return _near(near)
    return _("A placeholder is broken: %(why)s") % {"why": str(broken)[:200]}


def check_template(path: Path, media_type: str, fields: Mapping[str, Kind]) -> None:
    """Refuse what is no plain Word document, and what cannot be filled: it is filled once with made-up words."""
    if media_type != WORD:
        raise Faults(_("A template is a Word document (.docx)."))
    content = path.read_bytes()
    _refuse_odd_package(content)
    try:
        document = DocxTemplate(io.BytesIO(content)).get_docx()
        _refuse_foreign(document)
        _refuse_braces(document, _is_unpaired)
        finished = fill(content, sample(fields), fields)
        _refuse_braces(DocxTemplate(io.BytesIO(finished)).get_docx(), _has_brace)
    except _BROKEN as broken:
        raise Faults(_("Word would not open this document: it is damaged.")) from broken


def _refuse_odd_package(content: bytes) -> None:
    """Macros and doubled parts were refused when the file was received; here what unpacks to too much or declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Faults(_("The template is too large."))
        texts = (archive.read(part) for part in parts if part.filename.lower().endswith((".xml", ".rels")))
        if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
            raise Faults(_("Word would not open this document: it is damaged."))


def _refuse_foreign(document: Document) -> None:
    """Nothing that is fetched or run when the document is opened at the 168 units that receive it."""
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            is_link = relation.reltype.endswith("/hyperlink")
            if relation.reltype.endswith(_FOREIGN) or (relation.is_external and not is_link):
                kind = relation.reltype.rpartition("/")[2]
                message = _("The template draws in another file (%(kind)s). Take it out in Word and save it again.")
                raise Faults(message % {"kind": kind})
    for element in _elements(document):
        fields = "".join(text.text or "" for text in element.iter(qn("w:instrText")))
        simple = " ".join(text.get(qn("w:instr"), "") for text in element.iter(qn("w:fldSimple")))
        found = _FIELD.search(f"{fields} {simple}")
        if found:
            raise Faults(_("The template holds the field %(field)s, which templates do not use.") % {"field": found[1]})


def _elements(document: Document) -> Iterator[Any]:
    """The body, and each head and foot."""
    yield document.element
    for part in document.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None and part is not document.part:
            yield element


def _refuse_braces(document: Document, is_odd: Callable[[str], bool]) -> None:
    """Names the paragraph, not the whole document."""
    for element in _elements(document):
        for paragraph in element.iter(qn("w:p")):
            text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
            if is_odd(text):
                raise Faults(_near(text))


def _near(text: str) -> str:
    near = " ".join(text.split())[:120]
    return _("A placeholder is broken near “%(near)s”: look at its braces.") % {"near": near}


def _is_unpaired(text: str) -> bool:
    return any(text.count(first) != text.count(last) for first, last in (("{{", "}}"), ("{%", "%}")))


def _has_brace(text: str) -> bool:
    """What is left once everything is filled lost its partner."""
    return "{" in text or "}" in text


def sample(kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """A word for every placeholder, two items for every list."""
    return {name: _sample(kind) for name, kind in kinds.items()}


def _sample(kind: Kind) -> Any:
    if isinstance(kind, Many):
        return [_sample(kind.each), _sample(kind.each)]
    return sample(kind) if isinstance(kind, Mapping) else _SAMPLE
