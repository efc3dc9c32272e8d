"""The pages that people meet, each with somebody who may open it, and a season that fills them."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from campaigns.domain.sub_launches import add_sub_units, launch_on
from campaigns.models import CampaignDocument
from indicators.domain import current, scores
from indicators.domain.evidence import Reference, add_evidence
from indicators.domain.progress import Wanted, save_many
from indicators.domain.provided import provide
from indicators.domain.submission import submit
from indicators.gauges import Typed
from indicators.models import Evidence, Outline, Series
from tests.browser.cluster_pages import of_clusters, parts, work
from tests.browser.stage_pages import of_stages, prepare
from tests.factories import papers, registering
from tests.factories import season as plan
from tests.factories.duties import SECTION
from tests.factories.reports import hand_in, make_outline
from tests.factories.season import Season, make_season
from tests.factories.units import make_membership
from units.choices import Role
from units.models import Unit

LONG_NAME = "Trung tâm Kiểm soát, phòng ngừa dịch bệnh và Chăm sóc sức khoẻ cộng đồng liên phường Bến Thành"
LONG_NOTE = "Số phiếu phát ra và thu về chưa khớp với biên bản kiểm phiếu. " * 64

WARD = ("P1", Role.REPORTER)
HEAD = ("P1", Role.HEAD)
FINANCE = ("STC", Role.PROVIDER)
VERIFIER = ("SNV", Role.VERIFIER)
MANAGER = ("VP", Role.MANAGER)
VISITOR = ("", "")

# Address name -> who opens it; those under a campaign take its code, `unit` the ward.
ANYWHERE = {
    "home": VISITOR,
    "sign_in": VISITOR,
    "todo": WARD,
    "profile": WARD,
    "change_password": WARD,
    "token": WARD,
    "own_unit": WARD,
    "colleagues": HEAD,
    "units:search": WARD,
    "units:account_import": MANAGER,
    "campaigns:list": MANAGER,
    "new_campaign": MANAGER,
}
OF_CAMPAIGN = {
    "campaign": WARD,
    "grid": WARD,
    "grid_submit": HEAD,
    "entries_import": WARD,
    "evidence_list": WARD,
    "evidence_new": WARD,
    "provided_figures": WARD,
    "own_sheet": WARD,
    "board": MANAGER,
    "pace": WARD,
    "tracking": MANAGER,
    "urging": MANAGER,
    "urging_register": MANAGER,
    "letter_template": MANAGER,
    "reports": WARD,
    "outline_new": MANAGER,
    "closing": MANAGER,
    "provide": FINANCE,
    "provide_contested": FINANCE,
    "queue": VERIFIER,
    "queue_verdicts": VERIFIER,
    "campaigns:documents": WARD,
    "campaigns:document_new": MANAGER,
    "registration": WARD,
    "registration_file": HEAD,
    "registration_register": MANAGER,
    "campaigns:works": WARD,
    "campaigns:works_register": MANAGER,
    "campaigns:sub_launch": HEAD,
    "campaigns:sub_launches": MANAGER,
    "campaigns:progress": MANAGER,
    "campaigns:proposals": MANAGER,
    "campaigns:settings": MANAGER,
    "campaigns:blocks": MANAGER,
    "campaigns:participants": MANAGER,
    "campaigns:choose": MANAGER,
    "campaigns:copy": MANAGER,
    "workshop": MANAGER,
}


Named = tuple[str, list[object], tuple[str, str]]


def named(season: Season) -> list[Named]:
    """Every page by its name and what stands in its address, with who opens it."""
    code = season.campaign.code
    found: list[Named] = [(name, [], who) for name, who in ANYWHERE.items()]
    found += [(name, [code], who) for name, who in OF_CAMPAIGN.items()]
    found += [*reports(season), *undertakings(season), *of_units(season), *of_figures(season)]
    return [*found, *of_clusters(season), *of_stages(season)]


def addresses(season: Season) -> list[tuple[str, tuple[str, str]]]:
    """Every page and who opens it; the sheet also as it is printed, the grid's panel as it opens beside a cell."""
    found = [(reverse(name, args=given), who) for name, given, who in named(season)]
    found.append((f"{reverse('own_sheet', args=[season.campaign.code])}?print", HEAD))
    read = reverse("registration_read", args=[season.campaign.code, season.units["P2"].pk])
    found.append((f"{read}?print", MANAGER))
    return found + parts(season)


def of_units(season: Season) -> list[Named]:
    ward, person = season.units["P1"], season.user("P1", Role.REPORTER)
    return [
        ("units:detail", [ward.pk], WARD),
        ("units:people", [ward.pk], HEAD),
        ("units:new_colleague", [ward.pk], HEAD),
        ("units:person", [ward.pk, person.pk], HEAD),
        ("campaigns:participant", [season.campaign.code, ward.pk], MANAGER),
    ]


def of_figures(season: Season) -> list[Named]:
    """Pages of one line, one unit, one period, one document."""
    code, ward, month = season.campaign.code, season.units["P1"].pk, month_of(season)
    own, provided = season.line("I.1"), season.line("II.1")
    paper = Evidence.objects.filter(unit=ward).order_by("pk").first()
    assert paper is not None
    return [
        ("grid_form", [code, month], WARD),
        ("evidence_tie", [code, paper.pk], WARD),
        ("evidence", [paper.pk], WARD),
        ("provide_table", [code, provided.pk, month], FINANCE),
        ("provide_one", [code, provided.pk, month, ward], FINANCE),
        ("queue_line", [code, own.pk], VERIFIER),
        ("queue_unit", [code, ward], VERIFIER),
        ("queue_case", [code, own.pk, ward, month], VERIFIER),
        ("sheet", [code, ward], MANAGER),
        ("workshop_line", [code, own.code], MANAGER),
    ]


