"""Figures a definition marks as proposals: what they are, and who confirmed them as they now stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaigns.files import canonical_json
from campaigns.models import Campaign, Confirmation
from campaigns.queries.documents import document_of
from campaigns.registry import inference_hooks
from common.canonical import sha256_text
from common.formats import localised_text, percent_text

INFERENCE = "inference"
BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Inferred:
    """One proposal: ``subject`` is its stable name, ``figure`` what people read, ``content`` what a confirmation
    holds for."""

    subject: str
    label: Mapping[str, str]
    figure: Mapping[str, str]
    content: str
    note: str = ""

    @property
    def sha256(self) -> str:
        return sha256_text(self.content)


def is_inference(source: object) -> bool:
    """Whether a ``source`` of the file (a text, or ``{ref, points}``) says that nobody stated the figure."""
    if isinstance(source, Mapping):
        return INFERENCE in (source.get("ref"), source.get("points"))
    return source == INFERENCE


def inferred(document: Mapping[str, Any]) -> list[Inferred]:
    """The bands, and what higher apps find in their sections."""
    return [*_bands(document["campaign"]), *(found for hook in inference_hooks for found in hook(document))]


def _bands(section: Mapping[str, Any]) -> list[Inferred]:
    if not section.get("bands") or not is_inference(section.get("bands_source")):
        return []
    name = {"vi": "Ngưỡng xếp loại", "en": "Band limits"}
    limits = {language: "; ".join(_limit(band, language) for band in section["bands"]) for language in name}
    return [Inferred(BANDS, name, limits, canonical_json(section["bands"]))]


def _limit(band: Mapping[str, Any], language: str) -> str:
    return f"{localised_text(band['name'], language)} ≥ {percent_text(band['at_least'], language=language)}"


def confirmations(campaign: Campaign) -> dict[str, Confirmation]:
    """By subject, the confirmation that holds for the content as it is now."""
    rows = Confirmation.objects.filter(campaign=campaign).select_related("confirmed_by")
    held = {(row.subject, row.sha256): row for row in rows}
    found = {each.subject: held.get((each.subject, each.sha256)) for each in inferred(document_of(campaign))}
    return {subject: row for subject, row in found.items() if row is not None}


def unconfirmed(campaign: Campaign) -> list[Inferred]:
    """Proposals nobody has confirmed, in the order of the file."""
    held = confirmations(campaign)
    return [each for each in inferred(document_of(campaign)) if each.subject not in held]
