"""The three documents of a meeting, filled from its minutes and the authority's templates or those shipped."""

import json
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.domain.vault import path_of
from common.faults import Faults
from common.vietnamese import search_key
from indicators.letters.template import fill
from indicators.queries.contacts import contacts
from rewards.choices import DocumentKind
from rewards.letters.fields import FIELDS
from rewards.letters.standard import standard_template
from rewards.letters.wording import document_words
from rewards.models import DocumentTemplate, Meeting
from rewards.queries.record import record_of
from units.choices import Role
from units.models import Unit

NAMES = {DocumentKind.LETTER: "to-trinh", DocumentKind.MINUTES: "bien-ban", DocumentKind.LIST: "danh-sach-suy-ton"}


def write_document(kind: str, meeting: Meeting, *, number: str = "", dated_on: date | None = None) -> bytes:
    """One of the documents as it stands; Faults where the template cannot be filled, and then nothing is printed.

    Of a finished meeting it is filled from the minutes that were kept, else from what has been noted so far."""
    heads = contacts([meeting.lead_unit], [Role.HEAD]).get(meeting.lead_unit_id)
    signer = heads[0].user.full_name if heads else ""
    words = document_words(kind, _record(meeting), number=number, dated_on=dated_on, signer=signer)
    return fill(template_bytes(kind, template_of(meeting.campaign.organiser_unit, kind)), words, FIELDS[kind])


def _record(meeting: Meeting) -> dict[str, Any]:
    kept = meeting.minutes.order_by("-number").first()
    return json.loads(kept.content) if kept else record_of(meeting)


def file_name(kind: str, meeting: Meeting) -> str:
    """``bien-ban-cum-phuong-3-2026-11-25.docx``."""
    block = slugify(search_key(meeting.block_name.get("vi", meeting.block_code)))[:60]
    return f"{NAMES[DocumentKind(kind)]}-{block or 'cum'}-{meeting.held_on.isoformat()}.docx"


def template_of(unit: Unit | None, kind: str) -> DocumentTemplate | None:
    """The authority's own template in use; None: the one shipped."""
    if unit is None:
        return None
    rows = DocumentTemplate.objects.filter(unit=unit, kind=kind).select_related("file", "made_by")
    newest = rows.order_by("-pk").first()
    return newest if newest and newest.file_id else None


def template_bytes(kind: str, own: DocumentTemplate | None) -> bytes:
    if own is None or own.file is None:
        return standard_template(kind)
    path = path_of(own.file)
    if path is None:
        raise Faults(_("The file of your template is lost. Choose it once more, or use the one shipped."))
    return path.read_bytes()
