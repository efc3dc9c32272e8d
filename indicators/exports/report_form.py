"""A unit's report as a document to be filled in: the outline, what was written so far, its figures annexed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import override

from common.formats import day_text, localised_text
from indicators.exports.decree30 import Paper, roman
from indicators.models import Outline
from indicators.queries.report_figures import Beside
from indicators.queries.reports import Answer
from units.models import Unit
from units.queries.naming import unit_name

# What follows is the system's own and is not read back.
FIGURES = "PHỤ LỤC SỐ LIỆU CỦA ĐƠN VỊ"
MARK = "thi-dua"


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What the form is filled with."""

    outline: Outline
    unit: Unit
    answers: Sequence[Answer]
    figures: Sequence[Beside]


def write_form(target: BinaryIO, sheet: FormSheet) -> None:
    with override("vi"):
        paper = Paper()
        paper.document.core_properties.keywords = seen_mark(sheet.outline, sheet.answers)
        _head(paper, sheet)
        for number, answer in enumerate(sheet.answers, 1):
            paper.heading(f"{roman(number)}. {answer.heading.text}")
            if answer.body:
                paper.text(answer.body)
            else:
                paper.blank()
        paper.signature(recipients=("Như trên;", "Lưu: VT."), title="THỦ TRƯỞNG ĐƠN VỊ")
        _figures(paper, sheet.figures)
    paper.save(target)


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


def _head(paper: Paper, sheet: FormSheet) -> None:
    outline, name = sheet.outline, unit_name(sheet.unit)
    parent = localised_text(outline.campaign.organiser)
    day = f"……………, ngày … tháng … năm {outline.due.year}"
    paper.letterhead(parent=parent if parent != name else "", body=name, number="Số:       /BC-……", day=day)
    days = f"từ ngày {day_text(outline.first)} đến ngày {day_text(outline.last)}"
    paper.title("BÁO CÁO", f"{_about(outline.name)} ({days})")


def _about(name: str) -> str:
    """Báo cáo sơ kết giữa đợt → Sơ kết giữa đợt: the word stands above it already."""
    head, rest = name[: len("Báo cáo ")], name[len("Báo cáo ") :]
    return rest[:1].upper() + rest[1:] if head.casefold() == "báo cáo " and rest else name


def _figures(paper: Paper, figures: Sequence[Beside]) -> None:
    paper.next_page()
    paper.heading(FIGURES)
    rows = [
        (figure.line.number, localised_text(figure.line.name), figure.when or "—", figure.text) for figure in figures
    ]
    paper.table(("TT", "Chỉ tiêu", "Kỳ", "Số liệu"), rows, (22, 76, 30, 37))
