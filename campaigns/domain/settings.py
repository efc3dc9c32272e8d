"""The settings of a campaign that are not its scoring: who organises it, who sees what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.actors import Actor

from .revision import Document, Seen, revise

SETTINGS = (
    "organiser_unit", "visibility", "lines_seen_by", "public_detail", "overall_order", "missing_at_close",
    "appeal_days",
)  # fmt: skip


def change_settings(
    *,
    actor: Actor,
    campaign: Campaign,
    change: Callable[[Mapping[str, Any]], dict[str, Any]],
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> Campaign:
    """Change the document's section about the campaign itself; ``Outdated`` where its settings are no longer those of
    the version ``seen``. Raises ``Faults``."""

    def put(_held: Campaign, document: Document) -> Document:
        return {**document, "campaign": change(document["campaign"])}

    shown = Seen(seen, _settings, _("Settings"))
    return revise(actor=actor, campaign=campaign, change=put, at=at, reason=reason, seen=shown)


def _settings(document: Document) -> dict[str, Any]:
    return {key: document["campaign"].get(key) for key in SETTINGS}
