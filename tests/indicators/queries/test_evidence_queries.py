"""Which documents stand behind which figures."""

import pytest

from indicators.domain.evidence import Reference, add_evidence, link, unlink
from indicators.models import EvidenceLink
from indicators.queries.evidence import documents_of, library, ties
from tests.factories.season import NOON, Season, make_season

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def season() -> Season:
    season = make_season()
    actor, unit = season.actor("P1"), season.units["P1"]
    for title, targets in (("Kế hoạch", [("I.2", "2025-07"), ("I.2", "")]), ("Báo cáo", [("I.2", "2025-08")])):
        paper = add_evidence(actor=actor, unit=unit, reference=Reference(title, number="1"), at=NOON)
        pairs = [(season.line(line), period) for line, period in targets]
        link(actor=actor, lines=season.lines, evidence=paper, targets=pairs, at=NOON)
    return season


def test_a_cell_has_the_documents_of_its_period_and_of_its_line(season):
    found = ties(season.units["P1"], season.line("I.2").series_id, "2025-07")

    assert [row.evidence.title for row in found.of_period] == ["Kế hoạch"]
    assert [row.evidence.title for row in found.of_line] == ["Kế hoạch"]
    assert found.count == 2


def test_the_library_tells_how_often_each_document_is_used(season):
    row = EvidenceLink.objects.filter(period="").get()
    unlink(actor=season.actor("P1"), lines=season.lines, link_id=row.pk, at=NOON)

    assert [(paper.title, paper.tied) for paper in library(season.units["P1"])] == [("Báo cáo", 1), ("Kế hoạch", 1)]
    assert not library(season.units["P2"])


def test_documents_of_a_line_are_listed_once(season, django_assert_num_queries):
    unit, series = season.units["P1"].pk, season.line("I.2").series_id

    with django_assert_num_queries(1):
        found = documents_of([series], [unit])

    assert [paper.title for paper in found[unit, series]] == ["Kế hoạch", "Báo cáo"]
