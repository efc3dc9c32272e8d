"""No text falls back to English on a Vietnamese page, and one English text has one Vietnamese."""

import re
from collections import defaultdict

import pytest
from babel.messages.mofile import read_mo

from tests.architecture import project, texts

PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}|%[sd]")
CATALOGUES = texts.catalogues()


@pytest.fixture(scope="module")
def translated() -> dict[tuple[str | None, str], set[tuple[str, ...]]]:
    """(context, English) -> its Vietnamese forms, one for each different rendering."""
    found = defaultdict(set)
    for catalogue in CATALOGUES.values():
        for message in texts.messages(catalogue):
            if not message.fuzzy and all(texts.translations(message)):
                found[texts.key(message)].add(tuple(texts.translations(message)))
    return found


def test_every_text_in_code_and_templates_has_its_vietnamese(translated):
    missing = sorted(
        f"{text.place} {text.context or ''} {text.singular!r}"
        for text in texts.used()
        if (text.context, text.singular) not in translated
    )

    assert not missing, project.listed(missing)


def test_no_text_is_translated_in_two_ways(translated):
    assert {key: forms for key, forms in translated.items() if len(forms) > 1} == {}


def test_no_entry_is_fuzzy_or_empty():
    doubtful = [
        f"{project.name(path)}: {message.id}"
        for path, catalogue in CATALOGUES.items()
        for message in texts.messages(catalogue)
        if message.fuzzy or not all(texts.translations(message))
    ]

    assert not doubtful, project.listed(doubtful)


def test_a_translation_keeps_the_places_to_be_filled():
    wrong = [
        f"{project.name(path)}: {message.id}"
        for path, catalogue in CATALOGUES.items()
        for message in texts.messages(catalogue)
        if any(_places(form) != _places(texts.english(message)[-1]) for form in texts.translations(message))
    ]

    assert not wrong, project.listed(wrong)


def _places(form: str) -> set[str]:
    return {found[0] for found in PLACEHOLDER.finditer(form)}


@pytest.mark.parametrize("path", CATALOGUES, ids=project.name)
def test_a_compiled_catalogue_is_what_its_source_says(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {texts.key(message): texts.translations(message) for message in texts.messages(read_mo(file))}
    source = {texts.key(message): texts.translations(message) for message in texts.messages(CATALOGUES[path])}

    assert compiled == source, "run `make messages`"
