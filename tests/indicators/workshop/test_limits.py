"""What is too long is refused or left to people before any pattern looks at it."""

import re

import pytest

from common.faults import Faults
from indicators.workshop.clauses import MOST_IN_A_CONDITION, is_condition
from indicators.workshop.folding import NUMBER, read_number
from indicators.workshop.sentences import MOST_IN_A_SENTENCE, propose_rule
from indicators.workshop.table import MOST_IN_A_CELL, MOST_ROWS, MOST_SIGNS, read_rows

HEAD = "TT\tNội dung\tĐiểm tối đa\tCách chấm\n"
RULE = "từ 98 % trở lên: 10 điểm; dưới 98 %: 0 điểm"


def refusal(text: str) -> tuple[int, str]:
    with pytest.raises(Faults) as refused:
        read_rows(text)
    return refused.value.faults[0].line, refused.value.faults[0].message


@pytest.mark.parametrize("sign", ["1", "theo ", '"', 'a "b" '])
@pytest.mark.parametrize("length", [MOST_IN_A_CELL + 1, 131_073, 200_000])
def test_a_cell_that_is_too_long_is_refused_with_its_row(sign, length):
    cell = (sign * length)[:length].strip().ljust(MOST_IN_A_CELL + 1, ".")

    line, message = refusal(f"{HEAD}1\tHọp giao ban\t10\t{cell}\n")

    assert line == 2
    assert "Dòng 2" in message


def test_cells_that_grow_together_are_measured_again():
    pieces = "".join(f"\t\t\t{'a' * 3000}\n" for _ in range(3))

    line, _message = refusal(f"{HEAD}1\tHọp giao ban\t10\t{RULE}\n{pieces}")

    assert line == 2


def test_a_cell_of_just_the_length_is_read():
    table = read_rows(f"{HEAD}1\tHọp giao ban\t10\t{'a' * MOST_IN_A_CELL}\n")
    assert len(table.rows[0].rule) == MOST_IN_A_CELL


def test_more_than_a_plan_can_be_is_refused_before_it_is_read():
    _line, message = refusal(HEAD + "x" * MOST_SIGNS)
    assert "500.000" in message


@pytest.mark.parametrize("quote", ["", '"'])
def test_too_many_rows_are_refused_with_or_without_loose_quotes(quote):
    line, _message = refusal(HEAD + f"1\tHọp {quote}giao\t1\t\n" * (MOST_ROWS + 1))
    assert line > MOST_ROWS


def test_loose_quotes_are_letters():
    table = read_rows(f'{HEAD}1\t"Họp giao ban\t10\t{RULE}\n2\tHọp "tuần"\t5\t\n')
    assert [row.name for row in table.rows] == ['"Họp giao ban', 'Họp "tuần"']


def test_a_long_text_is_left_to_people():
    padding = "x" * (MOST_IN_A_SENTENCE - len(RULE) - 2)

    assert propose_rule(RULE, 10).understood
    found = propose_rule(f"{RULE}; {padding}x", 10)

    assert not found.understood
    assert "quá dài" in found.notes[0]


def test_a_condition_is_short():
    assert is_condition("từ 98 % trở lên")
    assert not is_condition("từ 98 %" + " trở lên" * MOST_IN_A_CONDITION)


def test_a_row_of_digits_is_no_number_in_any_part():
    assert re.search(NUMBER, "1" * 40) is None
    assert re.search(NUMBER, "12345")[0] == "12345"
    assert re.search(NUMBER, "1.234.567,5")[0] == "1.234.567,5"
    assert read_number("1" * 40) is None
