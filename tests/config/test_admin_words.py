"""The administration speaks Vietnamese: its models, their fields and its lists have words of their own."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from common.labels import word_for
from tests.factories.season import make_season
from tests.factories.units import make_user
from units.choices import Role

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# Signs and abbreviations are the same in both languages.
SAME = {"ID", "E-mail", "e-mail"}


def words_of(model) -> dict[str, str]:
    """What a reader meets of the model, by where it stands, in the language in force."""
    options = model._meta
    named = {"one": options.verbose_name, "many": options.verbose_name_plural, "app": options.app_config.verbose_name}
    return {place: str(word) for place, word in named.items()} | {
        field.name: str(field.verbose_name) for field in options.local_fields
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_name_has_its_vietnamese(model):
    with translation.override("vi"):
        first = words_of(model)
    with translation.override("en"):
        second = words_of(model)
    assert {place for place, word in first.items() if word == second[place] and word not in SAME} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_opens_under_its_vietnamese_name(model):
    make_season().user("P1", Role.REPORTER)
    client = Client()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    page = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
    with translation.override("vi"):
        name = str(model._meta.verbose_name_plural)
    assert page.status_code == 200
    assert name in page.content.decode().lower() or name in page.content.decode()


def test_acts_of_the_trail_have_words():
    with translation.override("vi"):
        assert word_for("remove_holiday") != "remove_holiday"
    assert word_for("no_such_act") == "no_such_act"


@pytest.mark.django_db
def test_those_who_maintain_find_the_administration_on_every_page_and_nobody_else_does():
    it, other = Client(), Client()
    it.force_login(make_user(is_superuser=True, is_staff=True))
    other.force_login(make_user())
    address = f'href="{reverse("admin:index")}"'
    assert address in it.get(reverse("todo")).content.decode()
    assert address not in other.get(reverse("todo")).content.decode()
