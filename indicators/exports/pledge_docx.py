"""Giao ước thi đua of a whole cluster: what all its units undertake, signed by all their heads."""

import io
from collections.abc import Iterator

from django.utils.translation import override

from common.formats import day_text, localised_text
from indicators.exports.decree30 import Paper
from indicators.queries.pledges import Pledge, Pledging
from indicators.queries.targets import target_text
from units.queries.naming import unit_name

HEADS = ("TT", "Đơn vị", "Chỉ tiêu phấn đấu", "Công trình, phần việc", "Mô hình", "Danh hiệu phấn đấu")
WIDTHS = (10, 30, 38, 47, 20, 20)
SIGNING = ("TT", "Đơn vị", "Thủ trưởng đơn vị", "Ký tên")
SIGNING_WIDTHS = (12, 58, 55, 40)
PROMISES = (
    "1. Quán triệt, tổ chức thực hiện đầy đủ mục tiêu, nội dung của phong trào thi đua tại cơ quan, đơn vị.",
    "2. Phấn đấu hoàn thành và hoàn thành vượt mức các chỉ tiêu, công trình, phần việc đã đăng ký tại phần II.",
    "3. Báo cáo trung thực, đúng thời hạn; đoàn kết, hỗ trợ, chia sẻ kinh nghiệm giữa các đơn vị trong cụm, khối.",
    "4. Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; bình xét khen thưởng công khai, dân chủ, đúng thành tích.",
)


def write_pledge(pledge: Pledge) -> io.BytesIO:
    """Vietnamese whatever the language of the page; units that have not filed stand in it with what is open."""
    content = io.BytesIO()
    with override("vi"):
        paper = Paper()
        _head(paper, pledge)
        paper.heading("I. NỘI DUNG GIAO ƯỚC")
        for promise in PROMISES:
            paper.text(promise)
        paper.heading("II. CHỈ TIÊU, CÔNG TRÌNH, PHẦN VIỆC, MÔ HÌNH VÀ DANH HIỆU ĐĂNG KÝ")
        paper.table(HEADS, _rows(pledge), WIDTHS, left=(1, 2, 3, 4, 5))
        paper.text("Bản giao ước được các đơn vị thống nhất thông qua và cùng ký tên dưới đây.")
        paper.heading("III. ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC")
        paper.table(SIGNING, _signers(pledge), SIGNING_WIDTHS, left=(1, 2))
    paper.save(content)
    content.seek(0)
    return content


def _head(paper: Paper, pledge: Pledge) -> None:
    block, campaign = localised_text(pledge.block.name), pledge.campaign
    day = f"……………, ngày … tháng … năm {pledge.today.year}"
    paper.letterhead(parent=localised_text(campaign.organiser), body=block, number="", day=day)
    paper.title("GIAO ƯỚC THI ĐUA", localised_text(campaign.name))
    paper.text(
        f"Hưởng ứng {localised_text(campaign.name)} (từ ngày {day_text(campaign.start)} đến ngày "
        f"{day_text(campaign.end)}), {len(pledge.units)} đơn vị thuộc {block} thống nhất ký giao ước thi đua "
        "với các nội dung sau:"
    )


def _rows(pledge: Pledge) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(pledge.units, 1):
        yield str(number), unit_name(each.unit), *_registered(each)


def _registered(each: Pledging) -> tuple[str, ...]:
    if each.version is None:
        return "…", "…", "…", "…"
    targets = [f"- {row.criterion.title}: {target_text(row)}" for row in each.targets]
    works = [f"- {work.name} (hoàn thành {day_text(work.finish_on)}{_plaque(work.has_plaque)})" for work in each.works]
    models, titles = ([f"- {item.name}" for item in items] for items in (each.models, each.titles))
    return tuple("\n".join(lines) or "—" for lines in (targets, works, models, titles))


def _plaque(has_plaque: bool) -> str:
    return "; gắn biển" if has_plaque else ""


def _signers(pledge: Pledge) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(pledge.units, 1):
        yield str(number), unit_name(each.unit), _called(each), "\n\n"


def _called(each: Pledging) -> str:
    if each.head is None:
        return "……………………"
    person = each.head.user
    return "\n".join(filter(None, [person.post, person.full_name]))
