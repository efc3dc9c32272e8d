"""A demonstration names no real unit as late: pages of who lacks something bear numbers in place of names."""

import pytest
import time_machine

from campaigns.models import Campaign
from indicators.domain import scores
from tests.factories import registering
from tests.factories.papers import make_document
from tests.factories.reports import make_outline
from tests.factories.season import NOON, Season, make_season
from tests.indicators.domain.test_scores import load
from tests.indicators.letters.documents import words
from tests.indicators.views.reporters import client, text_of, url
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september")]
IN_TIME = "P1,I.1,2025-07,,9,10,,\nP1,I.2,2025-07,5,,,,\n"
PAGES = (
    "tracking", "urging", "urging_register", "closing", "registration_register", "campaigns:works_register",
    "campaigns:sub_launches",
)  # fmt: skip
SAYS = "tên đơn vị được thay bằng số thứ tự"


@pytest.fixture
def september(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel("2025-08-08 12:00+07:00", tick=False):
        yield


@pytest.fixture
def season(tmp_path) -> Season:
    made = make_season()
    load(made, tmp_path, IN_TIME, "--verify")
    registering.call(made)
    Campaign.objects.update(demo_seed=7)
    made.campaign.refresh_from_db()
    return made


def pages(season: Season) -> list[str]:
    registering.hand_in(season, "P2", registering.work(), at=registering.TOO_LATE)
    document, outline = make_document(season), make_outline(season)
    more = [("report_register", outline.pk), ("campaigns:document_receipts", document.pk)]
    more.append(("registration_read", season.units["P2"].pk))
    return [url(season, name) for name in PAGES] + [url(season, name, pk) for name, pk in more]


@pytest.fixture
def manager(season):
    return client(season, "VP", Role.MANAGER)


def test_no_participant_is_named_where_somebody_is_late(season, manager):
    for page in pages(season):
        shown = text_of(manager.get(page))
        assert SAYS in shown, page
        assert "Phường Bến Thành" not in shown, page
        assert "Phường Chợ Quán" not in shown, page


def test_with_real_figures_the_same_pages_name_them(season, manager):
    Campaign.objects.update(demo_seed=None)
    for page in (url(season, "tracking"), url(season, "urging")):
        shown = text_of(manager.get(page))
        assert "Phường Bến Thành" in shown
        assert SAYS not in shown


def test_the_letter_numbers_the_late_and_names_who_writes(season, manager):
    answer = manager.post(url(season, "urging_letter"), {"kind": "monthly"})
    letter = words(b"".join(answer.streaming_content))
    assert "Bến Thành" not in letter
    assert season.units["VP"].display_name.upper() in letter.upper()


def test_a_sheet_says_no_place_in_the_lower_half(season, manager, tmp_path):
    load(season, tmp_path, "P2,I.2,2025-07,4,,,,\nP3,I.2,2025-07,1,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)

    def place(code: str) -> bool:
        return "đơn vị của cụm" in text_of(manager.get(url(season, "sheet", season.units[code].pk)))

    assert [place("P1"), place("P3")] == [True, False]
    Campaign.objects.update(demo_seed=None)
    assert place("P3")
