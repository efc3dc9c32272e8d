"""Pages that need no stack: the style pages, served from this process."""

from collections.abc import Iterator

import pytest

from tests.pictures.server import serving


@pytest.fixture(scope="module")
def style_pages() -> Iterator[str]:
    with serving() as address:
        yield address
