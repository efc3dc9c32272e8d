"""Awards name bands and obligations that exist, and an index has none."""

import pytest

from campaigns import files
from tests.campaigns.files.samples import document, fields

BANDS = [{"code": "good", "name": {"vi": "Tốt"}, "at_least": 80}]
OBLIGATIONS = [{"code": "OB.1", "name": {"vi": "Báo cáo"}}]


def award(code="BK", **conditions):
    return {"code": code, "name": {"vi": "Bằng khen"}, "recipient": "collective", "conditions": conditions}


def made(*awards, **campaign):
    return document(campaign={"bands": BANDS, **campaign}, obligations=OBLIGATIONS, awards=list(awards))


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (made(award(), award()), "awards.1.code"),
        (made(award(band_at_least="best")), "awards.0.conditions.band_at_least"),
        (made(award(band_at_least="good"), bands=[]), "awards.0.conditions.band_at_least"),
        (made(award(obligations_met=["OB.1", "OB.2"])), "awards.0.conditions.obligations_met.1"),
        (made(award(obligations_met=["OB.1", "OB.1"])), "awards.0.conditions.obligations_met.1"),
        (made(award(block_rank_at_most=0)), "awards.0.conditions.block_rank_at_most"),
        (made(award(min_percent=-1)), "awards.0.conditions.min_percent"),
        (made(award(), kind="index"), "awards"),
    ],
)
def test_one_thing_wrong_is_one_fault_at_its_place(document, field):
    assert fields(document) == [field]


def test_a_sound_award_and_an_index_without_awards_pass():
    conditions = {
        "min_percent": 90,
        "band_at_least": "good",
        "block_rank_at_most": 3,
        "obligations_met": ["OB.1"],
        "no_knock_out": True,
    }
    sound = award(**conditions) | {"quota": {"per_block": 2, "note": "yes"}}
    assert files.check(made(sound)) == []
    assert files.check(made(kind="index")) == []
