"""Writing and reading back gives an equal document, key by key."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns import files
from common.cells import FORBIDDEN

from .samples import document, group, line

LIBRARY = sorted((Path(files.__file__).parent.parent / "library").glob("*.yaml"))
ODD_WORDS = [
    *("yes", "no", "on", "off", "y", "N", "~", "null", "true", "2025-07-01", "010", "12:30", "1_000", "0x1F", ".nan"),
    *(".inf", "1e5", "1e999", "1.5", "5.", ".5", "-", "---", "...", "- a", "a: b", "#x", "a #b", "<<", "=", "!!str"),
    *("&a", "*a", "%x", "@x", "`x", "", " ", "\n", "a\n", "\na", "a\n\nb", " a", "a ", "\t", "a\tb", "'", '"', "\\"),
    *("a " * 120, "đ" * 200, "Thi đua “100 ngày”: tinh, gọn # mạnh", "\x85", "\u2028", "\ufeff", "😀", "e\u0301"),
]
TEXTS = st.sampled_from(ODD_WORDS) | st.text(
    st.characters(exclude_categories=("Cs",)).filter(lambda one: one != "\r" and not FORBIDDEN.search(one)), max_size=30
)
NUMBERS = st.integers(1 - 10**20, 10**20 - 1) | st.decimals(-(10**8), 10**8, allow_nan=False, places=12)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_ready_file_is_sound_and_comes_back_equal(path):
    found = files.read(path, name=path.name)
    written = files.write(found.document)
    assert files.read(written.encode(), name="written").document == found.document
    assert files.write(files.from_json(files.canonical_json(found.document))) == written


def test_all_five_ready_files_are_shipped():
    assert len(LIBRARY) == 5


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_document_comes_back_equal(made):
    assert files.parse(files.write(made).encode(), name="f").document == made


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_canonical_json_is_exact_and_one_text_for_one_document(made):
    text = files.canonical_json(made)
    assert files.from_json(text) == made
    assert files.canonical_json(files.from_json(text)) == text
    assert files.canonical_json(files.parse(files.write(made).encode(), name="f").document) == text


def test_keys_stand_in_the_order_of_the_documentation():
    made = document(group("I", line(), max_points=10), blocks=[])
    shuffled = dict(reversed(list(made.items())))
    keys = [text.split(":")[0] for text in files.write(shuffled).splitlines() if text[0].isalpha()]
    assert keys == ["format", "campaign", "blocks", "participants", "criteria"]
    assert files.write(shuffled) == files.write(made)


def test_numbers_are_written_in_full_and_never_with_an_exponent():
    made = {"a": Decimal("1E-7"), "b": Decimal("1E+3"), "c": Decimal("2.50"), "d": Decimal("-0.0"), "e": 10**19}
    assert files.write(made) == "a: 0.0000001\nb: 1000\nc: 2.5\nd: 0\ne: 10000000000000000000\n"


def test_texts_are_quoted_only_where_a_reader_would_misread_them():
    made = {"a": "010", "b": "yes", "c": "12:30", "d": "2025-07-01", "e": "Thi đua", "f": "1.5", "yes": "1e5"}
    assert files.write(made) == ("a: '010'\nb: 'yes'\nc: '12:30'\nd: 2025-07-01\ne: Thi đua\nf: '1.5'\n'yes': '1e5'\n")


def test_other_yaml_readers_agree_on_texts():
    made = {"a": [word for word in ODD_WORDS if word != "2025-07-01"]}
    assert yaml.safe_load(files.write(made)) == made


def test_long_texts_are_folded():
    written = files.write({"a": "một hai ba " * 40})
    assert max(map(len, written.splitlines())) <= 115


@pytest.mark.parametrize("value", [0.5, {"a": 1.0}, {1: "a"}, {1, 2}, Decimal("NaN"), Decimal("Infinity"), b"x"])
def test_what_no_file_holds_is_not_written(value):
    with pytest.raises(TypeError):
        files.canonical_json({"x": value})
