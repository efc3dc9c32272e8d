"""YAML as outsiders write it: what is read, what stays text, what is refused and in which line."""

from decimal import Decimal

import pytest
from django.utils import translation

from campaigns import files
from campaigns.files import reader

from .samples import refused


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def parsed(text: str | bytes):
    return files.parse(text if isinstance(text, bytes) else text.encode(), name="f.yaml").document


def refusal(text: str | bytes) -> list[str]:
    return refused(lambda: parsed(text))


@pytest.mark.parametrize(
    "word",
    [
        *("yes", "no", "on", "off", "Yes", "y", "2025-07-01", "2025-07-01 10:00:00", "12:30", "010", "0x1F", "0o7"),
        *("0b1", "1_000", "1,5", "+", ".", "1.2.3", "1e", "NaN", "nan", "inf", "Infinity", "٣", "00.5", "none"),
    ],
)
def test_a_word_that_is_not_plainly_a_number_stays_text(word):
    assert parsed(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *(("0", 0), ("7", 7), ("-3", -3), ("+5", 5), ("-0", 0), ("12345678901234567890", 12345678901234567890)),
        *(("0.5", Decimal("0.5")), (".5", Decimal("0.5")), ("1.50", Decimal("1.5")), ("1e-3", Decimal("0.001"))),
        *(("2.0", 2), ("1e3", 1000), ("1.5E+2", 150), ("-0.0", 0), ("5.", 5)),
        *(("true", True), ("False", False), ("null", None), ("~", None), ("", None)),
        ("11.225243392518447", Decimal("11.225243392518447")),
    ],
)
def test_plain_numbers_are_exact_and_whole_ones_are_ints(word, value):
    found = parsed(f"a: {word}")["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", ["'1'", '"1"', "'true'", "'null'", '"1.5"', "'.nan'"])
def test_what_stands_in_quotes_is_text(word):
    assert parsed(f"a: {word}") == {"a": word[1:-1]}


def test_keys_are_always_text():
    assert parsed("{1: a, yes: b, null: c, 1.5: d}") == {"1": "a", "yes": "b", "null": "c", "1.5": "d"}


@pytest.mark.parametrize(
    "word",
    [".nan", ".NaN", ".inf", "-.inf", "1e999", "1e-999", "1e99999999999", "9" * 21, "0." + "1" * 21, "1" * 100_000],
)
def test_a_number_no_score_may_hold_is_refused_with_its_line(word):
    (fault,) = refusal(f"a: 1\nb: {word}\n")
    assert fault.startswith("f.yaml:2: ")


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” stands twice, first in line 1"),
        ("a: &x 1\nb: !!python/object/apply:os.system ['x']\n", 2, "!!python/object/apply:os.system"),
        ("a: 1\nb: !!str 010\n", 2, "!!str"),
        ("a: 1\nb: !mine x\n", 2, "!mine"),
        ("x: &x {b: 1}\na:\n  <<: *x\n", 3, "Merging"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "key must be a plain word"),
        ("a: *nothing\n", 1, "*nothing"),
        ("a: &a [*a]\n", 1, "*a"),
        ("a: 1\nb: c: d\n", 2, "colon"),
        ("a:\n\tb: 1\n", 2, "tab"),
        ("a: 1\nb: 'never closed\nc: 2\n", 2, "never closed"),
        ("a: 1\nb: [1, 2\nc: 2\n", 2, "“[”"),
        ("a: 1\nb: {x: 1\n", 2, "“{”"),
        ("a:\n  b: 1\n c: 2\n", 3, "indentation"),
        ("- a\nb: 1\n", 2, "indentation"),
        ("a: @home\n", 1, "“@”"),
        ("a: - b\n", 1, "“- ”"),
        ("%YAML 3.0\n---\na: 1\n", 1, "version"),
        ("a: 1\n...\nb\n", 3, "after the end"),
        ('a: "x\\qy"\n', 1, "“\\”"),
        ('a: 1\nb: "nul \\0 here"\n', 2, "U+0000"),
        ('a: "\\u202e"\n', 1, "U+202E"),
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("a: 1\nb: x\x00y\n", 2, "U+0000"),
        ("a: 1\nb: x\x1by\n", 2, "U+001B"),
        ("a: 1\nb: x\u202ey\n", 2, "U+202E"),
    ],
)
def test_each_fault_names_its_line_and_what_was_expected(text, line, part):
    fault = refusal(text)[0]
    assert fault.startswith(f"f.yaml:{line}: ")
    assert part in fault


