"""The document as exact JSON: how a definition is kept, and what its fingerprint is made of."""

from decimal import Decimal
from typing import Any

import simplejson

from common.cells import shortest


def canonical_json(document: Any) -> str:
    """One text for one document: sorted keys, no spaces, every number in its shortest plain form.

    Raises TypeError for floats and whatever else no campaign file holds."""
    return simplejson.dumps(
        normal(document),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        use_decimal=True,
        allow_nan=False,
    )


def from_json(text: str) -> Any:
    """The document of ``canonical_json``, equal key by key: whole numbers as int, others as Decimal."""
    return simplejson.loads(text, use_decimal=True)


def normal(value: Any) -> Any:
    """The same document with each number as the reader makes it: int where whole, else shortest Decimal."""
    if isinstance(value, dict):
        return {_text_key(key): normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    if isinstance(value, Decimal):
        return _number(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"a campaign file holds no {type(value).__name__}")


def _text_key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is a text, not {key!r}")
    return key


def _number(value: Decimal) -> int | Decimal:
    if not value.is_finite():
        raise TypeError(f"{value} is no number of a campaign file")
    value = shortest(value)
    return int(value) if value == value.to_integral_value() else Plain(value)


class Plain(Decimal):
    """A decimal whose text never has an exponent (0.0000001 and not 1E-7)."""

    def __str__(self) -> str:
        return format(self, "f")
