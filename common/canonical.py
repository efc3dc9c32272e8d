"""Canonical JSON and hashes: what fingerprints and the audit trail are made of."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from common.decimals import plain


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, decimals as shortest text, instants in UTC.

    Floats are refused, since their text is no natural key of anything. Sets become sorted lists.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return plain(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted(_plain(item) for item in value)
        case Promise():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def sha256_text(text: str) -> str:
    """Hexadecimal SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(keys: Iterable[str]) -> str:
    """One hash for a list of natural keys, whatever their order: how a bulk act names its entries."""
    return sha256_text(canonical_json(sorted(keys)))
