"""Units as the tables of a campaign call them, one by one and a whole column at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.forms.campaign import MOST_STRANGERS, MOST_UNITS, NewCampaignForm
from indicators.queries.workshop import MANY, UnitFinder
from tests.factories.units import make_unit
from units.models import Extent, Succession, Unit

pytestmark = pytest.mark.django_db
START, END = date(2025, 7, 1), date(2025, 10, 10)


@pytest.fixture
def home() -> Unit:
    return make_unit("Thành phố Mẫu", code="TP", kind="municipality")


@pytest.fixture
def wards(home) -> list[Unit]:
    """More than a search is made for; one of them bears the name of a ward elsewhere."""
    elsewhere = make_unit("Tỉnh Khác", code="TK", kind="province")
    make_unit("Phường 3", code="TK3", parent=elsewhere)
    return [make_unit(f"Phường {number}", code=f"P{number}", parent=home) for number in range(1, MANY + 11)]


@pytest.fixture
def organiser(home) -> Unit:
    return make_unit("Sở Nội vụ", code="SNV", kind="department", parent=home)


def merged(old: str, into: Unit) -> Unit:
    ended = make_unit(old, code="CU", valid_to=date(2025, 6, 30))
    Succession.objects.create(old=ended, new=into, effective=START, extent=Extent.WHOLE)
    return ended


def queries(names: list[str], organiser: Unit) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        UnitFinder(START, END, organiser).foresee(names)
    return len(captured)


def test_a_column_means_what_its_cells_mean_one_by_one(wards, organiser, home):
    merged("Phường Bến Cũ", wards[0])
    make_unit("Ban Quản lý khu công nghiệp", code="BQL", parent=home, valid_from=date(2025, 7, 28))
    names = [ward.name for ward in wards] + ["p5", "P. 06", "SNV", "Phường Bến Cũ", "CU", "Không có", "x" * 400, ""]
    names += ["Ban Quản lý khu công nghiệp", "TK3"]
    single, column = UnitFinder(START, END, organiser), UnitFinder(START, END, organiser)

    column.foresee(names)

    assert [column.find(name) for name in names] == [single.find(name) for name in names]
    assert column.find("Phường 3") == "P3"
    assert column.find("Phường Bến Cũ") is None
    assert column.find("Ban Quản lý khu công nghiệp") is not None


def test_a_longer_column_asks_no_more_questions(wards, organiser):
    names = [ward.name for ward in wards]
    assert queries(names, organiser) == queries(names[:MANY], organiser)


def form(organiser: Unit, units: str) -> NewCampaignForm:
    given = {"name": "Thi đua", "kind": "thematic", "start": "2025-07-01", "end": "2025-10-10", "units": units}
    return NewCampaignForm(given, organiser=organiser)


def test_the_first_strangers_are_named_and_the_others_counted(wards, organiser):
    faults = form(organiser, "\n".join(f"Lạ {number}" for number in range(MOST_STRANGERS + 30))).errors["units"]
    assert len(faults) == MOST_STRANGERS + 1
    assert "30" in faults[-1]


def test_more_units_than_can_be_meant_are_refused_and_none_is_left_out_silently(organiser):
    faults = form(organiser, "\n".join(f"Lạ {number}" for number in range(MOST_UNITS + 1))).errors["units"]
    assert "2000" in faults[0]
