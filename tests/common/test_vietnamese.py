import random
import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from common.distance import distance
from common.vietnamese import (
    SORT_KEY_LENGTH,
    abbreviations,
    at_least_far,
    bare_name,
    match_name,
    search_key,
    sort_key,
    sort_name,
    suggest,
)

IN_ORDER = [
    "An", "An Bình", "Anh", "Ăn", "Ân", "Ba", "Ca", "Da", "Đa", "Đông", "E", "Ê", "Gia", "Hoa", "Hòa", "Hỏa", "Hõa",
    "Hóa", "Họa", "Hoài", "Ia", "Ka", "La", "Ma", "Na", "O", "Ô", "Ơ", "Phường 1", "Phường 2", "Phường 10", "Phường An",
    "Qua", "Ra", "Sa", "Ta", "Tân", "Tần", "Tấn", "Tận", "Tha", "U", "Ư", "Va", "Xa", "Y",
]  # fmt: skip


def test_the_alphabet_has_its_own_letters_and_tones():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.django_db
def test_the_order_is_that_of_the_database_collation():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no Vietnamese collation: that is why there is a key")
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s) AS name ORDER BY name COLLATE "vi-x-icu"',
            [[name for name in IN_ORDER if not name[-1].isdigit()]],
        )
        names = [row[0] for row in cursor.fetchall()]
    assert names == sorted(names, key=sort_key)


def test_the_key_is_the_same_for_composed_and_decomposed_text_in_any_case():
    assert sort_key(unicodedata.normalize("NFD", "Đường Hoàng")) == sort_key("đường hoàng")


def test_the_key_holds_ascii_letters_and_digits_only_and_fits_its_column():
    key = sort_key("Ủy ban nhân dân – Thành phố Hồ Chí Minh (2025) " * 20)
    assert key.isascii()
    assert key.isalnum()
    assert len(key) <= SORT_KEY_LENGTH


def test_a_word_with_an_apostrophe_sorts_as_one_word():
    assert sort_key("Ea H'Leo") == sort_key("Ea HLeo")


def test_units_are_ordered_without_their_kind():
    names = ["Xã An Nhơn Tây", "Phường Bến Thành", "Đặc khu Côn Đảo", "Phường Diên Hồng", "Phường Đông Hưng Thuận"]
    assert sorted(random.Random(7).sample(names, len(names)), key=sort_name) == names
    assert sort_name("Phường") == sort_key("Phường")
    assert sort_name("Sở Nội vụ") == sort_key("Sở Nội vụ")


def test_searching_needs_no_diacritics():
    assert search_key("  Đường   Trần-Hưng Đạo ") == "duong tran hung dao"
    assert search_key(unicodedata.normalize("NFD", "Phường Sài Gòn")) == "phuong sai gon"
    assert search_key("Ea H’Leo") == "ea hleo"


def test_short_forms_are_those_people_type():
    assert abbreviations("Sở Nội vụ") == ["snv"]
    assert {"p. sai gon", "p sai gon", "psg"} <= set(abbreviations("Phường Sài Gòn"))
    assert {"p1", "p01", "p.1", "p.01", "phuong 01", "phuong 1", "p. 1"} <= set(abbreviations("Phường 1"))
    assert "tphcm" in abbreviations("Thành phố Hồ Chí Minh")


@pytest.mark.parametrize(
    "text",
    ["Phường Sài Gòn", "P. Sài Gòn", "p.sai gon", "P Sài Gòn", "PHƯỜNG SÀI-GÒN", "phường  sài gòn ",
     unicodedata.normalize("NFD", "Phường Sài Gòn"), "Phuong Sai Gon"],
)  # fmt: skip
def test_every_way_to_write_a_ward_gives_one_key(text):
    assert match_name(text) == "phuong sai gon"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("P.01", "phuong 1"),
        ("p1", "phuong 1"),
        ("Phường 10", "phuong 10"),
        ("Q. 1", "quan 1"),
        ("X. Bình Chánh", "xa binh chanh"),
        ("TT. Củ Chi", "thi tran cu chi"),
        ("TP.HCM", "thanh pho hcm"),
        ("ĐK Côn Đảo", "dac khu con dao"),
        ("Thị xã Sơn Tây", "thi xa son tay"),
        ("Xã H'Ra", "xa hra"),
        ("Phú Nhuận", "phu nhuan"),
        ("Xanh", "xanh"),
        ("Phường", "phuong"),
        ("000", "0"),
        ("", ""),
    ],
)
def test_prefixes_are_read_as_their_kind_and_never_eat_a_name(text, key):
    assert match_name(text) == key


def test_the_bare_name_has_no_kind():
    assert bare_name("P. Sài Gòn") == "sai gon"
    assert bare_name("Sở Nội vụ") == "so noi vu"


NAMES = ["Phường Sài Gòn", "Phường Bình Thạnh", "Xã Bình Chánh", "Phường Bình Phú", "Xã Bình Hưng"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Phường Sài Gonf", "Phường Sài Gòn"),
        ("Phuong Sia Gon", "Phường Sài Gòn"),
        ("P. Bình Thanhj", "Phường Bình Thạnh"),
        ("Bình Chnáh", "Xã Bình Chánh"),
    ],
)
def test_a_misspelt_name_finds_its_neighbour(typed, meant):
    assert suggest(typed, NAMES)[0] == meant


def test_suggestions_do_not_depend_on_the_order_of_names():
    assert suggest("Bình Ph", NAMES) == suggest("Bình Ph", list(reversed(NAMES)))


def test_a_stranger_has_no_neighbour():
    assert suggest("Sở Nội vụ", NAMES) == []
    assert len(suggest("Bình", NAMES * 3, limit=2)) <= 2


WORDS = st.text(alphabet="abcdeghnôướ ", max_size=9)


@given(WORDS, WORDS)
def test_a_glance_never_says_more_slips_than_there_are(left, right):
    assert at_least_far(left, right) <= distance(left, right)
