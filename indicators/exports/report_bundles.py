"""The bundles about reports: the forms of all units, and the draft of the consolidated report."""

from collections.abc import Callable
from typing import BinaryIO

from django.utils.text import slugify
from django.utils.timezone import localdate

from common.vietnamese import search_key
from indicators.choices import BundleKind
from indicators.exports.report_docx import Draft, write_draft
from indicators.exports.report_form import FormSheet, form_template, write_form
from indicators.making import Making, Part, makers
from indicators.models import Bundle, Outline
from indicators.queries.lines import CampaignLines
from indicators.queries.report_board import board_about
from indicators.queries.report_figures import figures_about
from indicators.queries.reports import Standing, answers, newest_texts, read_answers, registers
from units.queries.naming import unit_name


def forms_of(bundle: Bundle) -> Making:
    """One filled form for each unit that owes the report, in folders by cluster."""
    outline, lines = _outline(bundle), CampaignLines(bundle.campaign)
    template = form_template(outline)
    register = registers(lines, [outline], today=localdate())[0]
    parts = [
        Part(f"{_folder(block)}/{number:03d}-{_safe(unit_name(row.unit))}.docx", _form(lines, outline, row, template))
        for block, part in register.by_block()
        for number, row in enumerate(part.rows, 1)
    ]
    return Making(f"{bundle.campaign.code}-mau-bao-cao-{outline.pk}.zip", parts)


def _form(lines: CampaignLines, outline: Outline, row: Standing, template: bytes) -> Callable[[BinaryIO], None]:
    def write(target: BinaryIO) -> None:
        used, _left = answers(outline, newest_texts(row.report))
        write_form(target, FormSheet(outline, row.unit, used, figures_about(lines, row.unit, outline)), template)

    return write


def consolidated_of(bundle: Bundle) -> Making:
    outline = _outline(bundle)

    def write(target: BinaryIO) -> None:
        today = localdate()
        register = registers(CampaignLines(bundle.campaign), [outline], today=today)[0]
        board = board_about(bundle.campaign, outline)
        write_draft(target, Draft(bundle.campaign, outline, read_answers(register), today, board))

    name = f"{bundle.campaign.code}-bao-cao-{outline.pk}.docx"
    return Making(name, [Part(name, write)], is_single=True)


def _outline(bundle: Bundle) -> Outline:
    assert bundle.outline is not None, "a bundle about a report names its outline"
    bundle.outline.campaign = bundle.campaign
    return bundle.outline


def _folder(block: object) -> str:
    return _safe(str(block)) if block else "ngoai-cum-khoi"


def _safe(name: str) -> str:
    """A name that every system unpacks: no diacritics, no signs."""
    return slugify(search_key(name))[:80] or "khong-ten"


makers[BundleKind.FORMS] = forms_of
makers[BundleKind.CONSOLIDATED] = consolidated_of
