"""The text for Zalo: one for each cluster, each under 1,000 characters, without points or ranks, with one link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import override

from campaigns.models import Campaign
from campaigns.period_names import period_name
from common.formats import day_text, number_text
from indicators.letters.wording import campaign_name, cluster_name, table_text
from indicators.queries.urging import Debtor, Debtors
from units.queries.naming import unit_name

LIMIT = 999
LONGEST_NAME = 160
LONGEST_REPORT = 60
MOST_PERIODS = MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Message:
    """One text to copy; ``part`` of ``parts`` where a cluster needs several."""

    text: str
    part: int
    parts: int


def messages(campaign: Campaign, debtors: Debtors, *, today: date, link: str) -> list[Message]:
    """Each part can be read alone: head, units, link."""
    with override("vi"):
        head = (
            f"Kính gửi các đơn vị {_cut(cluster_name(debtors))}: đến ngày {day_text(today)} còn "
            f"{number_text(len(debtors.rows))} đơn vị chưa nộp đủ {_what(debtors)} {_cut(campaign_name(campaign))}"
        )
        foot = f"Đề nghị các đơn vị nộp ngay tại:\n{link}\nTrân trọng."
        lines = [_line(debtor, today) for debtor in debtors.rows]
    packed = list(_packed(lines, LIMIT - len(head) - len(foot) - len(" (99/99):\n\n")))
    return [_message(head, rows, foot, place, len(packed)) for place, rows in enumerate(packed, 1)]


def _cut(name: str) -> str:
    return Truncator(name).chars(LONGEST_NAME)


def _line(debtor: Debtor, today: date) -> str:
    parts = [*_figures(debtor), *_reports(debtor), *_tables(debtor)]
    late = f"quá hạn {number_text(debtor.days_late(today))} ngày làm việc"
    return f"- {_cut(unit_name(debtor.unit))}: {'; '.join(parts)}, {late}"


def _what(debtors: Debtors) -> str:
    if not any(row.reports for row in debtors.rows):
        return "số liệu"
    return "số liệu, báo cáo" if any(row.missed or row.tables for row in debtors.rows) else "báo cáo"


def _figures(debtor: Debtor) -> list[str]:
    if not debtor.missed:
        return []
    return [f"{_periods(debtor.periods)} ({number_text(len(debtor.missed))} chỉ tiêu)"]


def _reports(debtor: Debtor) -> list[str]:
    return _first([Truncator(one.outline.name).chars(LONGEST_REPORT) for one in debtor.reports], "báo cáo")


def _tables(debtor: Debtor) -> list[str]:
    return _first([table_text(one) for one in debtor.tables], "bảng số liệu")


def _first(names: list[str], what: str) -> list[str]:
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], *([f"{number_text(more)} {what} khác"] if more > 0 else [])]


def _periods(codes: Sequence[str]) -> str:
    shown = ", ".join(period_name(code) for code in codes[:MOST_PERIODS])
    more = len(codes) - MOST_PERIODS
    return f"{shown} và {number_text(more)} kỳ khác" if more > 0 else shown


def _packed(lines: Iterable[str], room: int) -> Iterable[list[str]]:
    """As many lines in each part as fit."""
    rows: list[str] = []
    for whole in lines:
        line = Truncator(whole).chars(room)
        if rows and len("\n".join([*rows, line])) > room:
            yield rows
            rows = []
        rows.append(line)
    if rows:
        yield rows


def _message(head: str, rows: list[str], foot: str, part: int, parts: int) -> Message:
    place = f" ({part}/{parts})" if parts > 1 else ""
    return Message("\n".join([f"{head}{place}:", *rows, foot]), part, parts)
