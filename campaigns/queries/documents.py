"""The document a campaign is defined by, read from its current definition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaigns.files import from_json
from campaigns.models import Campaign


def document_of(campaign: Campaign) -> dict[str, Any]:
    """A fresh copy of the parsed campaign file; the caller may change it and define anew."""
    if campaign.definition is None:
        raise ValueError(f"{campaign.code} has no definition")
    return from_json(campaign.definition.document)


def version_document(campaign: Campaign, number: int | None) -> dict[str, Any] | None:
    """The document of one version of the plan; None where there is no such version."""
    row = campaign.definitions.filter(number=number).first() if number else None
    return from_json(row.document) if row else None


def plan_date(document: Mapping[str, Any]) -> date:
    """The date of the plan: that of the first document among the legal bases numbered as a plan (KH), else the
    campaign's first day."""
    section = document["campaign"]
    dated = (basis["date"] for basis in section.get("legal_basis") or () if "KH" in basis["ref"] and "date" in basis)
    return date.fromisoformat(next(dated, section["start"]))
