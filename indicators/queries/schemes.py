"""A campaign's definition as the engine wants it, parsed once per version and process.

Kept by content, not by id alone: an id given out in a transaction that was rolled back may come again."""

from functools import lru_cache

from campaigns.files import from_json
from campaigns.models import Campaign, Definition
from indicators.scoring import Scheme, build_scheme


def definition_of(campaign: Campaign) -> int:
    """The definition in force; only a campaign that is just being made has none."""
    assert campaign.definition_id is not None, f"{campaign.code} has no definition"
    return campaign.definition_id


def document_of(definition_id: int) -> dict:
    """The parsed campaign file of one definition; one small query."""
    return _document(definition_id, _sha256(definition_id))


def scheme_of(definition_id: int) -> Scheme:
    return _scheme(definition_id, _sha256(definition_id))


def _sha256(definition_id: int) -> str:
    return Definition.objects.values_list("sha256", flat=True).get(pk=definition_id)


@lru_cache(maxsize=64)
def _document(definition_id: int, sha256: str) -> dict:
    return from_json(Definition.objects.values_list("document", flat=True).get(pk=definition_id))


@lru_cache(maxsize=64)
def _scheme(definition_id: int, sha256: str) -> Scheme:
    return build_scheme(_document(definition_id, sha256))
