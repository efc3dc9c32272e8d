import unicodedata

import pytest

from common.names import MOST_SUGGESTED, NameIndex

UNITS = [
    (1, "26740", ["Phường Sài Gòn"]),
    (2, "26890", ["Phường Bình Thạnh", "P. Bình Thạnh cũ"]),
    (3, "27595", ["Xã Bình Chánh"]),
    (4, "27000", ["Phường Bình Chánh"]),
    (5, "HCM-SNV", ["Sở Nội vụ"]),
    (6, "00007", ["Phường 1", ""]),
    (7, "27001", ["Xã Thạnh Phú"]),
    (8, "27002", ["Xã Thanh Phú"]),
]


@pytest.fixture
def index():
    return NameIndex(UNITS)


@pytest.mark.parametrize(
    ("cell", "unit", "how"),
    [
        ("26740", 1, "code"),
        (" hcm-snv ", 5, "code"),
        ("Phường Sài Gòn", 1, "name"),
        (unicodedata.normalize("NFD", "phường  sài gòn"), 1, "name"),
        ("P.SAI GON", 1, "key"),
        ("P.01", 6, "key"),
        ("SNV", 5, "short"),
        ("Sài Gòn", 1, "bare"),
        ("Xã Thạnh Phú", 7, "name"),
        ("UBND phường Sài Gòn", 1, "office"),
        ("Ủy ban nhân dân phường Sài Gòn", 1, "office"),
        ("Đảng ủy Phường Sài Gòn", 1, "office"),
    ],
)
def test_a_cell_is_read_in_the_strictest_way_that_fits(index, cell, unit, how):
    match = index.find(cell)
    assert (match.id, match.how) == (unit, how)


def test_a_name_two_units_share_is_unclear_and_never_guessed(index):
    assert index.find("Bình Chánh").ids == (3, 4)
    assert index.find("Xa Thanh Phu").ids == (7, 8)
    assert index.find("Bình Chánh").id is None


def test_an_unknown_name_comes_with_suggestions(index):
    match = index.find("Phường Sài Gonf")
    assert match.ids == ()
    assert match.suggestions[0] == "Phường Sài Gòn"


@pytest.mark.parametrize("cell", ["", "   "])
def test_an_empty_cell_means_nobody(index, cell):
    assert index.find(cell).ids == ()


def test_a_column_of_strangers_gets_suggestions_at_its_beginning_only():
    index = NameIndex(UNITS)
    found = [index.find(f"Phường Sài Gonf{number % 2}") for number in range(MOST_SUGGESTED + 5)]
    assert [bool(match.suggestions) for match in found] == [True] * MOST_SUGGESTED + [False] * 5
    assert index.find("Phường Sài Gòn").id == 1
