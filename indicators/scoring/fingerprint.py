"""A name for rules: the same content gives the same name on every machine and database."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.scoring.text import exact

VERSION = "v1"


def fingerprint(document_section: Any) -> str:
    """'v1:' and the SHA-256 (hex) of the canonical JSON of a part of a campaign document.

    Keys are sorted, numbers are shortest text (10, 10.0 and Decimal('10.00') are one), dates ISO
    text. TypeError on floats and on anything that is not a document.
    """
    text = json.dumps(_canonical(document_section), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{VERSION}:{hashlib.sha256(text.encode()).hexdigest()}"


def _canonical(value: Any) -> Any:
    """Numbers become tagged lists, so that the number 1 and the text '1' stay apart."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal | Fraction):
        return ["#", exact(Fraction(value))]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    raise TypeError(f"not part of a campaign document: {value!r}")
