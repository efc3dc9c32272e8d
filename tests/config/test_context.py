"""The frame of a page: who acts, what stands in the navigation, and what it costs."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.choices import Status
from campaigns.models import Campaign
from config import navigation
from config.context import Page
from tests.factories.units import make_membership, make_unit
from units.acting import acting_as
from units.choices import Role
from units.models import Membership

pytestmark = pytest.mark.django_db


def make_campaign(code: str = "q100", *, status: str = Status.RUNNING, **fields: object) -> Campaign:
    today = localdate()
    given = {
        "name": {"vi": "Thi đua cao điểm"},
        "short_name": {"vi": "Cao điểm", "en": "Peak drive"},
        "organiser": {"vi": "UBND"},
        "start": today - timedelta(days=61),
        "end": today + timedelta(days=38),
    }
    return Campaign.objects.create(code=code, status=status, **{**given, **fields})


def asked_by(membership: Membership | None, path: str = "/", campaign: Campaign | None = None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = membership.user if membership else AnonymousUser()
    if membership:
        request.acting = acting_as(membership.user, membership.pk)
    if campaign:
        request.campaign = campaign
    return request


def labels(page: Page) -> list[str]:
    return [str(link.label) for group in page.nav for link in group.items]


def test_a_visitor_gets_the_public_frame_without_a_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page = Page(asked_by(None))
        assert (page.user_name, page.acting, page.campaign, page.demo_text) == ("", None, None, "")


def test_a_request_that_knows_of_no_people_still_has_a_frame() -> None:
    assert "Thi Đua" in render_to_string("404.html", request=RequestFactory().get("/nowhere/"))


def test_the_header_says_in_which_unit_and_role_somebody_acts() -> None:
    first = make_membership(unit=make_unit("Phường Một"))
    second = make_membership(first.user, make_unit("Phường Hai"), Role.HEAD)
    acting = Page(asked_by(second)).acting
    assert (acting.unit_name, acting.role) == ("Phường Hai", Role.HEAD)
    assert [(choice.unit_name, choice.is_current) for choice in acting.choices] == [
        ("Phường Một", False),
        ("Phường Hai", True),
    ]


def test_what_stands_in_the_navigation_follows_the_roles_held_in_the_unit() -> None:
    campaign = make_campaign()
    reporter, provider = make_membership(), make_membership(role=Role.PROVIDER)
    assert "Phiếu tự chấm" in labels(Page(asked_by(reporter, campaign=campaign)))
    assert "Phiếu tự chấm" not in labels(Page(asked_by(provider, campaign=campaign)))


def test_the_page_at_hand_is_marked_and_only_it() -> None:
    campaign, member = make_campaign(), make_membership()
    page = Page(asked_by(member, reverse("own_sheet", args=["q100"]), campaign))
    assert [str(link.label) for group in page.nav for link in group.items if link.is_current] == ["Phiếu tự chấm"]


def test_the_figures_to_check_are_a_thing_to_do() -> None:
    page = Page(asked_by(make_membership(), reverse("provided_figures", args=["q100"]), make_campaign()))
    assert [str(link.label) for group in page.nav for link in group.items if link.is_current] == ["Việc cần làm"]


def test_the_bar_of_a_phone_holds_four_items_and_the_rest_behind_more() -> None:
    page = Page(asked_by(make_membership(), campaign=make_campaign()))
    behind = [link for group in page.more for link in group.items]
    assert len(page.tabs) == 4
    assert not set(page.tabs) & set(behind)
    assert len(page.tabs) + len(behind) == len(labels(page))


def test_the_day_is_counted_from_the_first_and_silent_outside_the_campaign() -> None:
    running = Page(asked_by(None, campaign=make_campaign())).campaign
    assert (running.day, running.days) == (62, 100)
    over = make_campaign("old", start=date(2022, 4, 10), end=date(2022, 12, 5), demo_seed=7)
    page = Page(asked_by(None, campaign=over))
    assert (page.campaign.day, page.demo_text) == (0, "Số liệu và thang điểm minh họa, sinh từ mã 7")


def test_outside_a_campaign_the_navigation_leads_into_the_one_that_runs() -> None:
    member = make_membership(role=Role.MANAGER)
    make_campaign("new", status=Status.DRAFT, organiser_unit=member.unit, start=localdate())
    make_campaign("now", organiser_unit=member.unit)
    make_campaign("practice", organiser_unit=member.unit, is_practice=True, start=localdate())
    make_campaign("elsewhere")
    assert Page(asked_by(member)).campaign.code == "now"


def test_shared_bytes_name_nobody() -> None:
    request = asked_by(make_membership(), campaign=make_campaign())
    request.is_shared = True
    page = Page(request)
    assert (page.user_name, page.acting, page.todo_count) == ("", None, 0)


def test_the_names_in_the_frame_lead_somewhere() -> None:
    page = Page(asked_by(None))
    assert all((page.home_url, page.sign_in_url, page.sign_out_url, page.act_url))


@pytest.mark.parametrize("item", [*navigation.ITEMS, *navigation.ME], ids=lambda item: item.url_name)
def test_every_line_of_the_navigation_leads_somewhere(item: navigation.NavItem) -> None:
    assert item.url("q100")
    assert item.group in navigation.GROUPS
