"""What an urging letter and its messages say of the units that are late; always in Vietnamese."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import override

from campaigns.models import Campaign
from campaigns.period_names import period_name
from common.formats import day_text, localised_text, number_text
from indicators.queries.provision import Table
from indicators.queries.urging import Debtor, Debtors, units_in
from units.models import Membership
from units.queries.naming import unit_name

SUBJECT_LIMIT = 80
SUBJECT = "đôn đốc nộp số liệu"
BLANK = "……"
RECIPIENTS = ("Như trên;", "Lãnh đạo cơ quan (để báo cáo);", "Lưu: VT.")
SIGNER = "Thủ trưởng cơ quan"
NO_CLUSTER = "Các đơn vị khác"
PROVIDERS = "Các đơn vị cung cấp số liệu"


def letter_words(
    campaign: Campaign, found: Sequence[Debtors], *, today: date, signer: Membership | None = None
) -> dict[str, Any]:
    """A word for every placeholder of ``letters.placeholders``."""
    with override("vi"):
        rows = [debtor for debtors in found for debtor in debtors.rows]
        return {
            **issuer_words(campaign, signer, today=today, recipients=RECIPIENTS),
            "trich_yeu": subject(campaign),
            "phong_trao": campaign_name(campaign),
            "den_ngay": day_text(today),
            "ky": counted_text(rows),
            "so_don_vi": number_text(units_in(found)),
            "cac_cum": _clusters(found, today),
        }


def _month(day: date) -> str:
    """Decree 30/2020/NĐ-CP: a zero before months 1 and 2 only."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def demo_words(campaign: Campaign) -> str:
    """What a document of made-up figures bears."""
    return "(Số liệu và thang điểm minh họa)" if campaign.is_demo else ""


def issuer_words(
    campaign: Campaign, signer: Membership | None, *, today: date, recipients: Sequence[str]
) -> dict[str, Any]:
    """Head and foot of a document that the campaign's organiser issues."""
    body = unit_name(campaign.organiser_unit) if campaign.organiser_unit else localised_text(campaign.organiser)
    above = localised_text(campaign.organiser)
    return {
        "co_quan_chu_quan": above if above != body else "",
        "co_quan": body,
        "so_ky_hieu": f"{BLANK}/{BLANK}",
        "dia_danh": BLANK,
        "ngay_thang": f"ngày {BLANK} tháng {_month(today)} năm {today.year}",
        "noi_nhan": list(recipients),
        "chuc_vu_ky": (signer.user.post if signer else "") or SIGNER,
        "nguoi_ky": signer.user.full_name if signer else "",
        "so_lieu_minh_hoa": demo_words(campaign),
    }


def campaign_name(campaign: Campaign) -> str:
    return localised_text(campaign.name, "vi")


def subject(campaign: Campaign) -> str:
    """What stands after V/v: at most 80 characters."""
    full = f"{SUBJECT} {campaign_name(campaign)}"
    return full if len(f"V/v {full}") <= SUBJECT_LIMIT else f"{SUBJECT} phong trào thi đua"


def _periods(rows: Sequence[Debtor]) -> list[str]:
    return sorted({code for debtor in rows for code in debtor.periods})


def counted_text(rows: Sequence[Debtor]) -> str:
    """Which periods were counted, and that reports and tables past their day were."""
    parts = [periods_text(_periods(rows))]
    parts += ["các báo cáo đến hạn"] if any(row.reports for row in rows) else []
    parts += ["các bảng số liệu đến hạn"] if any(row.tables for row in rows) else []
    return ", ".join(filter(None, parts))


def periods_text(codes: Sequence[str]) -> str:
    return ", ".join(map(period_name, codes))


def _clusters(found: Sequence[Debtors], today: date) -> list[dict[str, Any]]:
    """Units are numbered through."""
    clusters, before = [], 0
    for debtors in found:
        rows = [_row(debtor, before + place, today) for place, debtor in enumerate(debtors.rows, 1)]
        before += len(rows)
        name = cluster_name(debtors)
        clusters.append({"ten": name, "so_don_vi": number_text(len(rows)), "don_vi": rows})
    return clusters


def cluster_name(debtors: Debtors) -> str:
    if debtors.is_providers:
        return PROVIDERS
    return localised_text(debtors.name, "vi") or NO_CLUSTER


def _row(debtor: Debtor, number: int, today: date) -> dict[str, str]:
    return {
        "tt": number_text(number),
        "ten": unit_name(debtor.unit),
        "noi_dung": lines_text(debtor),
        "han_nop": day_text(debtor.first_due),
        "so_ngay": number_text(debtor.days_late(today)),
    }


def lines_text(debtor: Debtor) -> str:
    """``tháng 10/2026: 2 chỉ tiêu (I.1, I.2); tháng 9/2026: toàn bộ 5 chỉ tiêu; Báo cáo quý III``."""
    figures = (f"{period_name(code)}: {_lines_of(debtor, code)}" for code in debtor.periods)
    reports = (one.outline.name for one in debtor.reports)
    return "; ".join([*figures, *reports, *(table_text(one) for one in debtor.tables)])


def table_text(table: Table) -> str:
    lacking = f"thiếu {number_text(table.lacking)} đơn vị"
    return f"bảng số liệu {table.line.number}, {period_name(table.period.code)} ({lacking})"


def _lines_of(debtor: Debtor, code: str) -> str:
    missed = debtor.of_period(code)
    if len(missed) == debtor.owed.get(code) and len(missed) > 1:
        return f"toàn bộ {number_text(len(missed))} chỉ tiêu"
    return f"{number_text(len(missed))} chỉ tiêu ({', '.join(figure.line.number for figure in missed)})"
