"""A page read again: the same bytes for the same person, until anything is written by anybody."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.rereading import database_state
from indicators.domain import scores
from tests.factories.season import NOON, Season, make_season
from tests.indicators.views.test_seeing import client, publish
from units.choices import Role
from units.models import Membership, Unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
TRIES = 400


@pytest.fixture
def season() -> Season:
    made = make_season()
    scores.recompute(campaign=made.campaign, at=NOON)
    publish(made)
    return made


@pytest.fixture
def board(season) -> str:
    return reverse("board", args=[season.campaign.code])


@pytest.fixture
def reader(season, board) -> Client:
    """One who has read the page before."""
    who = client(season, "P1", Role.REPORTER)
    who.get(board)
    who.get(board)
    return who


def from_elsewhere(act) -> None:
    """In a thread, and so over a connection, of its own."""

    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_read_again_it_is_the_same_page_for_one_question(reader, board):
    for _attempt in range(TRIES):  # the state is the whole server's, and other tests write beside this one
        state, first = database_state(), reader.get(board)
        with CaptureQueriesContext(connection) as asked:
            again = reader.get(board)
        if database_state() == state:
            break
    else:
        pytest.skip("the server was never quiet for two requests")
    assert len(asked) <= 1
    assert again.content == first.content
    assert again["Cache-Control"] == "private, no-cache"
    assert again["Content-Language"] == "vi"


def test_what_anybody_writes_is_read_at_once(reader, board):
    from_elsewhere(lambda: Unit.objects.filter(name="Phường An Đông").update(name="Phường Mới"))
    assert "Phường Mới" in reader.get(board).content.decode()
    Unit.objects.filter(name="Phường Mới").update(name="Phường Khác")
    assert "Phường Khác" in reader.get(board).content.decode()


def test_who_has_signed_out_or_lost_the_role_reads_it_no_more(reader, board, season):
    assert "signed-in" in reader.get(board).content.decode()
    Membership.objects.all().delete()
    assert 'name="acting"' not in reader.get(board).content.decode()
    cookies = reader.cookies.output(header="", sep=";")
    reader.logout()
    reader.cookies.load(cookies)
    assert "signed-in" not in reader.get(board).content.decode()


def test_another_person_reads_their_own_page(reader, board, season):
    other = client(season, "P2", Role.REPORTER)
    assert "Phường Bến Thành" in other.get(board).content.decode().partition("<main")[0]
    assert "Phường An Đông" in reader.get(board).content.decode().partition("<main")[0]


def test_a_message_is_shown_once(reader, board):
    reader.cookies["messages"] = "x"
    reader.get(board)
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(board).status_code == 200
    assert len(asked) > 1


def test_the_state_changes_with_each_commit_and_only_then():
    assert any(database_state() == database_state() for _attempt in range(TRIES))
    start = database_state()
    from_elsewhere(lambda: Unit.objects.create(code="moi", name="Mới", kind="ward"))
    assert database_state() != start