def month_of(season: Season) -> str:
    return f"{season.campaign.start:%Y-%m}"


def reports(season: Season) -> list[Named]:
    """The pages of a report that P2 has submitted and P1 has not, and of one that nobody has begun."""
    outline, untouched = Outline.objects.filter(campaign=season.campaign).order_by("pk")
    given, heading = [season.campaign.code, outline.pk], outline.headings.first()
    assert heading is not None
    return [
        ("report_register", given, MANAGER),
        ("outline_edit", [season.campaign.code, untouched.pk], MANAGER),
        ("report_heading", [*given, heading.pk], MANAGER),
        ("report_read", [*given, season.units["P2"].pk], MANAGER),
        ("report_extend", [*given, season.units["P1"].pk], MANAGER),
        ("report_write", given, WARD),
        ("report_submit", given, HEAD),
    ]


def undertakings(season: Season) -> list[Named]:
    """The receipts of a document, what P2 registered, the pledge of its cluster."""
    code, block = season.campaign.code, season.campaign.blocks.get(code="WARD")
    document = CampaignDocument.objects.get(campaign=season.campaign)
    return [
        ("campaigns:document_receipts", [code, document.pk], MANAGER),
        ("registration_read", [code, season.units["P2"].pk], MANAGER),
        ("pledge", [code, block.pk], MANAGER),
    ]


def filled_season() -> Season:
    """A season of today: one ward behind, one waiting with a very long note, one whose name is very long."""
    start = (timezone.localdate() - timedelta(days=70)).replace(day=1)
    season = make_season(plan=_document(start), at=timezone.now() - timedelta(days=40))
    Unit.objects.filter(code="P2").update(name=LONG_NAME)
    month = f"{start:%Y-%m}"
    for unit, note in (("P1", LONG_NOTE), ("P2", "")):
        _hand_in(season, unit, month, note)
    act = {"lines": season.lines, "line": season.line("II.1"), "period": month, "at": timezone.now()}
    rows = [(season.units[code], Typed(Decimal(90))) for code in ("P1", "P2", "SNV")]
    provide(actor=season.actor("STC", Role.PROVIDER), rows=rows, **act)
    make_membership(season.user("P1", Role.HEAD), season.units["P1"], Role.COORDINATOR)
    _report(season, start)
    _paper(season)
    work(season)
    prepare(season)
    _undertake(season, start)
    assert Series.objects.exists()
    current.rebuild(campaign=season.campaign, at=timezone.now())
    scores.recompute(campaign=season.campaign, at=timezone.now())
    return season


def _document(start):
    days = {"start": start.isoformat(), "end": (start + timedelta(days=200)).isoformat()}
    dues = (start + timedelta(days=20), start + timedelta(days=150))
    owed = [{**each, "due": due.isoformat()} for each, due in zip(SECTION, dues, strict=True)]
    return {**plan.document(**days), "obligations": owed}


def _report(season: Season, start: date) -> None:
    days = {"first": start, "last": start + timedelta(days=30), "due": start + timedelta(days=36)}
    outline = make_outline(season, at=timezone.now(), **days)
    hand_in(season, outline, "P2", LONG_NOTE, "x" * 400, at=timezone.now())
    make_outline(season, at=timezone.now(), name="Báo cáo nhanh", **days)


def _paper(season: Season) -> None:
    reference = Reference(title="Báo cáo tháng " + "x" * 60, number="15/BC-UBND")
    add_evidence(actor=season.actor("P1"), unit=season.units["P1"], reference=reference, at=timezone.now())


def _undertake(season: Season, start: date) -> None:
    """A document that waits for P1, a registration of P2 with a very long name, a work of P1, quarters below it."""
    now, today = timezone.now(), timezone.localdate()
    papers.make_document(season, at=now, dated_on=today, receipt_due=today)
    registering.call(season, opens_on=start, due=today, at=now)
    days = {"starts_on": start, "finish_on": today + timedelta(days=3)}
    registering.confirmed(season, "P1", registering.work(**days), at=now)
    registering.hand_in(season, "P2", registering.work(LONG_NAME, product=LONG_NAME, **days), at=now)
    told = {"campaign": season.campaign, "unit": season.units["P1"], "at": now}
    launch_on(actor=season.actor("P1", Role.HEAD), launched_on=today, paper="15/KH-UBND", **told)
    add_sub_units(actor=season.actor("P1"), kind="village", names=["Khu phố 1", LONG_NAME], **told)


def _hand_in(season: Season, unit: str, period: str, note: str) -> None:
    figures = [("I.1", Typed(None, Decimal(9), Decimal(10), note=note)), ("I.2", Typed(Decimal(2)))]
    wanted = [Wanted(season.line(line), period, typed) for line, typed in figures]
    given = {"lines": season.lines, "unit": season.units[unit], "at": timezone.now()}
    save_many(actor=season.actor(unit), wanted=wanted, **given)
    cells = [(one.line, one.period) for one in wanted]
    submit(actor=season.actor(unit, Role.HEAD), cells=cells, **given)
