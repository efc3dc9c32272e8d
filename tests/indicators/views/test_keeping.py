"""Pages that visitors share: the same bytes, never another's, renewed when something is published."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from indicators.views.keeping import VERSIONS
from tests.factories.season import Season, make_season
from tests.indicators.views.test_seeing import client, publish, season  # noqa: F401 - fixture
from units.choices import Role

pytestmark = pytest.mark.django_db


def ask(season: Season, who: Client | None = None, **headers: str):  # noqa: F811 - the fixture's name is its word
    return (who or Client()).get(reverse("board", args=[season.campaign.code]), headers=headers)


@pytest.fixture
def published(season):  # noqa: F811 - the fixture's name is its word
    publish(season)
    return season


def test_a_second_visitor_costs_no_query(published, django_assert_num_queries):
    first = ask(published)
    with django_assert_num_queries(0):
        second = ask(published)
    assert second.content == first.content
    assert second["Cache-Control"] == "no-cache"


def test_the_bytes_come_compressed_and_say_so(published):
    plain = ask(published)
    small = ask(published, **{"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= {part.strip() for part in small["Vary"].split(",")}


def test_a_browser_that_refuses_compression_is_not_given_it(published):
    ask(published)
    assert "Content-Encoding" not in ask(published, **{"Accept-Encoding": "identity, gzip;q=0"})


def test_a_kept_page_bears_the_same_headers_as_the_first(published):
    first, second = ask(published), ask(published)
    one_time = {"X-Request-ID", "Content-Security-Policy"}
    assert {n: v for n, v in first.items() if n not in one_time} == {
        n: v for n, v in second.items() if n not in one_time
    }
    assert second["Content-Language"] == "vi"
    assert second["X-Frame-Options"] == "DENY"
    assert "Content-Security-Policy" in second


def test_what_has_not_changed_is_not_sent_again(published):
    answer = ask(published, **{"If-None-Match": ask(published)["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")


def test_no_token_stands_in_what_all_visitors_share(published):
    answer = ask(published)
    assert b"csrfmiddlewaretoken" not in answer.content
    assert "csrftoken" not in answer.cookies


def test_each_language_has_its_own_bytes(published):
    assert "Bảng tổng hợp" in ask(published).content.decode()
    assert "Summary board" in ask(published, **{"Accept-Language": "en"}).content.decode()


def test_an_official_is_never_given_the_visitors_bytes(published):
    ask(published)
    answer = ask(published, client(published, "P3", Role.REPORTER))
    assert "Chợ Quán" in answer.content.decode()
    assert "Chợ Quán" not in ask(published).content.decode()


def test_two_units_are_not_given_each_others_board(season):  # noqa: F811 - the fixture's name is its word
    third = ask(season, client(season, "P3", Role.REPORTER)).content.decode()
    second = ask(season, client(season, "P2", Role.REPORTER)).content.decode()
    assert "Chợ Quán" in third
    assert "Chợ Quán" not in second


def test_what_is_withdrawn_from_the_public_is_gone_within_a_moment(published):
    assert ask(published).status_code == 200
    published.campaign.public_detail = "none"
    published.campaign.save(update_fields=["public_detail"])
    VERSIONS.clear()  # the half second one is trusted; the kept bytes stay
    assert ask(published).status_code == 302


def test_a_signed_in_board_is_rendered_once(published, django_assert_max_num_queries):
    who = client(published, "P1", Role.HEAD)
    ask(published, who)
    with django_assert_max_num_queries(14):
        ask(published, who)


def test_a_campaign_that_is_not_there_is_not_there_for_visitors(db):
    make_season()
    assert Client().get(reverse("board", args=["khong-co"])).status_code == 302
