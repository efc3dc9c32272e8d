"""How a fault is written on one line."""

import pytest

from common.faults import Fault, Faults


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("is wrong", 3, "plan.yaml"), "plan.yaml:3: is wrong"),
        (Fault("cannot be read", 0, "plan.yaml"), "plan.yaml:1: cannot be read"),
        (Fault("is wrong", 3), "3: is wrong"),
        (Fault("There is no such campaign."), "There is no such campaign."),
    ],
)
def test_on_the_console_a_fault_of_a_file_always_names_a_line(fault, expected):
    assert fault.for_console == expected


def test_on_a_page_a_fault_of_the_whole_file_names_no_line():
    assert str(Fault("cannot be read", 0, "plan.xlsx")) == "plan.xlsx: cannot be read"


def test_several_faults_are_one_line_each():
    assert str(Faults([Fault("one", 1, "a"), Fault("two", 2, "a")])) == "a:1: one\na:2: two"
