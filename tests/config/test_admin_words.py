"""The administration speaks Vietnamese: its models, their fields and its lists have words of their own."""

import re

import pytest
from django.contrib import admin
from django.utils import translation

from campaigns.choices import ActKind
from common.labels import word_for
from tests.architecture import project
from units.choices import Role

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# Signs and abbreviations are the same in both languages.
SAME = {"ID"}
# How the domain names what it did: to the trail itself, or to a helper of its module.
VERB = re.compile(r'(?:verb=|_tell\w*\(|_audit\w*\((?:actor, )?|\.audit\()"(\w+)"')


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


def test_every_act_that_is_audited_has_words():
    domains = [path for path in project.python_files(*project.APPS) if {"domain", "demo"} & set(path.parts)]
    verbs = {verb for path in domains for verb in VERB.findall(path.read_text(encoding="utf-8"))}
    assert {"remove_holiday", "grant_role", "name_verifier", "ask_more", "load_demo"} <= verbs
    with translation.override("vi"):
        assert {verb for verb in verbs if word_for(verb) == verb} == set()


@pytest.mark.parametrize("code", [*(f"participation_{kind}" for kind in ActKind), *Role])
def test_changes_of_participants_and_roles_have_words_too(code):
    assert word_for(code) != code


def test_a_code_without_words_stays_as_it_is():
    assert word_for("no_such_act") == "no_such_act"
