"""Mergers in mid-season: successors take part and inherit, whichever file was loaded first."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from campaigns.choices import ActKind, Status
from campaigns.domain.definition import define
from campaigns.models import ParticipationAct
from campaigns.queries.documents import document_of
from common.actors import system_actor
from indicators.domain import scores
from indicators.domain.succession import follow_mergers, turn_day
from indicators.models import CurrentValue, Sheet
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_succession, make_unit
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LATER = NOON + timedelta(days=30)


def file(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def season_with_facts(tmp_path: Path) -> Season:
    season = make_season()
    rows = "unit,indicator,period,value\nP1,I.2,2025-07,2\nP2,I.2,2025-07,1\n"
    call_command("load_entries", "thi-diem", file(tmp_path, "entries.csv", rows), "--verify", stdout=StringIO())
    return season


@pytest.fixture
def load_merger(tmp_path, django_capture_on_commit_callbacks):
    """P1 and P2 become P9 on 1 September 2025, as `load_units` takes it."""
    units = "code,name,kind,parent,valid_from,valid_to\nP1,Phường An Đông,ward,,2025-07-01,2025-08-31\n"
    units += "P2,Phường Bến Thành,ward,,2025-07-01,2025-08-31\nP9,Phường Mới,ward,,2025-09-01,\n"
    rows = "old_code,new_code,effective,extent\nP1,P9,2025-09-01,whole\nP2,P9,2025-09-01,whole\n"
    files = [file(tmp_path, "units.csv", units), "--succession", file(tmp_path, "succession.csv", rows)]

    def load() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            call_command("load_units", *files, stdout=StringIO(), stderr=StringIO())

    return load


def ranked(code: str) -> list[tuple[int | None, str]]:
    sheets = Sheet.objects.filter(scoreboard__campaign__code=code, scoreboard__is_live=True, basis="verified")
    return list(sheets.exclude(points="").order_by("position").values_list("rank", "unit__code"))


def test_a_merger_loaded_after_the_entries_enrols_and_ranks_the_successor(tmp_path, load_merger):
    season = season_with_facts(tmp_path)
    load_merger()
    scores.recompute(campaign=season.campaign, at=LATER)

    assert ranked("thi-diem") == [(1, "P9"), (None, "P1"), (None, "P2")]
    assert CurrentValue.objects.get(unit__code="P9", criterion__code="I.2", basis="verified").value == "3"
    assert season.campaign.participations.get(unit__code="P9").block.code == "WARD"


def test_after_launch_the_successors_enrolment_is_a_dated_act(tmp_path, load_merger):
    season_with_facts(tmp_path)
    load_merger()

    act = ParticipationAct.objects.get(participation__unit__code="P9")
    assert (act.kind, act.effective) == (ActKind.ENROLLED, date(2025, 9, 1))


def test_a_closed_campaign_keeps_its_participants(tmp_path, load_merger):
    season = season_with_facts(tmp_path)
    season.move(Status.CLOSED)
    load_merger()

    assert not season.campaign.participations.filter(unit__code="P9").exists()


def test_loading_the_plan_again_lets_a_new_participant_inherit(tmp_path):
    season = season_with_facts(tmp_path)
    new = merge_quietly()
    define(actor=system_actor("test"), document=document_of(season.campaign), at=LATER, reason="test")

    assert CurrentValue.objects.get(unit=new, criterion__code="I.2", basis="verified").value == "2"


def merge_quietly() -> Unit:
    """P1 becomes P9 on 1 September without news of it."""
    old, new = Unit.objects.get(code="P1"), make_unit("Phường Mới", code="P9", valid_from=date(2025, 9, 1))
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2025, 8, 31))
    make_succession(old, new, date(2025, 9, 1))
    return new


def test_on_its_day_a_merger_that_was_known_before_takes_effect(tmp_path):
    season = season_with_facts(tmp_path)
    new = merge_quietly()
    follow_mergers(unit_ids=[new.pk, *Unit.objects.filter(code="P1").values_list("pk", flat=True)], at=NOON)
    scores.recompute(campaign=season.campaign, at=NOON)
    assert ranked("thi-diem") == [(1, "P1"), (2, "P2")]

    assert turn_day(at=NOON + timedelta(days=13)) == 1

    assert [unit for rank, unit in ranked("thi-diem") if rank] == ["P9", "P2"]
