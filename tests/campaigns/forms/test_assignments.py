"""Clusters out of two columns of a workbook."""

import pytest

from campaigns.forms.assignments import read_assignment
from campaigns.models import Campaign
from common.faults import Faults
from tests.factories.plans import apply, plan
from tests.factories.units import make_unit
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    names = {"A": "Phường An Đông", "B": "Phường Bến Thành", "C1": "Phường Tân Định", "C2": "Phường Tân Định"}
    for code, name in names.items():
        make_unit(name, code=code)
    blocks = [{"code": "W", "name": {"vi": "Cụm số 1"}, "units": ["A"]}]
    return apply(plan(units=list(names), blocks=blocks))


def read(campaign: Campaign, text: str) -> tuple[dict[str, str], dict[str, str]]:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    found = read_assignment(text, units.values(), campaign)
    return (
        {units[pk].code: block for pk, block in found.mapping.items()},
        {code: name["vi"] for code, name in found.names.items()},
    )


@pytest.mark.parametrize("between", ["\t", ";", " ; ", "    "])
def test_units_are_known_by_code_or_name_and_clusters_by_either(campaign, between):
    text = f"A{between}W\nphuong ben thanh{between}Cụm số 1\n"
    assert read(campaign, text) == ({"A": "W", "B": "W"}, {})


def test_a_new_cluster_gets_a_code_of_its_name(campaign):
    assert read(campaign, "A\tCụm Đồng Bằng\nB\tcụm đồng bằng") == (
        {"A": "CUM-DONG-BANG", "B": "CUM-DONG-BANG"},
        {"CUM-DONG-BANG": "Cụm Đồng Bằng"},
    )


def test_two_clusters_never_share_a_code(campaign):
    mapping, names = read(campaign, "A\tCụm Bắc\nB\tCụm, Bạc")
    assert mapping == {"A": "CUM-BAC", "B": "CUM-BAC-2"}
    assert set(names) == {"CUM-BAC", "CUM-BAC-2"}


def test_a_heading_and_empty_lines_are_passed_over(campaign):
    assert read(campaign, "Đơn vị\tCụm\n\nA\tW\n\n")[0] == {"A": "W"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A\tW\nPhường Bến Thànk\tW", "Phường Bến Thành"),
        ("A\tW\nXã Không Có\tW", "Xã Không Có"),
        ("A\tW\nPhường Tân Định\tW", "Phường Tân Định"),
        ("A\tW\nB", "B"),
        ("A\tW\nA\tKhác", "A"),
        ("", "cột|columns"),
        ("100%\tW\n50%s\tW", "50%s"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_guessed(campaign, text, named):
    with pytest.raises(Faults, match=named):
        read(campaign, text)


def test_every_faulty_line_is_told_with_its_number(campaign):
    with pytest.raises(Faults) as refused:
        read(campaign, "A\tW\nX\tW\nY\tW")
    assert [fault.line for fault in refused.value.faults] == [2, 3]
