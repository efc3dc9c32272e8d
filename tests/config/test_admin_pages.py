"""A page of the administration says nothing in English to a Vietnamese reader, and shows no code for a word."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib import admin
from django.db.models import JSONField, Model
from django.test import Client
from django.urls import reverse

from campaigns.choices import Status
from campaigns.domain.lifecycle import advance
from campaigns.models import Confirmation
from tests.factories.plans import JUNE
from tests.factories.season import NOON, make_season
from tests.factories.units import make_authorisation, make_succession, make_user
from tests.indicators.domain.test_scores import load
from units.choices import Role
from units.models import User

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
FORMS, PAGES = ("add/", "import/", "export/"), ("change", "history", "delete")
# The same in both languages.
SAME = {"ID", "xlsx", "csv"}
# Fields that hold a code which must be said in words.
CODED = {"verb", "subject_kind", "role"}


class Words(HTMLParser):
    """What a reader sees or hears of a page: its text, and the attributes that are read out."""

    SPOKEN = ("title", "placeholder", "aria-label")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.found |= {value or "" for name, value in attrs if name in self.SPOKEN}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.add(" ".join(data.split()))


@pytest.fixture
def it(tmp_path) -> Client:
    """IT at the administration, with at least one row of everything in it."""
    season = make_season(status=Status.DRAFT, at=JUNE)
    campaign, ward, person = season.campaign, season.units["P1"], season.user("P1", Role.REPORTER)
    make_succession(season.units["P2"], ward, date(2025, 7, 1))
    make_authorisation(person, ward, by=season.user("P1", Role.HEAD))
    Confirmation.objects.create(campaign=campaign, subject="I.1", confirmed_by=person, confirmed_at=NOON)
    advance(actor=season.actor("VP", Role.MANAGER), campaign=campaign, to=Status.LAUNCHED, at=JUNE)
    load(season, tmp_path, "P1,I.2,2025-07,5,,,,\n")
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    client.post("/admin/common/holiday/add/", {"date": "2031-01-01", "name": "Tết Dương lịch", "source": ""})
    return client


def test_every_model_has_a_row_to_look_at(it):
    assert [model._meta.label for model in MODELS if not model._default_manager.exists()] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_page_of_it_speaks_english_or_in_codes(it, model):
    data = entered() | headings(model)
    for address in addresses(model):
        both = read(it, address, "vi") & read(it, address, "en")
        assert {text for text in both if re.search("[A-Za-z]", text) and text not in data} == set(), address


def entered() -> set[str]:
    """What people wrote, and names, accounts and codes that are the same in every language."""
    rows = [row for model in MODELS for row in model._default_manager.all()]
    found = {*SAME, *(str(row) for row in rows), *(f"{row.username} ({row})" for row in User.objects.all())}
    return found.union(*map(values, rows))


def headings(model: type[Model]) -> set[str]:
    """Those of a table to be imported, as its file must have them."""
    resources = getattr(admin.site._registry[model], "resource_classes", [])
    columns = [resource(acting=None).get_user_visible_fields() for resource in resources]
    return {", ".join(column.column_name for column in found) for found in columns}


def values(row: Model) -> set[str]:
    plain = [field for field in row._meta.concrete_fields if not field.choices and field.name not in CODED]
    return {str(getattr(row, field.name)) for field in plain if not isinstance(field, JSONField)} | {
        text for field in plain if isinstance(field, JSONField) for text in (getattr(row, field.name) or {}).values()
    }


def addresses(model: type[Model]) -> Iterator[str]:
    """The ways in, the list, each form, and the oldest and newest row; a form that is not offered answers 403."""
    yield from (reverse("admin:index"), reverse("admin:app_list", args=[model._meta.app_label]))
    base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    yield from (base, *(base + form for form in FORMS))
    keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
    yield from (f"{base}{key}/{page}/" for key in {keys[0], *keys.reverse()[:2]} for page in PAGES)


def read(it: Client, address: str, language: str) -> set[str]:
    """Without the arrow of the path."""
    it.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = it.get(address)
    found = Words(answer.content.decode()).found if answer.status_code == 200 else set()
    return {text.removeprefix("› ") for text in found}
