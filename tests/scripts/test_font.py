"""The subset that pages load: all letters of Vietnamese, digits that line up, small."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from scripts import subset_font

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("font") / "regular.woff2"
    source = subset_font.Path(subset_font.fontpkg_be_vietnam_pro.ROOT, "files", "BeVietnamPro-Regular.ttf")
    subset_font.cut(source, path)
    return path


@pytest.fixture
def font(made):
    with TTFont(made) as opened:
        yield opened


def test_it_has_every_letter_of_vietnamese(font):
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)} | {"đ"}
    wanted = letters | {letter.upper() for letter in letters}

    assert wanted - {chr(code) for code in font.getBestCmap()} == set()


def test_tabular_digits_are_of_one_width_and_reached_by_the_feature(font):
    names = [font.getBestCmap()[ord(digit)] for digit in subset_font.DIGITS]
    table = font["GSUB"].table
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    substitution = table.LookupList.Lookup[features[0].LookupListIndex[0]].SubTable[0].mapping

    assert len({font["hmtx"][substitution[name]][0] for name in names}) == 1


def test_a_page_that_loads_two_weights_stays_light(made):
    assert made.stat().st_size < 25_000
