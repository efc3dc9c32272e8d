import contextlib
import io
import random
import struct
import zipfile

import pytest

from common.faults import Faults
from common.spreadsheets import read_table
from common.spreadsheets.archive import MAX_RATIO, SMALL, BadArchive
from common.spreadsheets.scan import closer_look, quick_look
from tests.common.spreadsheets.made import SHEET, rezipped, with_cell, workbook

PLAIN = workbook([["Mã", "Giá trị"], ["01", 98.6]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(content, name="so-lieu.xlsx", **more):
    with pytest.raises(Faults) as refused:
        read_table(content, name=name, **more)
    (fault,) = refused.value.faults
    assert fault.source == name
    return fault.message


def test_a_file_over_the_limit_is_refused_by_its_size(settings):
    settings.WORKBOOK_MAX_BYTES = 1024 * 1024
    assert "2 MB" in refusal(bytes(1024 * 1024 + 1))
    assert refusal(PLAIN, max_bytes=100)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE, ".xls"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
        (b'\xef\xbb\xbf <?xml version="1.0"?>', "trang web"),
        (b"%PDF-1.7 ...", "không phải là bảng tính"),
        (b"", "không phải là bảng tính"),
        (b"PK\x03\x04 and nothing else", "hỏng"),
        (PLAIN[: len(PLAIN) // 2], "hỏng"),
        (rezipped(PLAIN, **{"xl/vbaProject.bin": b"x"}), "macro"),
        (rezipped(PLAIN, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (rezipped(PLAIN, **{"xl/workbook.xml": None, "xl/workbook.bin": b"x"}), ".xlsb"),
        (rezipped(PLAIN, **{"xl/workbook.xml": None, "word/document.xml": b"<x/>"}), "không phải là bảng tính"),
        (rezipped(PLAIN, **{SHEET: lambda xml: xml[: len(xml) // 2]}), "hỏng"),
        (rezipped(PLAIN, **{SHEET: None}), "hỏng"),
        (rezipped(PLAIN, **{"xl/workbook.xml": lambda xml: b"<workbook/>"}), "không có trang tính"),
        (rezipped(PLAIN, **{SHEET: lambda xml: b"\xff\xfe" + xml.decode().encode("utf-16-le")}), "hỏng"),
    ],
)
def test_what_is_no_plain_workbook_gets_a_clear_sentence(content, word):
    assert word in refusal(content)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("declaration", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<!doctype x>"])
def test_declarations_in_the_xml_are_refused(part, declaration):
    content = rezipped(PLAIN, **{part: lambda xml: xml.replace(b"?>", b"?>" + declaration, 1)})
    assert "thực thể" in refusal(content)


def test_an_encrypted_entry_counts_as_a_password():
    content = bytearray(PLAIN)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "mật khẩu" in refusal(bytes(content))


def test_a_bomb_is_refused_by_what_it_declares():
    bomb = rezipped(PLAIN, **{SHEET: b" " * (SMALL + MAX_RATIO * 100_000)})
    assert "giải nén" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused_while_unpacking():
    bomb = bytearray(rezipped(PLAIN, **{SHEET: b" " * (3 * SMALL)}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = _entry(bomb, signature, SHEET.encode())
        bomb[at + offset : at + offset + 4] = struct.pack("<I", 1000)
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as check:
        assert check.getinfo(SHEET).file_size == 1000
    assert "giải nén" in refusal(bytes(bomb))


def _entry(content, signature, name):
    at = content.find(signature)
    while content[at + (46 if signature[2] == 1 else 30) :][: len(name)] != name:
        at = content.find(signature, at + 4)
    return at


def test_thousands_of_entries_are_refused():
    assert "thành phần" in refusal(rezipped(PLAIN, **{f"xl/x{number}.xml": b"<x/>" for number in range(2001)}))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD99"><v>1</v></c>',
        "<c r='XFD99'><v>1</v></c>",
        '<c r = "XFD99"><v>1</v></c>',
        '<c\tr="XFD99"><v>1</v></c>',
        '<c s="1" r="xfd99"><v>1</v></c>',
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="IW99"><v>1</v></x:c>',
    ],
)
def test_a_cell_far_to_the_right_is_refused_however_it_is_written(cell):
    assert "IV" in refusal(with_cell(PLAIN, cell))


@pytest.mark.parametrize(
    "place", ['<row r="1048576"><c r="A1048576"><v>1</v></c></row>', '<row r="1048576"><c><v>1</v></c></row>']
)
def test_a_cell_far_down_is_refused(place):
    content = rezipped(PLAIN, **{SHEET: lambda xml: xml.replace(b"</sheetData>", place.encode() + b"</sheetData>")})
    assert "kéo quá xa" in refusal(content)


def test_a_cell_that_lies_about_its_row_is_refused():
    assert refusal(with_cell(PLAIN, '<c r="A1048576"><v>1</v></c>'))


def test_wide_tables_are_read_up_to_256_columns():
    table = read_table(workbook([[f"c{n}" for n in range(256)], list(range(256))]), name="x.xlsx")
    assert len(table.headings) == 256
    assert refusal(workbook([[f"c{n}" for n in range(257)]]))


def test_nothing_but_faults_comes_out_of_damaged_bytes():
    for at in range(0, len(PLAIN), 37):
        damaged = bytearray(PLAIN)
        damaged[at] ^= 0x55
        with contextlib.suppress(Faults):
            read_table(bytes(damaged), name="x.xlsx")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_nothing_but_faults_comes_out_of_damaged_xml(part):
    def fill(_book, sheet):
        sheet.write_formula("B3", "=1", None, 1)

    content, chance = workbook([["Mã", "Giá trị"], ["01", 98.6]], fill), random.Random(11)
    for _attempt in range(60):
        with contextlib.suppress(Faults):
            read_table(rezipped(content, **{part: lambda xml: _damaged(xml, chance)}), name="x.xlsx")


def _damaged(xml, chance):
    start = chance.randrange(len(xml))
    token = chance.choice([b"<", b'"', b"&#0;", b'r="A99999999999"', b'"s"', b"99999999999", b"\xff", b"1e999"])
    return xml[:start] + token + xml[start + chance.choice([0, 1, 20]) :]


@pytest.mark.parametrize("unit", ["<row ", "<row r", "<c ", ' t="e"', "<row a=r ", " r", "<c ><f ", "<a:c "])
def test_a_small_file_of_endless_elements_is_read_in_one_pass(unit):
    """Each of these took a pattern that looks past the next element hours; nothing here measures time."""
    head = b'<worksheet>\n<sheetData>\n<row r="1"><c '
    pieces = [head + unit.encode() * (1_000_000 // len(unit))]
    with contextlib.suppress(BadArchive):
        quick_look(pieces)
    assert closer_look(pieces).formulas == set()
