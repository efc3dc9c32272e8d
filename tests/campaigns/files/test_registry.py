"""Higher apps add the checks of their sections."""

import pytest

from campaigns.files.registry import register_section, section_checkers


def test_every_section_that_needs_a_check_has_one():
    assert set(section_checkers()) >= {
        *("campaign", "phases", "blocks", "participants", "obligations"),
        *("criteria", "awards"),
    }


def test_registering_again_is_harmless_and_registering_another_is_a_mistake():
    checker = section_checkers()["criteria"]
    register_section("criteria", checker)
    with pytest.raises(ValueError, match="criteria"):
        register_section("criteria", lambda document, report: None)
    assert section_checkers()["criteria"] is checker
