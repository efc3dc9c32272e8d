"""Whatever is done to a file, the answer is a document or faults with lines, never a crash."""

import copy
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns import files
from common.faults import Faults

SOURCE = (Path(files.__file__).parent.parent / "library" / "q11-par-2022.yaml").read_bytes()[:6000]
DOCUMENT = files.parse(Path(files.__file__).parent.parent / "library" / "moduc-resolution-18.yaml", name="m").document
SCRAPS = [
    *(b"\x00", b"\xff", b"\t", b'"', b"'", b"[", b"{", b"}", b"&a ", b"*a", b"!x ", b"<<: ", b"- ", b": ", b"\n", b"#"),
    *(b"|", b">", b"%", b"@", b"---\n", b"...\n", b"1e999", b".nan", b"\xc2\x85", b"\\", b"\xf0\x9f\x98\x80"),
]
JUNK = [
    *(None, [], {}, "x", "", -1, 0, 10**25, Decimal("0.1"), Decimal("1e-19"), True, "2025-07-01", "-x", "=1", [1]),
    *(["a", "a"], {"vi": "x"}, {"kind": "given"}, {"kind": []}, {"kind": {}}, [[]], [None], [{}], [{"code": None}]),
]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOURCE)), st.sampled_from(SCRAPS), st.integers(0, 20)), max_size=4))
def test_a_mutilated_text_is_read_or_refused_with_lines(cuts):
    text = bytearray(SOURCE)
    for place, scrap, removed in cuts:
        text[place : place + removed] = scrap
    assert all(str(fault).startswith(f"f:{fault.line}: ") and fault.line for fault in faults_of(bytes(text)))


def faults_of(text):
    try:
        files.read(text, name="f")
    except Faults as refusal:
        return refusal.faults
    return []


@settings(deadline=None)
@given(st.data())
def test_a_document_with_junk_in_it_is_checked_without_a_crash(data):
    made = copy.deepcopy(DOCUMENT)
    for _time in range(data.draw(st.integers(1, 3))):
        _spoil(made, data)
    if not files.check(made):
        assert files.read(files.write(made).encode(), name="f").document == made


def _spoil(place, data):
    """Walks to some place of the document and puts junk there, or takes it away."""
    while place:
        steps = list(place) if isinstance(place, dict) else list(range(len(place)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(place[step], dict | list) or data.draw(st.integers(0, 4)) == 0:
            break
        place = place[step]
    else:
        return
    if data.draw(st.booleans()):
        place[step] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    else:
        del place[step]
