"""Who takes part, in which cluster: references, kinds, dates and mergers."""

from datetime import date
from typing import Any

import pytest

from campaigns.files.report import Report
from campaigns.queries.roster import roster
from campaigns.queries.unit_book import book_for
from tests.factories.units import make_succession, make_unit
from units.choices import UnitKind
from units.models import Extent, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
START, END = date(2025, 7, 1), date(2025, 10, 10)
BEFORE, SINCE = {"valid_to": date(2025, 6, 30)}, {"valid_from": START}


def read(participants: dict[str, Any], blocks: list[dict[str, Any]] | None = None) -> tuple[dict, list[str]]:
    """Block by unit code, and the faults found."""
    document = {"participants": participants, "blocks": blocks or []}
    report = Report()
    found = roster(document, book_for(document, START, END), report)
    return {place.unit.reference: place.block for place in found}, [fault.message for fault in report.faults]


@pytest.fixture
def city() -> Unit:
    return make_unit("Thành phố", code="79", kind=UnitKind.MUNICIPALITY, **SINCE)


def test_kinds_are_taken_inside_the_named_unit_only(city):
    make_unit(code="W1", parent=city, **SINCE)
    make_unit(code="C1", parent=city, kind=UnitKind.COMMUNE, **SINCE)
    make_unit(code="W2", **SINCE)
    found, faults = read({"within": "79", "kinds": ["ward"]})
    assert (list(found), faults) == (["W1@2025-07-01"], [])


def test_named_units_are_added_to_the_kinds(city):
    make_unit(code="W1", parent=city, **SINCE)
    make_unit(code="X")
    assert set(read({"within": "79", "kinds": ["ward"], "units": ["X"]})[0]) == {"W1@2025-07-01", "X@"}


def test_within_alone_means_everything_below_and_not_the_unit_itself(city):
    district = make_unit(code="D", parent=city, kind=UnitKind.DISTRICT, **SINCE)
    make_unit(code="W1", parent=district, **SINCE)
    assert set(read({"within": "79"})[0]) == {"D@2025-07-01", "W1@2025-07-01"}


def test_nothing_named_selects_nobody(city):
    make_unit(code="W1", parent=city)
    assert read({})[0] == {}
    assert read({"kinds": [], "units": []})[0] == {}
    assert read({"within": "79", "kinds": []})[0] == {}


def test_a_unit_that_exists_for_part_of_the_season_takes_part(city):
    make_unit(code="BOARD", parent=city, valid_from=date(2025, 7, 28))
    make_unit(code="ENDS", parent=city, valid_to=date(2025, 9, 30))
    make_unit(code="GONE", parent=city, **BEFORE)
    make_unit(code="LATE", parent=city, valid_from=date(2025, 10, 11))
    assert set(read({"within": "79", "kinds": ["ward"]})[0]) == {"BOARD@2025-07-28", "ENDS@"}


def test_a_code_used_again_means_the_unit_valid_on_the_first_day(city):
    make_unit(code="26734", **BEFORE)
    make_unit(code="26734", **SINCE)
    assert list(read({"units": ["26734"]})[0]) == ["26734@2025-07-01"]


def test_a_code_not_yet_in_use_means_the_first_to_become_valid():
    make_unit(code="NEW", valid_from=date(2025, 9, 1))
    make_unit(code="LATER", valid_from=date(2025, 11, 1))
    found, faults = read({"units": ["NEW", "LATER"]})
    assert list(found) == ["NEW@2025-09-01"]
    assert len(faults) == 1
    assert "LATER" in faults[0]


def test_a_dated_reference_means_the_unit_of_that_day():
    make_unit(code="A", valid_to=date(2025, 8, 31))
    make_unit(code="A", valid_from=date(2025, 9, 1))
    assert list(read({"units": ["A@2025-09-15"]})[0]) == ["A@2025-09-01"]
    assert list(read({"units": ["A"]})[0]) == ["A@"]


