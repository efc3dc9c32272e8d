"""Asking many pages at once."""

import logging

import pytest


@pytest.fixture
def quickly(settings):
    """Pages are asked for, not drawn: what they look like is tested where they are made."""
    options = {"loaders": ["tests.rights.blank.Blank"]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "DIRS": [], "OPTIONS": options}]
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