def test_all_small_faults_are_told_at_once():
    faults = refusal("a: .nan\nb: !x 1\na: 2\nc: 1e999\n")
    assert [fault.split(":")[1] for fault in faults] == ["1", "2", "3", "4"]


def test_anchors_and_aliases_are_copies():
    found = parsed("a: &x {b: [1]}\nc: *x\n")
    assert found == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert found["a"]["b"] is not found["c"]["b"]


def test_an_alias_bomb_is_stopped_before_it_unfolds():
    levels = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]\n" for i in range(1, 12))
    (fault,) = refusal("l0: &l0 [1,1,1,1,1,1,1,1,1,1]\n" + levels)
    assert "unfolds" in fault


def test_aliases_cannot_nest_deeper_than_the_file_may():
    chain = "".join(f"l{i}: &l{i} [*l{i - 1}]\n" for i in range(1, 2000))
    (fault,) = refusal("l0: &l0 [1]\n" + chain)
    assert f"{reader.MAX_DEPTH} levels" in fault


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_stopped(opening):
    (fault,) = refusal("x:\n  " + opening * 100_000)
    assert "levels deep" in fault


def test_a_list_of_lists_down_to_the_limit_is_read():
    depth = reader.MAX_DEPTH - 1
    assert parsed("a: " + "[" * depth + "]" * depth)


def test_too_many_values_are_stopped(monkeypatch):
    monkeypatch.setattr(reader, "MAX_NODES", 20)
    (fault,) = refusal("a: [" + "1, " * 30 + "1]")
    assert "20 values" in fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_texts_with_a_byte_order_mark_are_read(encoding):
    text = "name: Thi đua Quận 11\n"
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert parsed(bom + text.encode(encoding)) == {"name": "Thi đua Quận 11"}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: 1\nname: Thi đua\n".encode("cp1258", "replace").replace(b"?", b"\xd0"), 2),
        ("a: 1".encode("utf-32"), 1),
        ("a: 1\n".encode("utf-16-le"), 1),
        (b"\xff\xfea", 1),
        (b"PK\x03\x04" + bytes(range(128, 256)), 1),
    ],
)
def test_what_is_not_unicode_text_is_refused(data, line):
    assert refusal(data)[0].startswith(f"f.yaml:{line}: ")


def test_line_ends_of_windows_and_old_macs_are_read():
    assert parsed("a: 1\r\nb:\r\n- x\r\n") == {"a": 1, "b": ["x"]}
    assert parsed("a: 1\rb: 2\r") == {"a": 1, "b": 2}


def test_the_size_is_limited(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"# " + b"x" * (5 * 1024 * 1024))
    (fault,) = refused(lambda: files.parse(path, name="big.yaml"))
    assert fault == "big.yaml:1: The file is larger than 5 MB."


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    (missing,) = refused(lambda: files.parse(tmp_path / "none.yaml", name="none.yaml"))
    (folder,) = refused(lambda: files.parse(tmp_path, name="folder"))
    assert "does not exist" in missing
    assert "folder" in folder


def test_every_path_has_its_line():
    lines = files.parse(b"a:\n- x: 1\n  y:\n    - 2\n    - 3\nb: {c: 4}\n", name="f").lines
    assert lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "x"): 2,
        ("a", 0, "y"): 3,
        ("a", 0, "y", 0): 4,
        ("a", 0, "y", 1): 5,
        ("b",): 6,
        ("b", "c"): 6,
    }
