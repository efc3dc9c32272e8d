"""One door for every table somebody sends."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from common.faults import Fault, Faults
from common.spreadsheets.delimited import read_csv
from common.spreadsheets.table import Table
from common.spreadsheets.workbook import read_workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which Office keeps an encrypted workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")


def read_table(
    source: Path | bytes,
    *,
    name: str,
    sheet: str | None = None,
    max_bytes: int | None = None,
    headings_wanted: Collection[str] | None = None,
    max_rows: int = 300_000,
) -> Table:
    """The table in an .xlsx or CSV file, told apart by content; ``name`` is how faults call the file.

    Without ``sheet`` the first visible one; ``headings_wanted`` lets title rows stand above the heading row; where
    it is empty every row is taken in its full width. Raises ``Faults``, each with its line where there is one,
    for: too large (default ``settings.WORKBOOK_MAX_BYTES``), password, macros, .xls, .ods, .xlsb, markup, damage,
    ZIP bombs, entity declarations, a missing sheet, an empty table, too many rows or columns, error cells and
    formulas without a stored result. Formulas with a result count as their result and are listed in ``formulas``.
    """
    content_head, size = _head(source)
    _refuse_large(size, settings.WORKBOOK_MAX_BYTES if max_bytes is None else max_bytes, name)
    if content_head.startswith(_ZIP):
        return read_workbook(source, name=name, sheet=sheet, wanted=headings_wanted, max_rows=max_rows)
    content = source if isinstance(source, bytes) else source.read_bytes()
    _refuse_other_kinds(content, name)
    return read_csv(content, name=name, wanted=headings_wanted, max_rows=max_rows)


def content_of(upload: UploadedFile) -> bytes:
    """What was uploaded; raises ``Faults`` for a file that is too large before any of it is read."""
    name = upload.name or ""
    _refuse_large(upload.size or 0, settings.WORKBOOK_MAX_BYTES, name)
    return upload.read()


def _head(source: Path | bytes) -> tuple[bytes, int]:
    if isinstance(source, bytes):
        return source[:8], len(source)
    with source.open("rb") as file:
        return file.read(8), source.stat().st_size


def _refuse_large(size: int, limit: int, name: str) -> None:
    if size > limit:
        message = _("The file has %(size)s MB; at most %(limit)s MB are taken.")
        values = {"size": -(-size // 2**20), "limit": limit // 2**20}
        raise Faults(Fault(message % values, 0, name))


def _refuse_other_kinds(content: bytes, name: str) -> None:
    if content.startswith(_OLE):
        raise Faults(Fault(_of_ole(content), 0, name))
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Faults(Fault(_("The file is a web page or XML, not a workbook. Save it as .xlsx."), 0, name))
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")):
        raise Faults(Fault(_("The file is not an Excel workbook (.xlsx)."), 0, name))


def _of_ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return _("The workbook is protected by a password. Save it without one and send it again.")
    return _("Old workbooks (.xls) are not taken. Save it as .xlsx and send it again.")
