"""The document a campaign is defined by, read from its current definition."""

from typing import Any

from campaigns.files import from_json
from campaigns.models import Campaign


def document_of(campaign: Campaign) -> dict[str, Any]:
    """A fresh copy of the parsed campaign file; the caller may change it and define anew."""
    if campaign.definition is None:
        raise ValueError(f"{campaign.code} has no definition")
    return from_json(campaign.definition.document)
