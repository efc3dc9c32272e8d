"""A report edited in Word, read back: headings met without diacritics and numbers, nothing of the text left behind."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from lxml.etree import XMLSyntaxError

from common.addresses import row_id
from common.faults import Faults
from common.vietnamese import search_key
from indicators.domain.reports import Written
from indicators.exports.report_form import FIGURES, marked_texts
from indicators.models import Outline, OutlineHeading

MOST_UNPACKED = 60 * 1024 * 1024
LIKE = 0.6
_NUMBER = re.compile(r"^\s*(?:[IVXLC]+|\d+)\s*[.):/-]\s*", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, OSError, XMLSyntaxError, AttributeError)


@dataclass(slots=True)
class Part:
    """What stands under one heading of the file; ``heading`` is None where the outline knows none of that name."""

    title: str
    heading: OutlineHeading | None = None
    guess: OutlineHeading | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts in the file's order, and the texts the form had been filled with (None: it is no form of ours)."""

    parts: list[Part]
    seen: Mapping[int, int] | None


def read_word(path: Path, outline: Outline, headings: Sequence[OutlineHeading]) -> WordFile:
    """Raises ``Faults`` where it cannot be opened or holds no heading at all."""
    document = _opened(path)
    parts = list(_parts(document, headings))
    if not any(part.heading for part in parts):
        raise Faults(_("None of the outline's headings was found in the file. Download the form and write into it."))
    shown = [part for part in parts if part.text or part.heading]
    return WordFile(shown, marked_texts(document.core_properties.keywords or "", outline))


def _opened(path: Path) -> Opened:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise Faults(_("The document unpacks to far more than its size; it was not opened."))
        return Document(str(path))
    except _BROKEN as broken:
        raise Faults(_("The document is damaged and cannot be opened. Save it once more in Word.")) from broken


def _parts(document: Opened, headings: Sequence[OutlineHeading]) -> Iterator[Part]:
    """Letterhead and title before the first heading are the form's own; the annex of figures ends the reading."""
    known = {_key(heading.text): heading for heading in headings}
    part: Part | None = None
    for paragraph in document.element.body.iter(qn("w:p")):
        text = _text(paragraph)
        if _key(text) == _key(FIGURES):
            break
        found = known.get(_key(text)) if text.strip() else None
        if found or (part and text.strip() and _is_heading(paragraph)):
            if part:
                yield part
            part = Part(text.strip(), found, found or _guess(text, headings, part))
        elif part and not _is_signature(paragraph):
            part.lines.append(text.strip())
    if part:
        yield part


def _key(text: str) -> str:
    return search_key(_NUMBER.sub("", text))


def _text(paragraph: CT_P) -> str:
    """All that is read on the page, also what was inserted with changes tracked; not what was struck out."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    words = (each.text or "" if each.tag == qn("w:t") else signs.get(each.tag, "") for each in paragraph.iter())
    return "".join(words).replace("\u00a0", " ")


def _is_heading(paragraph: CT_P) -> bool:
    """By its style or by its place in the outline of the document."""
    style = paragraph.style or ""
    levels = paragraph.findall(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = levels[0].get(qn("w:val")) if levels else None
    return style.lower().startswith("heading") or level in ("0", "1")


def _is_signature(paragraph: CT_P) -> bool:
    """The last table of the form: recipients and who signs."""
    table = next(paragraph.iterancestors(qn("w:tbl")), None)
    return table is not None and "Nơi nhận:" in "".join(table.itertext())


def _guess(text: str, headings: Sequence[OutlineHeading], before: Part | None) -> OutlineHeading | None:
    """The likest heading, else the one it stands under in the file."""
    likeness = [(SequenceMatcher(None, _key(text), _key(each.text)).ratio(), each) for each in headings]
    best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= LIKE else (before.heading or before.guess if before else None)


def posted_parts(data: QueryDict) -> list[Written]:
    """The parts as they were shown, each under the heading chosen for it; what goes under one heading is joined.

    A heading of its own name that was put under another stays as a line, so that nothing is lost."""
    joined: dict[int, list[str]] = {}
    for to, title, text in zip(data.getlist("to"), data.getlist("title"), data.getlist("text"), strict=False):
        pk = row_id(to)
        if pk is not None:
            joined.setdefault(pk, []).extend(line for line in (title, text) if line.strip())
    return [Written(pk, "\n\n".join(texts), row_id(data.get(f"s{pk}", ""))) for pk, texts in joined.items()]
