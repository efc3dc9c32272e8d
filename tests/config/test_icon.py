"""The icon by the name that browsers ask for."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories.units import make_user


def test_the_fixed_name_leads_to_our_own_drawing_for_everybody(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert "max-age" in answer["Cache-Control"]
    drawing = finders.find(urlsplit(answer["Location"]).path.removeprefix("/static/"))
    assert drawing.endswith(".svg")


@pytest.mark.django_db
def test_a_person_who_must_first_choose_a_password_gets_the_icon_and_not_that_page(client):
    client.force_login(make_user(must_change_password=True))
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/sign-in/", "/admin/login/", "/nowhere/"])
def test_pages_name_the_icon(page):
    content = Client().get(page, follow=True).content.decode()
    assert 'rel="icon"' in content
