"""Types of evidence are read from the bytes."""

import io
import zipfile

import pytest

from common.faults import Faults
from indicators.filetypes import ENDINGS, type_of


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


def test_every_ending_is_named_in_the_refusal(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"x")

    with pytest.raises(Faults) as refused:
        type_of(path, "a.gif")

    assert all(ending in str(refused.value) for ending in ENDINGS)
