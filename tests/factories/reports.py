"""Reports asked of a season's units, and reports they write and submit."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from common.domain.vault import Parcel, receive
from indicators.choices import BundleKind, ReportKind
from indicators.domain import bundles, outlines, reports
from indicators.domain.report_extensions import Longer, extend_report
from indicators.models import Bundle, Outline, ReportExtension, ReportSubmission
from indicators.queries.reports import newest_texts
from indicators.views.report_desk import report_of
from tests.factories.season import Season
from units.choices import Role

DUE = date(2025, 8, 5)  # a Tuesday
JULY = datetime(2025, 7, 10, 2, 0, tzinfo=UTC)
IN_TIME = datetime(2025, 8, 4, 3, 0, tzinfo=UTC)
TOO_LATE = datetime(2025, 8, 6, 3, 0, tzinfo=UTC)
HEADINGS = ("Kết quả", "Khó khăn", "Kiến nghị")
PDF = b"%PDF-1.7\n" + b"0" * 64


def asked(headings: Sequence[str] = HEADINGS, **more: Any) -> outlines.Asked:
    days = {"first": date(2025, 7, 1), "last": date(2025, 7, 31), "due": DUE}
    told = {"kind": ReportKind.PERIODIC, "name": "Báo cáo tháng 7", **days, **more}
    return outlines.Asked(headings=[(None, text) for text in headings], **told)


def make_outline(season: Season, *, at: datetime = JULY, phase: str = "", **more: Any) -> Outline:
    manager = season.actor("VP", Role.MANAGER)
    return outlines.ask_for_report(actor=manager, campaign=season.campaign, asked=asked(**more), phase=phase, at=at)


def write(season: Season, outline: Outline, unit: str, *bodies: str, at: datetime = IN_TIME) -> None:
    """Under the headings in their order, over whatever stands there."""
    ward = season.units[unit]
    newest = newest_texts(report_of(outline, ward))
    written = [
        reports.Written(heading.pk, body, newest[heading.pk].pk if heading.pk in newest else None)
        for heading, body in zip(outline.headings.all(), bodies, strict=False)
    ]
    reports.save_answers(actor=season.actor(unit), outline=outline, unit=ward, written=written, at=at)


def parcel(content: bytes = PDF, name: str = "bao-cao.pdf") -> Parcel:
    return receive([content], name)


def hand_in(
    season: Season, outline: Outline, unit: str, *bodies: str, at: datetime = IN_TIME, number: str = "45/BC-UBND"
) -> ReportSubmission:
    """Written and submitted by the unit's head, signed the day before."""
    if bodies:
        write(season, outline, unit, *bodies, at=at)
    ward = season.units[unit]
    signed = reports.Signed(number, (at - timedelta(days=1)).date())
    seen = reports.seen_of(newest_texts(report_of(outline, ward)))
    told = {"outline": outline, "unit": ward, "signed": signed, "seen": seen, "at": at}
    return reports.submit_report(actor=season.actor(unit, Role.HEAD), parcel=parcel(), **told)


def extend(season: Season, outline: Outline, unit: str, due: date, *, at: datetime = TOO_LATE) -> ReportExtension:
    manager, longer = season.actor("VP", Role.MANAGER), Longer(due, "Mưa bão", "45/UBND-VP ngày 01/8/2025")
    return extend_report(actor=manager, outline=outline, unit=season.units[unit], longer=longer, at=at)


def asked_bundle(season: Season, outline: Outline, kind: BundleKind = BundleKind.FORMS) -> Bundle:
    manager = season.actor("VP", Role.MANAGER)
    return bundles.ask_for_bundle(actor=manager, campaign=season.campaign, kind=kind, outline=outline, at=TOO_LATE)


def made_bundle(season: Season, outline: Outline, kind: BundleKind = BundleKind.FORMS) -> Bundle:
    """Worked on until it is finished, as the worker does slice by slice."""
    bundle = asked_bundle(season, outline, kind)
    while bundles.work(bundle_id=bundle.pk, at=TOO_LATE):
        pass
    bundle.refresh_from_db()
    return bundle
