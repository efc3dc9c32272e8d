"""What no schema can say of the campaign, its phases, blocks, participants and obligations."""

import pytest
from django.utils import translation

from campaigns import files

from .samples import document, fields, line

BANDS = [
    {"code": "good", "name": {"vi": "Tốt"}, "at_least": 80},
    {"code": "fair", "name": {"vi": "Khá"}, "at_least": 70},
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def named(code, **more):
    return {"code": code, "name": {"vi": "Tên"}, **more}


@pytest.mark.parametrize(
    ("sections", "field"),
    [
        ({"campaign": {"start": "2025-10-11"}}, "campaign.end"),
        ({"campaign": {"start": "2000-01-01", "end": "2025-01-01"}}, "campaign.end"),
        ({"campaign": {"code": "thu-nghiem\n"}}, "campaign.code"),
        ({"campaign": {"stages": ["midterm", "midterm"]}}, "campaign.stages.1"),
        ({"campaign": {"stages": ["final", "midterm"]}}, "campaign.stages.1"),
        ({"campaign": {"bands": [*BANDS, {**BANDS[0], "at_least": 5}]}}, "campaign.bands.2.code"),
        ({"campaign": {"bands": BANDS[::-1]}}, "campaign.bands.1.at_least"),
        ({"campaign": {"bands": [BANDS[0], {**BANDS[1], "at_least": 80}]}}, "campaign.bands.1.at_least"),
        ({"campaign": {"knock_outs": [named("x", band_cap="best")], "bands": BANDS}}, "campaign.knock_outs.0.band_cap"),
        ({"campaign": {"knock_outs": [named("x"), named("x")]}}, "campaign.knock_outs.1.code"),
        ({"campaign": {"min_coverage": 101}}, "campaign.min_coverage"),
        ({"campaign": {"min_coverage": -1}}, "campaign.min_coverage"),
        ({"campaign": {"appeal_days": 1_000_000}}, "campaign.appeal_days"),
        ({"campaign": {"organiser_unit": "79@2025-13-01"}}, "campaign.organiser_unit"),
        ({"campaign": {"organiser_unit": " 79"}}, "campaign.organiser_unit"),
        ({"phases": [named("a"), named("a")]}, "phases.1.code"),
        ({"phases": [named("a", start="2025-08-02", end="2025-08-01")]}, "phases.0.end"),
        ({"phases": [named("a", start="2025-08-02", due="2025-08-01")]}, "phases.0.due"),
        ({"phases": [named("")]}, "phases.0.code"),
        ({"phases": [named("a b\n")]}, "phases.0.code"),
        ({"phases": [named("=1+1")]}, "phases.0.code"),
        ({"phases": [named("x" * 61)]}, "phases.0.code"),
        ({"blocks": [named("A", kinds=["ward"]), named("A", kinds=["commune"])]}, "blocks.1.code"),
        ({"blocks": [named("A", kinds=["ward"]), named("B", kinds=["commune", "ward"])]}, "blocks.1.kinds.1"),
        ({"blocks": [named("A", units=["1", "2"]), named("B", units=["2"])]}, "blocks.1.units.0"),
        ({"blocks": [named("A", units=["1", "1"])]}, "blocks.0.units.1"),
        ({"blocks": [named("A"), named("B", units=["1"])]}, "blocks.0"),
        ({"blocks": [named("A", units=["1@soon"])]}, "blocks.0.units.0"),
        ({"participants": {"kinds": ["ward", "ward"]}}, "participants.kinds.1"),
        ({"participants": {"within": ""}}, "participants.within"),
        ({"obligations": [named("O"), named("O")]}, "obligations.1.code"),
        ({"obligations": [named("O", per_unit=0)]}, "obligations.0.per_unit"),
    ],
)
def test_one_thing_wrong_is_one_fault_at_its_place(sections, field):
    assert fields(document(**sections)) == [field]


@pytest.mark.parametrize(
    "sections",
    [
        {"campaign": {"start": "2025-10-10"}},
        {"campaign": {"stages": ["midterm", "final"], "bands": BANDS, "knock_outs": [named("x", band_cap="fair")]}},
        {"campaign": {"bands": [{**BANDS[0], "at_least": 105}, {**BANDS[1], "at_least": -5}]}},
        {"phases": [named("a", start="2020-01-01", end="2030-01-01"), named("b"), named("c", due="2020-01-01")]},
        {"phases": [named("a", start="2025-08-01", end="2025-08-31", due="2025-08-20")]},
        {"blocks": [named("A")]},
        {"blocks": [named("A", kinds=[], units=[]), named("B", kinds=["ward"])]},
        {"participants": {}},
        {"participants": {"within": "79@2025-07-01", "kinds": [], "units": ["00001", "HCM-SNV"]}},
        {"obligations": [named("O", due="2035-01-01", per_unit=3)]},
    ],
)
def test_what_the_specification_allows_is_allowed(sections):
    assert files.check(document(**sections)) == []


def test_a_code_used_twice_names_the_line_of_the_first():
    text = files.write(document(line("I"), line("II"), line("I")))
    found = files.parse(text.encode(), name="f.yaml")
    first, second = (found.lines["criteria", place, "code"] for place in (0, 2))
    (fault,) = files.check(found.document, lines=found.lines, name="f.yaml")
    assert str(fault) == (
        f"f.yaml:{second}: The code “I” is used twice, first in line {first}; every code may stand once."
    )


def test_a_hostile_number_of_blocks_is_checked_in_one_pass():
    blocks = [named(f"B{number}", units=[str(number), "same"]) for number in range(3000)]
    assert len(files.check(document(blocks=blocks))) == 2999
