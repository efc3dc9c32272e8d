"""Every text that the code and the templates hand to gettext, and what the Vietnamese catalogues make of it."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture import project

SINGULAR = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"))
PLURAL = dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
CONTEXT = dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2))
CONTEXT_PLURAL = dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3))
KEYWORDS = SINGULAR | PLURAL | CONTEXT | CONTEXT_PLURAL


class Text(NamedTuple):
    context: str | None
    singular: str
    plural: str | None
    place: str


def used() -> list[Text]:
    return [*_in_code(), *_in_templates()]


def catalogues() -> dict[Path, Catalog]:
    return {path: _read(path) for path in sorted(project.ROOT.glob("locale/*/vi/LC_MESSAGES/*.po"))}


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Without the header."""
    return (message for message in catalogue if message.id)


def key(message: Message) -> tuple[str | None, str]:
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, english(message)[0]


def english(message: Message) -> list[str]:
    """Singular, and plural where there is one: that one has all the places to be filled."""
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def translations(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _in_code() -> Iterator[Text]:
    for path in project.python_files(*project.APPS):
        with path.open("rb") as file:
            yield from _extracted("python", file, path)


def _in_templates() -> Iterator[Text]:
    """Django rewrites a template as calls of gettext with all else blanked out; any tolerant lexer reads that."""
    for path in project.templates():
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _extracted("javascript", io.BytesIO(calls.encode()), path)


def _extracted(method: str, file: io.BufferedIOBase, path: Path) -> Iterator[Text]:
    for line, found, _comments, context in extract(method, file, keywords=KEYWORDS, options={"encoding": "utf-8"}):
        singular, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, None)
        if singular:
            yield Text(context, singular, plural, f"{project.name(path)}:{line}")
