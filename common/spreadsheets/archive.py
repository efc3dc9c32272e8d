"""Opening an uploaded workbook's ZIP without believing a word of it."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400 * 1024 * 1024
# Sheets of the same rows over and over pack 100 : 1; bombs pack 1,000 : 1.
MAX_RATIO = 300
SMALL = 20 * 1024 * 1024
_CHUNK = 1 << 20
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".bin")
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30


class BadArchive(Exception):
    """Refused, with a sentence for the person who sent the file."""


class Archive:
    """A ZIP whose entries are unpacked with our own count of bytes, never by its declared sizes."""

    def __init__(self, source: Path | bytes) -> None:
        self._file: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        try:
            self._zip = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            self._file.close()
            raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))
        self.names = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        self._left = MAX_UNPACKED

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def check(self) -> None:
        """Refuse what is locked, oddly packed or declares an absurd size."""
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise BadArchive(_("The workbook has too many parts inside; it may have been made to do harm."))
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise BadArchive(_("The workbook is protected by a password. Save it without one and send it again."))
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))
        packed = sum(info.compress_size for info in infos)
        unpacked = sum(info.file_size for info in infos)
        if unpacked > MAX_UNPACKED or unpacked > max(SMALL, MAX_RATIO * packed):
            raise BadArchive(_too_much())

    def xml_parts(self) -> list[zipfile.ZipInfo]:
        """Every entry that a reader might parse, duplicates of a name included."""
        return [info for info in self._zip.infolist() if not info.filename.lower().endswith(_MEDIA)]

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The content piece by piece; stops with BadArchive when the whole archive unpacks to too much."""
        unpacked = 0
        for piece in self._unpacked(info):
            unpacked += len(piece)
            self._left -= len(piece)
            if self._left < 0 or unpacked > max(SMALL, MAX_RATIO * info.compress_size):
                raise BadArchive(_too_much())
            yield piece

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
            return
        inflater = zlib.decompressobj(-15)
        try:
            while packed and not inflater.eof:
                yield inflater.decompress(packed, _CHUNK)
                packed = inflater.unconsumed_tail
        except zlib.error:
            raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        self._file.seek(info.header_offset)
        header = self._file.read(_LOCAL_HEADER)
        name, extra = header[26:28], header[28:30]
        self._file.seek(int.from_bytes(name, "little") + int.from_bytes(extra, "little"), io.SEEK_CUR)
        return self._file.read(info.compress_size)

    def read(self, name: str) -> bytes:
        """One small part in full."""
        return b"".join(self.chunks(self.names[name]))


def _too_much() -> str:
    return _("The workbook unpacks to far more than its size; it was not opened.")