@pytest.mark.parametrize("reference", ["NONE", "A@2025-06-01", "A@soon"])
def test_a_reference_to_no_unit_of_the_season_is_a_fault(reference):
    make_unit(code="A", **BEFORE)
    found, faults = read({"units": [reference]})
    assert found == {}
    assert reference in faults[0]


def test_an_unknown_root_is_one_fault_and_selects_nobody(city):
    make_unit(code="W1", parent=city)
    found, faults = read({"within": "99", "kinds": ["ward"]})
    assert found == {}
    assert len(faults) == 1


def test_the_order_of_named_units_is_kept():
    for code in ("A", "B", "C"):
        make_unit(code=code)
    document = {"participants": {"units": ["C", "A", "B"]}}
    places = roster(document, book_for(document, START, END), Report())
    assert {place.unit.code: place.position for place in places} == {"C": 1, "A": 2, "B": 3}


class TestBlocks:
    """Blocks, and what a merger does to them."""

    def test_blocks_pick_by_kind_or_by_name(self, city):
        make_unit(code="W1", parent=city)
        make_unit(code="C1", parent=city, kind=UnitKind.COMMUNE)
        make_unit(code="C2", parent=city, kind=UnitKind.COMMUNE)
        blocks = [{"code": "P", "kinds": ["ward"]}, {"code": "X", "units": ["C1"]}]
        found, faults = read({"within": "79", "kinds": ["ward", "commune"]}, blocks)
        assert (found, faults) == ({"W1@": "P", "C1@": "X", "C2@": None}, [])

    def test_a_block_that_names_nothing_takes_everybody(self, city):
        make_unit(code="W1", parent=city)
        assert read({"within": "79"}, [{"code": "ALL"}])[0] == {"W1@": "ALL"}

    def test_a_unit_in_two_blocks_is_a_fault_that_names_both(self, city):
        make_unit("Phường Một", code="W1", parent=city)
        blocks = [{"code": "P", "kinds": ["ward"]}, {"code": "X", "units": ["W1"]}]
        faults = read({"within": "79"}, blocks)[1]
        assert len(faults) == 1
        assert "Phường Một" in faults[0]
        assert "P" in faults[0]

    def test_who_follows_a_participant_in_mid_season_takes_part_in_its_block(self, city):
        old = make_unit(code="W1", parent=city, valid_to=date(2025, 8, 31))
        new = make_unit(code="W9", valid_from=date(2025, 9, 1))
        make_succession(old, new, date(2025, 9, 1))
        blocks = [{"code": "P", "units": ["W1"]}]
        assert read({"within": "79", "kinds": ["ward"]}, blocks)[0] == {"W1@": "P", "W9@2025-09-01": "P"}

    def test_a_follower_of_another_kind_follows_only_who_was_named(self, city):
        old = make_unit(code="W1", parent=city, valid_to=date(2025, 8, 31))
        new = make_unit(code="T9", kind=UnitKind.TOWNSHIP, valid_from=date(2025, 9, 1))
        make_succession(old, new, date(2025, 9, 1))
        assert set(read({"within": "79", "kinds": ["ward"]})[0]) == {"W1@"}
        assert set(read({"units": ["W1"]})[0]) == {"W1@", "T9@2025-09-01"}

    def test_a_unit_that_was_there_before_does_not_enter_by_taking_over_a_part(self, city):
        old = make_unit(code="W1", parent=city)
        other = make_unit(code="ELSEWHERE")
        make_succession(old, other, date(2025, 9, 1), extent=Extent.PART)
        assert set(read({"within": "79"})[0]) == {"W1@"}

    def test_followers_of_followers_take_part(self):
        first = make_unit(code="A", valid_to=date(2025, 7, 31))
        second = make_unit(code="B", valid_from=date(2025, 8, 1), valid_to=date(2025, 8, 31))
        third = make_unit(code="C", valid_from=date(2025, 9, 1))
        make_succession(first, second, date(2025, 8, 1))
        make_succession(second, third, date(2025, 9, 1))
        found = read({"units": ["A"]}, [{"code": "X", "units": ["A"]}])[0]
        assert found == {"A@": "X", "B@2025-08-01": "X", "C@2025-09-01": "X"}
