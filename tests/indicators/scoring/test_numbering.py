"""Codes as people read them."""

import pytest

from indicators.scoring.numbering import is_word, numbering


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("III.4", "III.4", "III.4"),
        ("1.2.a", "1.2.a", "1.2.a"),
        ("PLUS.1", "Thưởng 1", "Bonus 1"),
        ("MINUS.2.1", "Trừ 2.1", "Deduction 2.1"),
        ("MINUS", "Trừ", "Deduction"),
        ("PLUSX.1", "PLUSX.1", "PLUSX.1"),
    ],
)
def test_a_word_of_the_campaign_file_is_read_in_the_readers_language_and_a_number_as_it_stands(code, vi, en):
    found = numbering(code)

    assert (found.vi, found.en) == (vi, en)


def test_only_a_group_is_called_by_a_word_alone():
    assert is_word("PLUS")
    assert not is_word("PLUS.1")
    assert not is_word("I")
