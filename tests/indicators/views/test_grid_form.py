"""The plain form of a period: what was typed stays, what is sound is saved."""

import pytest

from indicators.models import Entry
from tests.factories.season import Season, make_season
from tests.indicators.views.reporters import cell, client, draft, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    return make_season()


def posted(season: Season, **fields: str) -> dict[str, str]:
    pk = season.line("I.2").pk
    return {f"l{pk}-{name}": value for name, value in fields.items()}


def test_the_plain_form_saves_without_script(season):
    who = client(season)
    answer = who.post(url(season, "grid_form", "2025-10"), posted(season, value="1.240", base=""), follow=True)
    assert "Đã lưu" in text_of(answer)
    assert cell(season, period="2025-10").latest.value == 1240


def test_what_is_refused_keeps_what_was_typed_and_the_sound_fields_are_saved(season):
    who = client(season)
    rate = season.line("I.1").pk
    fields = {**posted(season, value="3", base=""), f"l{rate}-numerator": "11", f"l{rate}-denominator": "10"}
    answer = who.post(url(season, "grid_form", "2025-10"), fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="11"' in text
    assert "lớn hơn mẫu số" in text
    assert cell(season, period="2025-10").latest.value == 3
    assert cell(season, line="I.1", period="2025-10") is None


def test_the_plain_form_tells_of_another_figure_and_the_next_post_replaces_it(season):
    who, entry = client(season), draft(season, 4, period="2025-10")
    answer = who.post(url(season, "grid_form", "2025-10"), posted(season, value="6", base=""))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Vừa có người khác" in text
    assert f'value="{entry.pk}"' in text
    who.post(url(season, "grid_form", "2025-10"), posted(season, value="6", base=str(entry.pk)))
    assert cell(season, period="2025-10").latest.value == 6


def test_fields_left_alone_write_nothing(season):
    entry = draft(season, 4, period="2025-10")
    client(season).post(url(season, "grid_form", "2025-10"), posted(season, value="4", base=str(entry.pk)))
    assert Entry.objects.count() == 1


def test_a_period_without_lines_is_not_found(season):
    assert client(season).get(url(season, "grid_form", "1999-01")).status_code == 404
