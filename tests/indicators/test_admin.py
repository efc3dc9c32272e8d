"""Figures in the administration: a table of entries in, the rankings of a campaign out."""

import io

import openpyxl
import pytest
from django.test import Client

from campaigns.models import Campaign
from common.models import AuditRecord
from indicators.domain import scores
from indicators.models import Cell, Entry, Verdict
from tests.factories.season import NOON, make_season
from tests.factories.tables import confirm, fates, preview, sentences
from tests.factories.units import make_user
from tests.indicators.domain.test_scores import load

pytestmark = pytest.mark.django_db
ENTRIES, CAMPAIGNS = "/admin/indicators/entry/", "/admin/campaigns/campaign/"
HEAD = ["unit", "indicator", "period", "value", "numerator", "denominator", "note", "evidence"]
ROW = ["P1", "I.2", "2025-07", 5]


@pytest.fixture
def season():
    return make_season(missing_at_close="zero")


@pytest.fixture
def it():
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def test_a_table_of_entries_is_previewed_then_submitted_in_its_campaign(season, it):
    shown = preview(it, ENTRIES, [HEAD, ROW, ["P2", "I.2", "2025-07", 4]], campaign=season.campaign.pk)
    assert fates(shown) == ["new", "new"]
    assert not Entry.objects.exists()
    assert confirm(it, ENTRIES, shown).status_code == 302
    assert set(Cell.objects.values_list("state", flat=True)) == {"submitted"}
    assert not Verdict.objects.exists()
    assert AuditRecord.objects.filter(verb="load_entries").count() == 1
    again = preview(it, ENTRIES, [HEAD, ROW, ["P2", "I.2", "2025-07", 9]], campaign=season.campaign.pk)
    assert fates(again) == ["skip", "update"]


def test_a_wrong_entry_is_told_at_its_row_and_nothing_is_taken(season, it):
    rows = [HEAD, ROW, ["P9", "I.2", "2025-07", 4], ["P2", "I.2", "2025-07", "=1+1"]]
    shown = preview(it, ENTRIES, rows, campaign=season.campaign.pk)
    assert fates(shown)[1:] == ["error", "error"]
    assert "P9" in " ".join(sentences(shown))
    assert not Entry.objects.exists()


def test_a_campaign_must_be_chosen(season, it):
    assert preview(it, ENTRIES, [HEAD, ROW]).context["form"].errors["campaign"]


def test_staff_who_are_not_it_import_nothing(season, client):
    client.force_login(make_user(is_staff=True))
    assert client.get(f"{ENTRIES}import/").status_code == 403


def chosen(it, campaigns):
    body = {"action": "export_rankings", "_selected_action": [campaign.pk for campaign in campaigns]}
    return it.post(CAMPAIGNS, body)


def test_the_rankings_of_a_chosen_campaign_are_the_workbook_of_the_board(season, it, tmp_path):
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\nP2,I.2,2025-07,4,,,,\n", "--verify")
    scores.recompute(campaign=season.campaign, at=NOON)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(chosen(it, [season.campaign]).streaming_content)))
    page = openpyxl.load_workbook(
        io.BytesIO(b"".join(it.get("/campaigns/thi-diem/board.xlsx?block=all").streaming_content))
    )
    for name in book.sheetnames[:2]:
        assert list(book[name].values) == list(page[name].values)


def test_what_has_no_rankings_says_so(season, it):
    answer = chosen(it, [season.campaign])
    assert answer.status_code == 302
    assert len(it.get(CAMPAIGNS).context["messages"]) == 1


def test_one_campaign_at_a_time(season, it):
    other = Campaign.objects.get(pk=season.campaign.pk)
    other.pk, other.code = None, "hai"
    other.save()
    assert chosen(it, [season.campaign, other]).status_code == 302
    assert len(it.get(CAMPAIGNS).context["messages"]) == 1
