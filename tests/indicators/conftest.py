"""Fixtures of the figures' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """Messages as they stand in the source, whatever the catalogues say."""
    with translation.override("en"):
        yield
