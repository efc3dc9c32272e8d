"""From a meeting's minutes to a word for every placeholder; always in Vietnamese."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import override

from common.formats import clock_text, day_text, number_text, percent_text
from rewards.choices import DocumentKind

BLANK = "……"
RECIPIENTS = ("Như trên;", "Các đơn vị thành viên cụm;", "Lưu: VT.")
MINUTES_RECIPIENTS = ("Các đơn vị thành viên cụm;", "Lưu: VT.")
BASES = {
    "members": "tổng số đơn vị thành viên",
    "present": "số đơn vị thành viên có mặt",
    "ballots": "số phiếu thu vào",
}
NONE = "—"


def document_words(
    kind: str, record: Mapping[str, Any], *, number: str = "", dated_on: date | None = None, signer: str = ""
) -> dict[str, Any]:
    """Without ``number`` and ``dated_on`` a draft, with dots where they are filled in."""
    with override("vi"):
        words = _common(record, number, dated_on, signer)
        return words | _minutes(record) if kind == DocumentKind.MINUTES else words


def _common(record: Mapping[str, Any], number: str, dated_on: date | None, signer: str) -> dict[str, Any]:
    meeting, called = record["meeting"], record["called"]
    return {
        "cum": record["block"],
        "cum_truong": record["lead"],
        "so_ky_hieu": number or f"{BLANK}/TTr-{BLANK}",
        "dia_danh": BLANK,
        "ngay_thang": written_day(dated_on) if dated_on else f"ngày {BLANK} tháng {BLANK} năm {BLANK}",
        "phong_trao": record["campaign"]["name"],
        "co_quan_nhan": record["campaign"]["organiser"],
        "ngay_hop": day_text(date.fromisoformat(meeting["held_on"])),
        "dia_diem": meeting["place"],
        "so_thanh_vien": number_text(len(called)),
        "so_co_mat": number_text(sum(row["is_present"] is True for row in called)),
        "bieu_quyet": [_vote(vote) for vote in record["votes"]],
        "nguoi_ky": signer,
        "noi_nhan": list(RECIPIENTS),
        "so_lieu_minh_hoa": "(Số liệu và thang điểm minh họa)" if record["campaign"]["is_demo"] else "",
    }


def written_day(day: date) -> str:
    """Decree 30/2020/NĐ-CP: a zero before days below 10 and before months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _vote(vote: Mapping[str, Any]) -> dict[str, Any]:
    rows = [_row(place, row) for place, row in enumerate(vote["rows"], 1)]
    chosen = [row for row in vote["rows"] if row["place"] is not None]
    return {
        "ten": vote["title"],
        "so_luong": number_text(vote["places"]),
        "quy_tac": rule_sentence(vote),
        "can_cu": vote["basis"],
        "hinh_thuc": _way(vote),
        "phat_ra": number_text(vote["handed_out"]),
        "thu_vao": number_text(vote["received"]),
        "hop_le": number_text(vote["received"] - vote["invalid"]),
        "khong_hop_le": number_text(vote["invalid"]),
        "kiem_lai": _recounted(vote),
        "ly_do": vote["reason"] if vote["differs"] else "",
        "suy_ton": [_row(place, row) for place, row in enumerate(chosen, 1)],
        "ket_qua": rows,
    }


def rule_sentence(vote: Mapping[str, Any]) -> str:
    least = "trên" if vote["is_strict"] else "từ"
    end = "" if vote["is_strict"] else " trở lên"
    share = percent_text(Decimal(vote["threshold"]))
    return (
        f"được suy tôn khi đạt {least} {share}{end} {BASES[vote['base']]} "
        f"({number_text(vote['needed'])} phiếu{end}), lấy theo số phiếu từ cao xuống thấp"
    )


def _way(vote: Mapping[str, Any]) -> str:
    secret = "bỏ phiếu kín" if vote["is_secret"] else "biểu quyết công khai"
    return secret if vote["way"] == "paper" else f"{secret} trên phần mềm"


def _recounted(vote: Mapping[str, Any]) -> str:
    return f"Đã kiểm phiếu lại. Lý do: {vote['recount_reason']}" if vote["recounts"] else ""


def _row(place: int, row: Mapping[str, Any]) -> dict[str, str]:
    rank = row["block_rank"]
    return {
        "tt": number_text(place),
        "ten": row["name"],
        "so_phieu": number_text(row["votes"]),
        "ty_le": percent_text(Fraction(row["share"]), 1) if row["share"] else NONE,
        "thu_tu": number_text(row["place"]) if row["place"] is not None else NONE,
        "diem": _points(row),
        "thu_tu_diem": number_text(rank) if rank is not None else NONE,
    }


def _points(row: Mapping[str, Any]) -> str:
    """With the share of the own maximum where that decides the order."""
    if not row["points"]:
        return NONE
    points = number_text(Decimal(row["points"]), 2)
    return f"{points} ({percent_text(Decimal(row['percent']), 2)})" if row["percent"] else points


def _minutes(record: Mapping[str, Any]) -> dict[str, Any]:
    meeting, called = record["meeting"], record["called"]
    ended = datetime.fromisoformat(meeting["ended"]) if meeting["ended"] else None
    return {
        "tieu_de": meeting["title"],
        "ngay_thang": written_day(date.fromisoformat(meeting["held_on"])),
        "gio_bat_dau": _hour(meeting["starts"]),
        "gio_ket_thuc": _hour(clock_text(ended)) if ended else f"{BLANK} giờ {BLANK}",
        "chu_toa": meeting["chair"],
        "thu_ky": meeting["secretary"],
        "du_hop": [_member(row) for row in called if row["is_present"]],
        "vang": [_member(row) for row in called if row["is_present"] is False],
        "chuong_trinh": meeting["agenda"],
        "y_kien": [
            {"ai": row["by"] or "Hội nghị", "noi_dung": "; ".join(_lines(row["text"]))} for row in record["points"]
        ],
        "ket_luan": _lines(meeting["conclusion"]),
        "noi_nhan": list(MINUTES_RECIPIENTS),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _hour(clock: str) -> str:
    hour, _colon, minute = clock.partition(":")
    return f"{hour} giờ {minute}"


def _member(row: Mapping[str, Any]) -> dict[str, str]:
    instead = f" (kế thừa {row['instead_of']})" if row["instead_of"] else ""
    return {"ten": row["name"] + instead, "nguoi": row["people"]}
