"""A campaign's definition as the engine wants it, read once per version and process."""

from functools import lru_cache

from campaigns.files import from_json
from campaigns.models import Definition
from indicators.scoring import Scheme, build_scheme


@lru_cache(maxsize=64)
def document_of(definition_id: int) -> dict:
    """The parsed campaign file of one definition; definitions never change, so this never goes stale."""
    return from_json(Definition.objects.values_list("document", flat=True).get(pk=definition_id))


@lru_cache(maxsize=64)
def scheme_of(definition_id: int) -> Scheme:
    return build_scheme(document_of(definition_id))
