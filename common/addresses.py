"""Numbers of rows in addresses and forms: none that the database could not hold ever reaches it."""

from django.urls.converters import IntConverter, register_converter

_LONGEST = 18  # digits; every such number fits a BIGINT


def row_id(text: object) -> int | None:
    """The number of a row as a form sends it; None for everything that is none."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


class RowId(IntConverter):
    """``<id:pk>``: an address with a longer number is no address."""

    regex = f"[0-9]{{1,{_LONGEST}}}"


# With the module and not when the app is ready, which tests say more than once.
register_converter(RowId, "id")
