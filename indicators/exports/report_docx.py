"""The draft of the consolidated report (báo cáo sơ kết, tổng kết): what came, highlights, all answers annexed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import BinaryIO

from django.utils.translation import override

from campaigns.models import Block, Campaign
from common.formats import day_text, localised_text, percent_text
from indicators.choices import ReportKind
from indicators.exports.decree30 import Paper, roman
from indicators.models import Outline, ReportSubmission
from indicators.queries.reports import Given, Reading, Register, Standing
from units.queries.naming import unit_name

RECIPIENTS = ("Như trên;", "Các đơn vị tham gia;", "Lưu: VT.")
HEADS = ("TT", "Cụm, khối thi đua", "Phải gửi", "Đã nhận", "Đúng hạn", "Sau hạn", "Chưa gửi")
WIDTHS = (12, 53, 20, 20, 20, 20, 20)
ABOUT = {
    ReportKind.PERIODIC: "Kết quả thực hiện {name}",
    ReportKind.INTERIM: "Sơ kết {name}",
    ReportKind.FINAL: "Tổng kết {name}",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What goes into it; the document is Vietnamese whatever the language of the page."""

    campaign: Campaign
    outline: Outline
    reading: Reading
    today: date

    @property
    def register(self) -> Register:
        return self.reading.register


def write_draft(target: BinaryIO, draft: Draft) -> None:
    with override("vi"):
        paper = Paper()
        _head(paper, draft)
        _received(paper, draft)
        for number, heading in enumerate(draft.reading.headings, 2):
            paper.heading(f"{roman(number)}. {heading.text.upper()}")
            _highlights(paper, draft, heading.pk)
        paper.signature(recipients=RECIPIENTS, title="THỦ TRƯỞNG CƠ QUAN")
        _annex(paper, draft)
    paper.save(target)


def _head(paper: Paper, draft: Draft) -> None:
    campaign, outline = draft.campaign, draft.outline
    parent = localised_text(campaign.organiser)
    body = unit_name(campaign.organiser_unit) if campaign.organiser_unit else parent
    paper.letterhead(
        parent=parent if parent != body else "",
        body=body,
        number="Số:       /BC-……",
        day=f"……………, ngày … tháng … năm {draft.today.year}",
    )
    name = localised_text(campaign.name)
    paper.title("BÁO CÁO", ABOUT[ReportKind(outline.kind)].format(name=name))
    days = f"từ ngày {day_text(outline.first)} đến ngày {day_text(outline.last)}"
    paper.text(f"Trên cơ sở báo cáo của các đơn vị tham gia ({outline.name}, {days}), {body} báo cáo kết quả như sau:")


def _received(paper: Paper, draft: Draft) -> None:
    register = draft.register
    owed, missing = len(register.rows), len(register.rows) - register.received
    share = percent_text(Fraction(100 * register.received, owed), 1) if owed else "—"
    paper.heading("I. TÌNH HÌNH GỬI BÁO CÁO")
    paper.text(
        f"Thời hạn gửi báo cáo là ngày {day_text(draft.outline.due)}. Đến ngày {day_text(draft.today)} đã nhận "
        f"{register.received}/{owed} báo cáo ({share}), trong đó {register.late} báo cáo nhận sau thời hạn; "
        f"còn {missing} đơn vị chưa gửi báo cáo."
    )
    paper.table(HEADS, _rows(register), WIDTHS, bold_last=True)
    _names(paper, "Đơn vị gửi sau thời hạn: ", (row for row in register.rows if row.is_received and row.is_late))
    _names(paper, "Đơn vị chưa gửi: ", (row for row in register.rows if not row.is_received))


def _rows(register: Register) -> Iterator[tuple[str, ...]]:
    blocks = register.by_block()
    for number, (block, part) in enumerate(blocks, 1):
        yield str(number), _block_name(block), *_counts(part)
    if len(blocks) != 1:
        yield "", "Tổng cộng", *_counts(register)


def _block_name(block: Block | None) -> str:
    return localised_text(block.name) if block else "Đơn vị ngoài cụm, khối"


def _counts(part: Register) -> tuple[str, ...]:
    in_time = part.received - part.late
    numbers = (len(part.rows), part.received, in_time, part.late, len(part.rows) - part.received)
    return tuple(str(number) for number in numbers)


def _names(paper: Paper, lead: str, rows: Iterable[Standing]) -> None:
    names = [unit_name(row.unit) for row in rows]
    if names:
        paper.text("; ".join(names) + ".", lead=f"{lead[:-2]} ({len(names)}): ")


def _highlights(paper: Paper, draft: Draft, heading_id: int) -> None:
    given = draft.reading.given.get(heading_id, [])
    paper.text(f"Có {len(given)}/{draft.register.received} đơn vị đã gửi báo cáo nêu nội dung này.")
    quoted = [one for one in given if one.is_quoted]
    for one in quoted:
        paper.text(f"“{one.text.body}”", lead=f"- {_source(one)}: ")
    if given and not quoted:
        paper.text("[Chưa chọn nội dung trích dẫn; nội dung của từng đơn vị tại Phụ lục.]", italic=True)


def _source(one: Given) -> str:
    return f"{unit_name(one.standing.unit)} ({_named(one.standing.submission)})"


def _named(submission: ReportSubmission | None) -> str:
    """As one document cites another."""
    if submission is None:
        return ""
    return f"Báo cáo số {submission.number} ngày {day_text(submission.dated_on)}"


def _annex(paper: Paper, draft: Draft) -> None:
    if not any(draft.reading.given.values()):
        return
    paper.next_page()
    paper.centred("PHỤ LỤC")
    paper.centred("Nội dung báo cáo của từng đơn vị theo đề cương")
    for number, heading in enumerate(draft.reading.headings, 1):
        paper.heading(f"{number}. {heading.text}")
        for one in draft.reading.of(heading):
            paper.heading(_source(one), level=3)
            paper.text(one.text.body)
