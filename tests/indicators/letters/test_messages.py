"""Texts for Zalo and the words of the letter: short enough, complete, without points."""

from dataclasses import replace
from datetime import date

import pytest

from campaigns.models import Block, Campaign, Participation
from indicators.letters.messages import messages
from indicators.letters.wording import letter_words, lines_text, subject
from indicators.models import Criterion
from indicators.queries.tracking import Missed
from indicators.queries.urging import Debtor, Debtors
from units.models import Unit

LINK = "https://thidua.example.vn/d/thi-diem"
TODAY = date(2025, 8, 20)
RATE, COUNT = Criterion(code="I.1", name={"vi": "Tỷ lệ"}), Criterion(code="I.2", name={"vi": "Số"})


def campaign(name: str = "Thi đua thí điểm") -> Campaign:
    return Campaign(code="thi-diem", name={"vi": name, "en": "Trial"}, organiser={"vi": "UBND tỉnh"})


def debtor(name: str = "Phường An Đông", periods=("2025-07",), lines=(RATE,), owed: int = 2) -> Debtor:
    missed = tuple(Missed(line, period, date(2025, 8, 5)) for period in periods for line in lines)
    return Debtor(Participation(unit=Unit(pk=sum(map(ord, name)), name=name)), missed, dict.fromkeys(periods, owed))


def cluster(*rows: Debtor, name: str = "Cụm phường") -> Debtors:
    return Debtors(Block(name={"vi": name}), list(rows))


@pytest.mark.django_db
def test_a_text_says_who_owes_what_since_when_and_where_to_go():
    [text] = messages(campaign(), cluster(debtor(lines=(RATE, COUNT))), today=TODAY, link=LINK)

    assert text.text == (
        "Kính gửi các đơn vị Cụm phường: đến ngày 20/8/2025 còn 1 đơn vị chưa nộp đủ số liệu Thi đua thí điểm:\n"
        "- Phường An Đông: tháng 7/2025 (2 chỉ tiêu), quá hạn 11 ngày làm việc\n"
        f"Đề nghị các đơn vị nộp ngay tại:\n{LINK}\nTrân trọng."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("length", [12, 90, 255])
@pytest.mark.parametrize("units", [1, 21, 168])
def test_no_text_reaches_a_thousand_characters_and_none_leaves_a_unit_out(units, length):
    names = [f"{place} {'Đ' * length}" for place in range(units)]
    rows = [debtor(name, periods=[f"2025-{month:02}" for month in range(1, 8)]) for name in names]
    parts = messages(campaign("Thi đua " * 40), cluster(*rows, name="Cụm " * 60), today=TODAY, link=LINK)

    assert all(len(part.text) < 1000 for part in parts)
    assert all(part.text.count(LINK) == 1 for part in parts)
    listed = [line for part in parts for line in part.text.splitlines() if line.startswith("- ")]
    assert [line[2:].split()[0] for line in listed] == [str(place) for place in range(units)]
    assert [(part.part, part.parts) for part in parts] == [(place, len(parts)) for place in range(1, len(parts) + 1)]


def test_a_letter_is_about_at_most_80_characters():
    assert subject(campaign()) == "đôn đốc nộp số liệu Thi đua thí điểm"
    assert len("V/v " + subject(campaign("Thi đua cao điểm " * 9))) <= 80


def test_lines_are_named_by_number_unless_all_of_a_period_are_missing():
    some = debtor(periods=("2025-07",), lines=(RATE,))
    every = debtor(periods=("2025-08",), lines=(RATE, COUNT))
    both = replace(some, missed=some.missed + every.missed, owed=some.owed | every.owed)

    assert lines_text(both) == "tháng 7/2025: 1 chỉ tiêu (I.1); tháng 8/2025: toàn bộ 2 chỉ tiêu"


@pytest.mark.django_db
def test_units_of_a_letter_are_numbered_through_and_made_up_figures_say_so():
    two = [cluster(debtor("A"), debtor("B")), Debtors(None, [debtor("C")])]
    demo = campaign()
    demo.demo_seed = 1
    given = letter_words(demo, two, today=TODAY)

    assert [(each["ten"], [row["tt"] for row in each["don_vi"]]) for each in given["cac_cum"]] == [
        ("Cụm phường", ["1", "2"]),
        ("Các đơn vị khác", ["3"]),
    ]
    assert given["so_don_vi"] == "3"
    assert "minh họa" in given["so_lieu_minh_hoa"]
    assert letter_words(campaign(), two, today=TODAY)["so_lieu_minh_hoa"] == ""
