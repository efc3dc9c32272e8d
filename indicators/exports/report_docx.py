"""The draft of the consolidated report (báo cáo sơ kết, tổng kết): what came, highlights, order, all answers."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, BinaryIO

from django.utils.translation import override

from campaigns.models import Block, Campaign
from common.formats import day_text, localised_text, percent_text
from indicators.choices import ReportKind, TemplateKind
from indicators.exports.decree30 import roman
from indicators.exports.report_order import order_words
from indicators.exports.report_templates import standard_consolidated
from indicators.exports.urging_letter import signer_of, template_bytes
from indicators.letters.report_fields import CONSOLIDATED
from indicators.letters.template import fill
from indicators.letters.wording import issuer_words
from indicators.models import Outline, ReportSubmission
from indicators.queries.board import BoardView
from indicators.queries.reports import Given, Reading, Register, Standing
from indicators.queries.urging import template_of
from units.queries.naming import sparing, unit_name

RECIPIENTS = ["Như trên;", "Các đơn vị tham gia;", "Lưu: VT."]
ABOUT = {
    ReportKind.PERIODIC: "Kết quả thực hiện {name}",
    ReportKind.INTERIM: "Sơ kết {name}",
    ReportKind.FINAL: "Tổng kết {name}",
}
UNCHOSEN = "[Chưa chọn nội dung trích dẫn; nội dung của từng đơn vị tại Phụ lục.]"


@dataclass(frozen=True, slots=True)
class Draft:
    """What goes into it; the document is Vietnamese whatever the language of the page. ``board``: whose order."""

    campaign: Campaign
    outline: Outline
    reading: Reading
    today: date
    board: BoardView | None = None

    @property
    def register(self) -> Register:
        return self.reading.register


def write_draft(target: BinaryIO, draft: Draft) -> None:
    """From the organiser's own template or the one shipped; Faults where the own one cannot be filled."""
    own = template_of(draft.campaign.organiser_unit, TemplateKind.CONSOLIDATED)
    template = template_bytes(own) if own else standard_consolidated()
    target.write(fill(template, draft_words(draft), CONSOLIDATED))


def _naming(campaign: Campaign) -> AbstractContextManager[None]:
    """Drawn figures make no real unit look late."""
    return sparing(campaign.organiser_unit) if campaign.spares_names else nullcontext()


def draft_words(draft: Draft) -> dict[str, Any]:
    """A word for every placeholder of ``letters.report_fields.CONSOLIDATED``."""
    with override("vi"), _naming(draft.campaign):
        signer = signer_of(draft.campaign.organiser_unit)
        contents = [_content(draft, number, heading) for number, heading in enumerate(draft.reading.headings, 1)]
        return {
            **issuer_words(draft.campaign, signer, today=draft.today, recipients=RECIPIENTS),
            **_about(draft),
            **_received(draft),
            "cac_muc": contents,
            "co_phu_luc": "có" if any(content["tra_loi"] for content in contents) else "",
            "so_muc_xep_hang": roman(len(contents) + 2),
            **order_words(draft.board),
        }


def _about(draft: Draft) -> dict[str, Any]:
    outline, name = draft.outline, localised_text(draft.campaign.name)
    return {
        "so_ky_hieu": "      /BC-……",
        "trich_yeu": ABOUT[ReportKind(outline.kind)].format(name=name),
        "phong_trao": name,
        "ten_bao_cao": outline.name,
        "tu_ngay": day_text(outline.first),
        "den_ngay": day_text(outline.last),
        "han_nop": day_text(outline.due),
        "ngay_lap": day_text(draft.today),
    }


def _received(draft: Draft) -> dict[str, Any]:
    register = draft.register
    owed = len(register.rows)
    late = [row for row in register.rows if row.is_received and row.is_late]
    return {
        "ty_le": percent_text(Fraction(100 * register.received, owed), 1) if owed else "—",
        **_counts(register),
        "cac_cum": list(_clusters(register)),
        "don_vi_sau_han": _names(unit_name(row.unit) for row in late),
        "don_vi_chua_gui": _names(unit_name(row.unit) for row in register.rows if not row.is_received),
        "don_vi_gia_han": _names(_longer(row) for row in register.rows if row.is_extended),
    }


def _counts(part: Register) -> dict[str, str]:
    numbers = {
        "phai_gui": len(part.rows),
        "da_nhan": part.received,
        "dung_han": part.received - part.late,
        "sau_han": part.late,
        "chua_gui": len(part.rows) - part.received,
    }
    return {name: str(number) for name, number in numbers.items()}


def _clusters(register: Register) -> Iterator[dict[str, str]]:
    for number, (block, part) in enumerate(register.by_block(), 1):
        yield {"tt": str(number), "ten": _block_name(block), **_counts(part)}


def _block_name(block: Block | None) -> str:
    return localised_text(block.name) if block else "Đơn vị ngoài cụm, khối"


def _names(names: Iterable[str]) -> str:
    """``(2): Phường A; Phường B.``; empty where there is none."""
    listed = list(names)
    return f"({len(listed)}): {'; '.join(listed)}." if listed else ""


def _longer(row: Standing) -> str:
    document = row.extension.document if row.extension else ""
    return f"{unit_name(row.unit)} đến ngày {day_text(row.due)} ({document})"


def _content(draft: Draft, number: int, heading: Any) -> dict[str, Any]:
    given = draft.reading.of(heading)
    quoted = [_quoted(one) for one in given if one.is_quoted]
    return {
        "so": roman(number + 1),
        "tt": str(number),
        "ten": heading.text,
        "so_don_vi": str(len(given)),
        "trich_dan": quoted,
        "chua_chon": UNCHOSEN if given and not quoted else "",
        "tra_loi": [{**_source(one), "cac_doan": list(paragraphs(one.text.body))} for one in given],
    }


def _quoted(one: Given) -> dict[str, Any]:
    first, *rest = paragraphs(f"“{one.text.body}”")
    return {**_source(one), "doan_dau": first, "cac_doan": rest}


def _source(one: Given) -> dict[str, str]:
    return {"don_vi": unit_name(one.standing.unit), "van_ban": _named(one.standing.submission)}


def paragraphs(body: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in body.split("\n")))


def _named(submission: ReportSubmission | None) -> str:
    """As one document cites another."""
    if submission is None:
        return ""
    return f"Báo cáo số {submission.number} ngày {day_text(submission.dated_on)}"
