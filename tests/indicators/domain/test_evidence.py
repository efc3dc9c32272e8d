"""Documents that support figures, and where their bytes lie."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.choices import Status
from common.actors import system_actor
from common.domain import vault
from common.faults import Faults
from common.models import AuditRecord, StoredFile
from indicators.domain.evidence import Reference, add_evidence, link, may_read, unlink
from indicators.models import Evidence, EvidenceLink
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PDF = b"%PDF-1.7\nplan"
PLAN = Reference("Kế hoạch cải cách hành chính", number="12/KH-UBND", dated_on=date(2025, 7, 15))


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "evidence"


@pytest.fixture
def season() -> Season:
    return make_season()


def files(settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def add(season: Season, *, code="P1", reference=PLAN, content: bytes | None = None, role=Role.REPORTER) -> Evidence:
    parcel = vault.receive([content], "ke-hoach.pdf") if content is not None else None
    return add_evidence(
        actor=season.actor(code, role), unit=season.units[code], reference=reference, parcel=parcel, at=NOON
    )


def tie(season: Season, evidence: Evidence, *targets: tuple[str, str], actor=None) -> int:
    pairs = [(season.line(line), period) for line, period in targets]
    actor = actor or season.actor(evidence.unit.code)
    return link(actor=actor, lines=season.lines, evidence=evidence, targets=pairs, at=NOON)


def test_a_reference_needs_no_file(season, settings):
    evidence = add(season)

    assert (evidence.number, evidence.file, files(settings)) == ("12/KH-UBND", None, [])
    assert AuditRecord.objects.filter(verb="add_evidence").count() == 1


def test_a_file_lies_under_its_hash_once_the_row_is_committed(season, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        evidence = add(season, content=PDF)
    sha256 = evidence.file.sha256
    assert files(settings)[0].startswith(f"passing/{sha256}-")

    for callback in callbacks:
        callback()

    assert files(settings) == [f"{sha256[:2]}/{sha256}"]
    assert vault.path_of(evidence.file).read_bytes() == PDF
    assert (evidence.file.size, evidence.file.content_type) == (len(PDF), "application/pdf")


def test_the_same_bytes_are_kept_once(season, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one, other = add(season, content=PDF), add(season, code="P2", content=PDF)

    assert one.file == other.file
    assert len(files(settings)) == 1


def test_a_file_whose_rename_was_missed_is_found_by_its_hash(season, settings):
    evidence = add(season, content=PDF)

    assert vault.path_of(evidence.file).read_bytes() == PDF
    assert len(files(settings)) == 1


def test_lost_bytes_are_told_apart_from_kept_ones(season, settings):
    stored = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="application/pdf", stored_at=NOON)

    assert vault.path_of(stored) is None


@pytest.mark.parametrize(
    ("content", "name"), [(b"<html>", "a.pdf"), (b"", "a.pdf"), (b"x" * 2000, "a.txt"), (PDF, "a.exe")]
)
def test_a_refused_upload_leaves_nothing_behind(season, settings, content, name):
    settings.EVIDENCE_MAX_BYTES = 1000

    with pytest.raises(Faults):
        vault.receive([content], name)

    assert files(settings) == []


def test_a_name_with_folders_in_it_keeps_only_its_last_part(season):
    assert vault.receive([PDF], "../../etc/ke-hoach.pdf").name == "ke-hoach.pdf"


def test_the_sweep_places_what_has_a_row_and_removes_what_has_none(season, settings):
    kept = add(season, content=PDF)
    vault.receive([b"%PDF-1.4 nobody's"], "a.pdf")
    fresh = vault.receive([b"%PDF-1.4 fresh"], "b.pdf")
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and path != fresh.path:
            os.utime(path, (NOON.timestamp() - 90_000,) * 2)
    os.utime(fresh.path, (NOON.timestamp(),) * 2)

    assert vault.sweep(at=NOON) == (1, 1)
    assert vault.sweep(at=NOON) == (0, 0)

    sha256 = kept.file.sha256
    assert files(settings) == [f"{sha256[:2]}/{sha256}", f"passing/{fresh.path.name}"]
    assert vault.sweep(at=NOON + timedelta(days=2)) == (0, 1)


def test_a_discarded_parcel_is_gone(settings):
    vault.discard(vault.receive([PDF], "a.pdf"))

    assert files(settings) == []


@pytest.mark.parametrize(
    ("reference", "field"),
    [
        (Reference(""), "title"),
        (Reference("x" * 256, number="1"), "title"),
        (Reference("Kế hoạch"), "number"),
        (Reference("Kế hoạch\nhai", number="1"), "title"),
    ],
)
def test_a_reference_that_identifies_nothing_is_refused(season, reference, field):
    with pytest.raises(Faults) as refused:
        add(season, reference=reference)

    assert field in {fault.field for fault in refused.value.faults}


def test_nobody_registers_documents_of_another_unit(season):
    with pytest.raises(PermissionDenied):
        add_evidence(actor=season.actor("P2"), unit=season.units["P1"], reference=PLAN, at=NOON)


def test_one_document_serves_many_lines_and_periods_each_once(season):
    evidence = add(season)
    targets = [("I.1", "2025-07"), ("I.2", "2025-07"), ("I.3", "")]

    assert tie(season, evidence, *targets) == 3
    assert tie(season, evidence, *targets, ("I.2", "2025-08")) == 1
    assert EvidenceLink.objects.count() == 4


def test_a_tie_to_a_period_the_line_does_not_have_is_refused(season):
    evidence = add(season)

    with pytest.raises(Faults):
        tie(season, evidence, ("I.3", "2025-07"))


def test_a_removed_tie_is_marked_and_may_be_made_again(season):
    evidence = add(season)
    tie(season, evidence, ("I.1", "2025-07"))
    row = EvidenceLink.objects.get()

    unlink(actor=season.actor("P1"), lines=season.lines, link_id=row.pk, at=NOON)

    row.refresh_from_db()
    assert (row.removed_at, row.removed_by) == (NOON, season.user("P1", Role.REPORTER))
    assert tie(season, evidence, ("I.1", "2025-07")) == 1
    with pytest.raises(Faults):
        unlink(actor=season.actor("P1"), lines=season.lines, link_id=row.pk, at=NOON)


def test_after_closing_documents_are_neither_tied_nor_untied(season):
    evidence = add(season)
    tie(season, evidence, ("I.1", "2025-07"))
    season.move(Status.CLOSED)

    with pytest.raises(PermissionDenied):
        tie(season, evidence, ("I.2", "2025-07"))
    with pytest.raises(PermissionDenied):
        unlink(actor=season.actor("P1"), lines=season.lines, link_id=EvidenceLink.objects.get().pk, at=NOON)


def test_a_tie_in_a_closed_campaign_is_not_ended_through_an_open_one(season):
    evidence = add(season)
    tie(season, evidence, ("I.1", "2025-07"))
    season.move(Status.CLOSED)
    other = make_season(units=season.units, code="dot-khac")

    with pytest.raises(Faults, match="another campaign"):
        unlink(actor=season.actor("P1"), lines=other.lines, link_id=EvidenceLink.objects.get().pk, at=NOON)

    assert EvidenceLink.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("code", "role", "allowed"),
    [
        ("P1", Role.REPORTER, True),
        ("P1", Role.HEAD, True),
        ("SNV", Role.VERIFIER, True),
        ("VP", Role.MANAGER, True),
        ("VP", Role.LEADER, True),
        ("P2", Role.REPORTER, False),
        ("STC", Role.VERIFIER, False),
        ("STC", Role.PROVIDER, False),
        ("SNV", Role.REPORTER, False),
        ("P2", Role.CLUSTER_LEAD, False),
    ],
)
def test_evidence_is_read_by_its_unit_and_those_who_appraise_what_it_supports(season, code, role, allowed):
    evidence = add(season)
    tie(season, evidence, ("I.1", "2025-07"))

    assert may_read(actor=season.actor(code, role), evidence=evidence).allowed is allowed


def test_evidence_tied_to_nothing_is_its_units_own(season):
    evidence = add(season)

    assert may_read(actor=season.actor("P1"), evidence=evidence)
    assert may_read(actor=system_actor(), evidence=evidence)
    assert not may_read(actor=season.actor("VP", Role.MANAGER), evidence=evidence)


def test_bytes_of_evidence_that_was_rolled_back_are_nobodys(season, settings):
    parcel = vault.receive([PDF], "a.pdf")
    with pytest.raises(Faults), transaction.atomic():
        add_evidence(actor=season.actor("P1"), unit=season.units["P1"], reference=Reference(""), parcel=parcel, at=NOON)

    assert not StoredFile.objects.exists()
    assert vault.sweep(at=NOON + timedelta(days=4000)) == (0, 1)
