"""Reports and tables past their day stand beside late figures: named, kept once, settled when they come."""

from datetime import date, timedelta

import pytest

from campaigns.choices import Status
from campaigns.queries.readiness import missing_for
from indicators.choices import UrgingChannel
from indicators.domain.urging import urge
from indicators.letters.messages import messages
from indicators.letters.wording import letter_words, lines_text
from indicators.models import UrgedDebt
from indicators.queries.provision import late_tables
from indicators.queries.reports import late_reports
from indicators.queries.tracking import tracking
from indicators.queries.urging import Debtors, late_providers, late_units
from indicators.queries.urging_register import Urged, register, urged
from tests.factories.reports import extend, hand_in, make_outline
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2025, 8, 20)


@pytest.fixture
def season() -> Season:
    return make_season()


def late(season: Season) -> list[Debtors]:
    board = tracking(season.lines, today=TODAY).without_figures()
    return late_units(board, late_reports(season.lines, today=TODAY))


def write(season: Season, found: list[Debtors]) -> None:
    rows = [debtor for debtors in found for debtor in debtors.rows]
    told = {"actor": season.actor("VP", Role.MANAGER), "campaign": season.campaign, "at": NOON}
    urge(channel=UrgingChannel.LETTER, debtors=rows, **told)


def rows_of(season: Season) -> dict[str, Urged]:
    return {row.unit.code: row for row in urged(register(season.lines))}


def test_a_report_past_its_day_is_owed_but_not_by_who_submitted_or_has_longer(season):
    outline = make_outline(season)
    hand_in(season, outline, "P1", "Xong")
    extend(season, outline, "P2", date(2025, 8, 29))
    codes = {debtor.unit.code for debtors in late(season) for debtor in debtors.rows}

    assert codes == {"P3", "STC", "SNV"}


def test_the_letter_and_the_text_for_zalo_name_the_report(season):
    make_outline(season)
    found = late(season)
    text = messages(season.campaign, found[0], today=TODAY, link="https://x/d/y")[0].text

    assert lines_text(found[0].rows[0]) == "Báo cáo tháng 7"
    assert "chưa nộp đủ báo cáo" in text
    assert "- Phường An Đông: Báo cáo tháng 7, quá hạn 11 ngày làm việc" in text
    assert "các báo cáo đến hạn" in letter_words(season.campaign, found, today=TODAY)["ky"]


def test_an_urged_report_is_settled_when_it_comes(season):
    outline = make_outline(season)
    write(season, late(season))
    assert rows_of(season)["P1"].state == "open"

    hand_in(season, outline, "P1", "Xong", at=NOON + timedelta(days=1))
    assert (rows_of(season)["P1"].state, rows_of(season)["P1"].days) == ("settled", 1)
    assert UrgedDebt.objects.filter(outline=outline).count() == 5


def test_a_department_is_urged_about_its_tables(season):
    found = late_providers(late_tables(season.lines, today=TODAY))
    assert [debtor.key for debtors in found for debtor in debtors.rows] == [f"t{season.units['STC'].pk}"]
    assert "bảng số liệu II.1, tháng 7/2025" in lines_text(found[0].rows[0])

    write(season, found)
    assert rows_of(season)["STC"].state == "open"
    assert UrgedDebt.objects.get().is_table


def test_a_line_that_counts_late_reports_lacks_an_outline(season):
    def codes(found: Season) -> set[str]:
        return {issue.code for issue in missing_for(found.campaign, Status.CLOSED, on=TODAY)}

    assert "no_outline" not in codes(season)
    season.campaign.criteria.filter(code="TRU.1").update(feed="reports")
    assert "no_outline" in codes(season)
    make_outline(season)
    assert "no_outline" not in codes(season)
