"""The administration is the province's IT's: everybody else stops at its door, and IT reads without rewriting."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from common.models import Holiday
from tests.rights.rules import PEOPLE, REACHED, RUNNING, SIGN_IN
from tests.rights.scene import Scene
from units.models import User

# What IT writes by hand: the calendar, and particulars of an account.
WRITTEN = {Holiday: {"add", "change", "delete", "view"}, User: {"change", "view"}}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def scene(db, tmp_path) -> Scene:
    return Scene(RUNNING, tmp_path)


def test_only_it_enters(scene):
    lists = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in MODELS]
    for address in [reverse("admin:index"), *lists]:
        for who in PEOPLE:
            answer, _left = scene.ask(who, "get", address, None)
            assert answer == (REACHED if who == "it" else SIGN_IN), (address, who)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_it_writes_nothing_that_an_act_should_write(db, model):
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    allowed = admin.site._registry[model].get_model_perms(request)
    expected = WRITTEN.get(model, {"view"})
    assert {name for name, may in allowed.items() if may} == expected
