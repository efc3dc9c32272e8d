"""Filters and tags of the templates."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from common.marks import MARKS


def render(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_numbers_dates_and_texts_are_written_in_the_language() -> None:
    numbers = "{{ n|number:2 }} {{ n|signed:1 }} {{ n|percent:1 }} {{ n|editable }}"
    source = numbers + " {{ d|day }} {{ d|day_month }} {{ t|localised }}"
    values = {"n": Decimal("1240.5"), "d": date(2025, 9, 3), "t": {"vi": "Tốt", "en": "Good"}}
    assert render(source, **values) == "1.240,50 +1.240,5 1.240,5\u00a0% 1240,5 03/9/2025 03/9 Tốt"
    with translation.override("en"):
        assert render(source, **values) == "1,240.50 +1,240.5 1,240.5% 1240.5 3 Sep 2025 3 Sep Good"


@pytest.mark.parametrize(
    "name", ["number", "signed", "percent", "day", "day_month", "weekday_day", "weekday_brief", "moment"]
)
def test_no_data_is_a_dash_with_its_word(name: str) -> None:
    shown = render("{{ value|" + name + " }}", value=None)
    assert shown == '<span class="none" role="img" aria-label="chưa có số liệu">—</span>'


def test_no_data_zero_and_not_applicable_are_three_marks() -> None:
    marks = {render("{% mark state text %}", state=state, text="0") for state in ("none", "known", "na")}
    assert len(marks) == 3
    assert "0" in marks
    assert any("không áp dụng" in mark for mark in marks)


def test_every_state_has_a_word_a_tone_and_a_shape() -> None:
    for state, mark in MARKS.items():
        shown = render("{% state_chip state %}", state=state)
        assert f'class="st {mark.tone} {mark.shape}"' in shown
        assert str(mark.word) in shown


def test_a_chip_may_say_more_and_an_unknown_state_must() -> None:
    assert "3 chờ thẩm định" in render('{% state_chip "submitted" "3 chờ thẩm định" %}')
    assert "lạ" in render('{% state_chip "strange" "lạ" %}')
    with pytest.raises(KeyError):
        render('{% state_chip "strange" %}')


def test_a_mark_alone_keeps_its_word_for_readers() -> None:
    assert 'role="img" aria-label="quá hạn" title="quá hạn"' in render('{% state_mark "overdue" %}')


@pytest.mark.parametrize(
    ("left", "head", "tail"),
    [
        (1, "Thứ Năm 04/9", "còn 1 ngày làm việc"),
        (0, "Thứ Năm 04/9", "hết hạn hôm nay"),
        (-2, "Quá hạn", "từ T5 04/9 · 2 ngày làm việc"),
        (None, "Thứ Năm 04/9", ""),
    ],
)
@time_machine.travel("2025-09-03 09:00+07:00", tick=False)
def test_a_deadline_says_weekday_date_and_working_days(left, head: str, tail: str) -> None:
    shown = render("{% deadline due left %}", due=date(2025, 9, 4), left=left)
    assert f"<b>{head}</b> <span>{tail}</span>" in shown
    assert ("over" in shown) is (left is not None and left < 0)


@time_machine.travel("2026-01-05 09:00+07:00", tick=False)
def test_a_day_of_another_year_says_the_year() -> None:
    assert render("{{ day|weekday_day }}", day=date(2025, 9, 4)) == "Thứ Năm 04/9/2025"


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ("{% query_with page=2 %}", "?q=s%C3%A0i+g%C3%B2n&amp;page=2"),
        ('{% query_with q="" %}', "?page=1"),
        ('{% query_with q=None page="" %}', "?"),
    ],
)
def test_a_link_keeps_the_filters_it_does_not_change(tag: str, query: str) -> None:
    assert render(tag, request=RequestFactory().get("/", {"q": "sài gòn", "page": "1"})) == query


def test_a_wrapped_body_sees_the_page_and_its_component_only_the_slots() -> None:
    source = '{% wrap "banner" tone="warn" %}{{ text }}{% endwrap %}'
    shown = render(source, text="<thử>", strong="không được thấy")
    assert shown == '<p class="banner banner-warn">&lt;thử&gt;</p>\n'


def test_wrap_takes_named_slots_only() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template('{% wrap "banner" "warn" %}{% endwrap %}')


def test_drawings_stand_in_templates() -> None:
    assert "<svg" in render("{% bar value 100 90 %}{% sparkline values %}", value=Decimal(5), values=[1, 2])
