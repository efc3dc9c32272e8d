"""A unit's report as a document to be filled in: the outline, what was written so far, its figures annexed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import override

from common.formats import day_text, localised_text
from indicators.choices import TemplateKind
from indicators.exports.decree30 import roman
from indicators.exports.report_templates import standard_form
from indicators.exports.urging_letter import template_bytes
from indicators.letters.report_fields import FORM
from indicators.letters.template import fill
from indicators.letters.wording import BLANK, demo_words
from indicators.models import Outline
from indicators.queries.report_figures import Beside
from indicators.queries.reports import Answer
from indicators.queries.urging import template_of
from units.models import Unit
from units.queries.naming import unit_name

# What follows is the system's own and is not read back.
FIGURES = "PHỤ LỤC SỐ LIỆU CỦA ĐƠN VỊ"
MARK = "thi-dua"
RECIPIENTS = ["Như trên;", "Lưu: VT."]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What the form is filled with."""

    outline: Outline
    unit: Unit
    answers: Sequence[Answer]
    figures: Sequence[Beside]


def form_template(outline: Outline) -> bytes:
    """The organiser's own template or the one shipped, to be read once for many units."""
    own = template_of(outline.campaign.organiser_unit, TemplateKind.REPORT)
    return template_bytes(own) if own else standard_form()


def write_form(target: BinaryIO, sheet: FormSheet, template: bytes | None = None) -> None:
    mark = seen_mark(sheet.outline, sheet.answers)
    source = template if template is not None else form_template(sheet.outline)
    target.write(fill(source, form_words(sheet), FORM, keywords=mark))


def seen_mark(outline: Outline, answers: Sequence[Answer]) -> str:
    """Which texts the form was filled with: a colleague's newer ones are then never overwritten."""
    pairs = (f"{answer.heading.pk}={answer.text.pk}" for answer in answers if answer.text)
    return f"{MARK}:{outline.pk}:{','.join(pairs)}"


def marked_texts(mark: str, outline: Outline) -> Mapping[int, int] | None:
    """What ``seen_mark`` said, by the heading's id; None where the file is not a form of this outline."""
    head, _colon, pairs = mark.rpartition(":")
    if head != f"{MARK}:{outline.pk}":
        return None
    split = (pair.partition("=") for pair in pairs.split(",") if pair)
    return {int(heading): int(text) for heading, _sign, text in split if heading.isdecimal() and text.isdecimal()}


def form_words(sheet: FormSheet) -> dict[str, Any]:
    """A word for every placeholder of ``letters.report_fields.FORM``."""
    with override("vi"):
        return {
            **_head(sheet),
            "cac_muc": [_content(number, answer) for number, answer in enumerate(sheet.answers, 1)],
            "phu_luc": FIGURES,
            "so_lieu": [_figure(figure) for figure in sheet.figures],
            "noi_nhan": RECIPIENTS,
            "chuc_vu_ky": "Thủ trưởng đơn vị",
            "nguoi_ky": "",
            "so_lieu_minh_hoa": demo_words(sheet.outline.campaign),
        }


def _head(sheet: FormSheet) -> dict[str, str]:
    outline, name = sheet.outline, unit_name(sheet.unit)
    parent = localised_text(outline.campaign.organiser)
    return {
        "co_quan_chu_quan": parent if parent != name else "",
        "co_quan": name,
        "so_ky_hieu": "      /BC-……",
        "dia_danh": BLANK,
        "ngay_thang": f"ngày … tháng … năm {outline.due.year}",
        "trich_yeu": _about(outline.name),
        "phong_trao": localised_text(outline.campaign.name),
        "ten_bao_cao": outline.name,
        "tu_ngay": day_text(outline.first),
        "den_ngay": day_text(outline.last),
        "han_nop": day_text(outline.due),
    }


def _about(name: str) -> str:
    """Báo cáo sơ kết giữa đợt → Sơ kết giữa đợt: the word stands above it already."""
    head, rest = name[: len("Báo cáo ")], name[len("Báo cáo ") :]
    return rest[:1].upper() + rest[1:] if head.casefold() == "báo cáo " and rest else name


def _content(number: int, answer: Answer) -> dict[str, Any]:
    """A heading without an answer keeps a line to be written on."""
    parts = [part.strip() for part in answer.body.split("\n") if part.strip()]
    return {"so": roman(number), "ten": answer.heading.text, "cac_doan": parts or [""]}


def _figure(figure: Beside) -> dict[str, str]:
    return {
        "tt": figure.line.number,
        "chi_tieu": localised_text(figure.line.name),
        "ky": figure.when or "—",
        "so_lieu": figure.text,
    }
