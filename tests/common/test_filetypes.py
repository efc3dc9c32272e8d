"""Types of evidence are read from the bytes."""

import io
import zipfile

import pytest

from common.faults import Faults
from common.filetypes import ENDINGS, type_of


def office(*names: str, content_types: bool = True) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in [*(["[Content_Types].xml"] if content_types else []), *names]:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


PDF, PNG, JPG = b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0..."
DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Kế hoạch.PDF", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", JPG, "image/jpeg"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.txt", "Số liệu tháng 7\n".encode(), "text/plain"),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(tmp_path, name, content, media_type):
    path = tmp_path / "upload"
    path.write_bytes(content)

    assert type_of(path, name).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b"\n%PDF-1.7"),
        ("a.png", JPG),
        ("a.docx", XLSX),
        ("a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("a.docx", office("word/document.xml", content_types=False)),
        ("a.docx", b"PK\x03\x04 cut off"),
        ("a.docx", office("readme.txt")),
        ("a.txt", b"  <!DOCTYPE html><p>x"),
        ("a.txt", b"<svg onload=alert(1)>"),
        ("a.txt", b"\xff\xfe\x00"),
        ("a.txt", b"a\x00b"),
        ("a.html", b"<p>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        ("a", PDF),
        ("", PDF),
    ],
)
def test_a_file_that_is_not_what_its_name_says_or_of_no_kept_type_is_refused(tmp_path, name, content):
    path = tmp_path / "upload"
    path.write_bytes(content)

    with pytest.raises(Faults):
        type_of(path, name)


KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REL = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def typed(kind: str, *, encoding: str = "utf-8", before: str = "", **parts: bytes) -> bytes:
    """A Word document whose list of parts calls one of them ``kind``."""
    stream = io.BytesIO()
    head = f'<?xml version="1.0" encoding="{encoding}"?>{before}'
    listed = f'{head}<Types><Override PartName="/x" ContentType="{kind}"/></Types>'
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", listed.encode(encoding))
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("word/media/image1.png", b"\xd0\xcf\x11\xe0")
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        typed("application/vnd.ms-office.vbaProject"),
        typed("application/vnd.ms-word.document.macroEnabled.main+xml"),
        typed("application/vnd.ms-word.document.macro&#69;nabled.main+xml"),
        typed("APPLICATION/VND.MS-OFFICE.VBAPROJECT", encoding="utf-16"),
        typed("application/vnd.ms-excel.macrosheet+xml"),
        typed("application/vnd.ms-office.activeX+xml"),
        typed(KIND, **{"word/_rels/document.xml.rels": f'<R><Relationship Type="{REL}" Target="a.png"/></R>'.encode()}),
    ],
)
def test_a_macro_under_another_name_is_refused_in_clear_words(tmp_path, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Faults, match="macro"):
        type_of(path, "a.docx")


def test_a_document_that_only_has_pictures_and_links_is_taken(tmp_path):
    path = tmp_path / "upload"
    links = b'<R><Relationship Type="http://x/image" Target="media/image1.png"/></R>'
    path.write_bytes(typed(KIND, **{"word/_rels/document.xml.rels": links}))
    assert type_of(path, "a.docx").endings == (".docx",)


@pytest.mark.parametrize(
    "content",
    [
        typed(KIND, before='<!DOCTYPE Types [<!ENTITY a "b">]>'),
        typed(KIND, **{"WORD/document.xml": b"<x/>"}),
        typed(KIND, **{"word/_rels/document.xml.rels": b"<R"}),
        typed(KIND, **{"word/_rels/document.xml.rels": b" " * (5 * 2**20)}),
    ],
)
def test_a_document_that_is_read_in_two_ways_is_refused(tmp_path, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Faults):
        type_of(path, "a.docx")


def test_every_ending_is_named_in_the_refusal(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"x")

    with pytest.raises(Faults) as refused:
        type_of(path, "a.gif")

    assert all(ending in str(refused.value) for ending in ENDINGS)
