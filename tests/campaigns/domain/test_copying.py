"""Last year's campaign again, and a copy to practise on."""

from datetime import date

import pytest

from campaigns.choices import Status
from campaigns.domain.copying import copy_campaign, make_practice
from campaigns.models import Campaign
from campaigns.queries.documents import document_of
from common.actors import system_actor
from common.faults import Faults
from tests.factories.plans import AUGUST, apply, line, plan
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
NOBODY = system_actor("test")
BASIS = [{"ref": "06/2022/QH15", "date": "2022-06-15"}]


@pytest.fixture
def source() -> Campaign:
    make_unit(code="A")
    phases = [
        {"code": "p", "name": {"vi": "Phát động"}, "start": "2025-07-01", "end": "2025-07-31", "due": "2025-08-05"}
    ]
    tasks = [{"code": "OB", "name": {"vi": "Việc"}, "due": "2025-09-01"}]
    document = plan(units=["A"], criteria=[line(due="2025-08-31")], legal_basis=BASIS)
    return apply(document | {"phases": phases, "obligations": tasks})


def again(source: Campaign, start: date, **more: object) -> Campaign:
    return copy_campaign(actor=NOBODY, source=source, code="thu-2026", start=start, at=AUGUST, **more)


def test_every_date_moves_by_the_distance_of_the_starts(source):
    document = document_of(again(source, date(2025, 7, 11)))
    assert (document["campaign"]["start"], document["campaign"]["end"]) == ("2025-07-11", "2025-10-20")
    assert document["phases"][0] | {"name": 0, "code": 0} == {
        "name": 0,
        "code": 0,
        "start": "2025-07-11",
        "end": "2025-08-10",
        "due": "2025-08-15",
    }
    assert document["criteria"][0]["due"] == "2025-09-10"
    assert document["obligations"][0]["due"] == "2025-09-11"


def test_dates_of_documents_stay(source):
    assert document_of(again(source, date(2026, 7, 1)))["campaign"]["legal_basis"] == BASIS


def test_the_same_day_of_another_year_moves_by_whole_years():
    make_unit(code="A")
    leap = apply(plan(units=["A"], start="2024-01-01", end="2024-12-31", criteria=[line(due="2024-02-29")]))
    document = document_of(again(leap, date(2025, 1, 1)))
    assert document["campaign"]["end"] == "2025-12-31"
    assert document["criteria"][0]["due"] == "2025-02-28"


def test_the_copy_is_a_draft_of_its_own_that_knows_where_it_came_from(source):
    copy = again(source, date(2026, 7, 1), name={"vi": "Thi đua 2026"})
    assert (copy.status, copy.copied_from, copy.definition.number) == (Status.DRAFT, source, 1)
    assert copy.name == copy.short_name == {"vi": "Thi đua 2026"}
    assert document_of(source)["campaign"]["code"] == "thu"


def test_a_code_in_use_is_refused(source):
    with pytest.raises(Faults) as refused:
        copy_campaign(actor=NOBODY, source=source, code="thu", start=date(2026, 7, 1), at=AUGUST)
    assert refused.value.faults[0].field == "code"


def test_a_practice_copy_is_open_from_today_and_marked(source):
    practice = make_practice(actor=NOBODY, source=source, at=AUGUST)
    assert (practice.code, practice.is_practice, practice.status) == ("thu-practice-1", True, Status.RUNNING)
    assert practice.start == date(2025, 8, 20)
    assert practice.short_name["en"] == "Practice: Trial"
    assert make_practice(actor=NOBODY, source=source, at=AUGUST).code == "thu-practice-2"
