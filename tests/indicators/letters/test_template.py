"""Templates of letters: what is shipped, what is filled, and what is refused by name before it is printed."""

import io

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from common.faults import Faults
from common.filetypes import WORD
from indicators.choices import TemplateKind
from indicators.exports.report_templates import standard_consolidated, standard_form
from indicators.letters.kinds import FIELDS
from indicators.letters.placeholders import LETTER, listed
from indicators.letters.standard import standard_letter
from indicators.letters.template import check_template, fill, sample
from indicators.views.letter_meanings import MEANINGS
from tests.indicators.letters.documents import document, kept, repacked, saved, words

pytestmark = pytest.mark.usefixtures("english")

ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


FOUR_DEEP = "".join(f"{{% for {name} in cac_cum %}}" for name in "abcd")
SHIPPED = {
    TemplateKind.URGING: standard_letter,
    TemplateKind.REPORT: standard_form,
    TemplateKind.CONSOLIDATED: standard_consolidated,
}
# What an authority's own template may say besides.
UNPRINTED = {
    TemplateKind.REPORT: {"phong_trao", "ten_bao_cao", "han_nop"},
    TemplateKind.CONSOLIDATED: {"phong_trao"},
}


def refusal(tmp_path, content: bytes, media_type: str = WORD) -> str:
    with override("en"), pytest.raises(Faults) as refused:
        check_template(kept(tmp_path, content), media_type, LETTER)
    return str(refused.value)


def test_the_letter_that_is_shipped_is_laid_out_after_decree_30():
    letter = Document(io.BytesIO(standard_letter()))
    page = letter.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)

    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    assert [round(side.mm) for side in margins] == [20, 20, 30, 15]
    assert letter.styles["Normal"].font.name == "Times New Roman"
    assert Pt(13) <= letter.styles["Normal"].font.size <= Pt(14)
    assert page.different_first_page_header_footer
    text = words(standard_letter())
    for piece in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ", "V/v ", "Nơi nhận:"):
        assert piece in text


@pytest.mark.parametrize("kind", SHIPPED)
def test_every_template_that_is_shipped_passes_its_own_check(tmp_path, kind):
    check_template(kept(tmp_path, SHIPPED[kind]()), WORD, FIELDS[kind])


@pytest.mark.parametrize("kind", SHIPPED)
def test_every_placeholder_is_explained_and_the_shipped_template_uses_them(kind):
    assert list(listed(FIELDS[kind])) == list(MEANINGS[kind])
    text = words(SHIPPED[kind]())
    assert {name for name in FIELDS[kind] if name not in text} == UNPRINTED.get(kind, set())


def test_each_unit_stands_in_a_row_below_its_cluster():
    units = [
        {"tt": str(n), "ten": f"Phường {n}", "noi_dung": "tháng 7", "han_nop": "05/8", "so_ngay": "3"} for n in (1, 2)
    ]
    given = sample(LETTER) | {"cac_cum": [{"ten": "Cụm số 1", "so_don_vi": "2", "don_vi": units}]}
    table = Document(io.BytesIO(fill(standard_letter(), given, LETTER))).tables[1]

    assert [row.cells[0].text for row in table.rows] == ["TT", "Cụm số 1 (2 đơn vị)", "1", "2"]
    assert table.rows[3].cells[1].text == "Phường 2"


def test_what_is_filled_in_is_text_and_nothing_else():
    odd = "Sở <b>A</b> & {{ co_quan }} {% if %}"
    assert odd in words(fill(document("Gửi: {{ phong_trao }}"), sample(LETTER) | {"phong_trao": odd}, LETTER))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Số {{ so_van_ban }}", "“so_van_ban”"),
        ("{{ cac_cum.ma }}", "“cac_cum.ma”"),
        ("{% if so_don_vi %}{{ ten_la }}{% endif %}", "“ten_la”"),
        ("{% for c in cac_cum %}{{ c.diem }}{% endfor %}", "“c.diem”"),
        ("{{ cac_cum }}", "“cac_cum” is a list"),
        ("Kính gửi {{ co_quan", "near “Kính gửi {{ co_quan"),
        ("Kính gửi {{ co_quan }", "broken near"),
        ("Kính gửi { co_quan }}", "broken near “Kính gửi { co_quan }}”"),
        ("{% for c in cac_cum %}{{ c.ten }}", "broken"),
    ],
)
def test_a_placeholder_that_is_unknown_or_broken_is_named(tmp_path, text, named):
    assert named in refusal(tmp_path, document("Dòng đầu", text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ co_quan.__class__ }}",
        "{{ 'a' * 999999999 }}",
        "{{ range(99999999) }}",
        "{% for a in range(99999) %}x{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'x' %}",
        "{{ co_quan|map('upper') }}",
        "{{ self._TemplateReference__context }}",
        f"{FOUR_DEEP}x{'{% endfor %}' * 4}",
    ],
)
def test_a_template_runs_nothing(tmp_path, text):
    assert refusal(tmp_path, document(text))


def test_a_placeholder_of_the_head_of_the_page_is_checked_too(tmp_path):
    made = Document()
    made.sections[0].header.paragraphs[0].text = "{{ bi_mat }}"
    assert "“bi_mat”" in refusal(tmp_path, saved(made))


def test_a_placeholder_that_word_cut_into_pieces_is_still_one():
    made = Document()
    line = made.add_paragraph("Đến hết ")
    for piece in ("{", "{ den", "_ngay ", "}}"):
        line.add_run(piece)
    assert "Đến hết 24/11" in words(fill(saved(made), sample(LETTER) | {"den_ngay": "24/11"}, LETTER))


def test_a_template_that_draws_in_another_file_is_refused(tmp_path):
    made = Document()
    made.part.relate_to("https://example.com/x.dotm", ATTACHED, is_external=True)
    assert "draws in another file (attachedTemplate)" in refusal(tmp_path, saved(made))


def test_a_field_that_runs_a_program_is_refused(tmp_path):
    made = Document()
    text = OxmlElement("w:instrText")
    text.text = 'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'
    made.add_paragraph().add_run()._r.append(text)
    assert "the field DDEAUTO" in refusal(tmp_path, saved(made))


def test_a_declared_entity_is_refused(tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"?>", b"?>" + bomb, 1) if name == "word/document.xml" else part

    assert "damaged" in refusal(tmp_path, repacked(change))


def test_a_template_that_unpacks_to_too_much_is_refused(tmp_path):
    more = {"word/media/big.xml": b"0" * (11 * 2**20)}
    assert "too large" in refusal(tmp_path, repacked(lambda name, part: part, **more))


def test_something_else_than_word_is_refused(tmp_path):
    assert ".docx" in refusal(tmp_path, b"%PDF-1.7", "application/pdf")
    assert "damaged" in refusal(tmp_path, repacked(lambda name, part: b"<x" if name == "word/document.xml" else part))


def test_the_page_number_is_the_only_field_of_the_shipped_letter():
    header = Document(io.BytesIO(standard_letter())).sections[0].header._element
    assert [field.get(qn("w:instr")) for field in header.iter(qn("w:fldSimple"))] == ["PAGE"]
