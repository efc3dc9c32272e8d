"""Writing, submitting and returning a unit's report: nothing overwritten, nothing lost."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from common.domain.vault import path_of
from common.faults import Faults
from common.models import AuditRecord, StoredFile
from indicators.choices import ReportState
from indicators.domain.reports import Overtaken, Signed, Written, quote, return_report, save_answers, submit_report
from indicators.models import Outline, Report, ReportQuote, ReportSubmission, ReportText
from indicators.queries.reports import newest_texts, texts_of
from tests.factories.reports import IN_TIME, TOO_LATE, hand_in, make_outline, parcel, write
from tests.factories.season import NOON, Season, make_season
from tests.factories.units import make_authorisation, make_membership
from units.choices import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def season() -> Season:
    return make_season()


@pytest.fixture
def outline(season) -> Outline:
    return make_outline(season)


def report(season: Season, unit: str = "P1") -> Report:
    return Report.objects.get(unit=season.units[unit])


def bodies(season: Season) -> list[str]:
    found = newest_texts(report(season))
    return [found[pk].body for pk in sorted(found)]


def save(season: Season, outline: Outline, body: str, seen: int | None, unit: str = "P1", by: str = "P1"):
    heading = outline.headings.first()
    written = [Written(heading.pk, body, seen)]
    told = {"outline": outline, "unit": season.units[unit], "written": written, "at": IN_TIME}
    return save_answers(actor=season.actor(by), **told)


def ask_more(season: Season, submission: ReportSubmission, reason: str = "Thiếu số liệu"):
    return return_report(actor=season.actor("VP", Role.MANAGER), submission=submission, reason=reason, at=NOON)


class TestWriting:
    def test_what_is_typed_is_the_draft_of_the_unit(self, season, outline):
        write(season, outline, "P1", " Đã xong\r\n4 việc ", "Thiếu máy")

        assert bodies(season) == ["Đã xong\n4 việc", "Thiếu máy"]
        assert report(season).state == ReportState.DRAFT

    def test_what_says_the_same_is_not_written_again(self, season, outline):
        write(season, outline, "P1", "Đã xong", "")
        write(season, outline, "P1", "Đã xong", "Thiếu máy")

        assert ReportText.objects.count() == 2
        assert AuditRecord.objects.filter(verb="write_report").count() == 2

    def test_an_answer_is_emptied_and_the_old_text_stays_in_the_book(self, season, outline):
        write(season, outline, "P1", "Nhầm")
        write(season, outline, "P1", "")

        assert bodies(season) == [""]
        assert ReportText.objects.filter(body="Nhầm").exists()

    def test_a_colleague_who_was_faster_is_not_overwritten(self, season, outline):
        save(season, outline, "Của tôi", None)

        with pytest.raises(Overtaken) as refused:
            save(season, outline, "Của người khác", None)
        assert [text.body for text in refused.value.texts.values()] == ["Của tôi"]
        assert bodies(season) == ["Của tôi"]

    def test_what_was_not_touched_gives_way_to_the_colleague(self, season, outline):
        first = save(season, outline, "Cũ", None)[0]
        save(season, outline, "Mới", first.pk)

        assert save(season, outline, "Cũ", first.pk) == []
        assert bodies(season) == ["Mới"]

    def test_a_text_under_a_heading_of_another_outline_goes_nowhere(self, season, outline):
        other = make_outline(season, name="Báo cáo khác")
        written = [Written(other.headings.first().pk, "Lạc", None)]
        told = {"outline": outline, "unit": season.units["P1"], "written": written, "at": IN_TIME}

        assert save_answers(actor=season.actor("P1"), **told) == []

    @pytest.mark.parametrize("body", ["x" * 20_001, "a\x00b"])
    def test_a_text_that_cannot_be_kept_names_its_heading(self, season, outline, body):
        with pytest.raises(Faults) as refused:
            save(season, outline, body, None)
        assert refused.value.faults[0].field == f"h{outline.headings.first().pk}"
        assert not ReportText.objects.exists()

    def test_nobody_writes_for_another_unit(self, season, outline):
        with pytest.raises(PermissionDenied):
            save(season, outline, "Chen vào", None, by="P2")

    @pytest.mark.parametrize("state", ["draft", "published"])
    def test_before_launch_and_after_publication_nothing_is_written(self, season, outline, state):
        season.move(state)
        with pytest.raises(PermissionDenied):
            save(season, outline, "Muộn", None)

    def test_a_unit_that_was_merged_away_before_does_not_owe_it(self, season, outline):
        unit = season.units["P1"]
        unit.valid_to = date(2025, 7, 15)
        unit.save()
        with pytest.raises(Faults, match="không phải nộp"):
            save(season, outline, "Đã xong", None)


class TestSubmitting:
    def test_the_signed_copy_is_kept_with_number_date_and_answers(self, season, outline):
        made = hand_in(season, outline, "P1", "Đã xong", "Thiếu máy")

        assert (made.number, made.file_name) == ("45/BC-UBND", "bao-cao.pdf")
        assert {text.body for text in texts_of(made).values()} == {"Đã xong", "Thiếu máy"}
        assert path_of(made.file) is not None
        assert report(season).first_submitted_at == IN_TIME

    def test_a_second_submission_supersedes_and_the_first_is_kept(self, season, outline):
        first = hand_in(season, outline, "P1", "Đã xong")
        second = hand_in(season, outline, "P1", "Đã xong, bổ sung", at=TOO_LATE, number="50/BC-UBND")

        assert report(season).submission_id == second.pk
        assert report(season).first_submitted_at == IN_TIME
        assert [text.body for text in texts_of(first).values()] == ["Đã xong"]

    def test_what_is_written_after_submitting_is_not_submitted(self, season, outline):
        made = hand_in(season, outline, "P1", "Đã xong")
        write(season, outline, "P1", "Sửa lại")

        assert [text.body for text in texts_of(made).values()] == ["Đã xong"]
        assert report(season).state == ReportState.SUBMITTED

    def submit(self, season, outline, signed=None, *, by=None, file=None, seen="", unit="P1"):
        signed = signed or Signed("45/BC-UBND", date(2025, 8, 1))
        actor = by or season.actor(unit, Role.HEAD)
        told = {"outline": outline, "unit": season.units[unit], "parcel": file, "seen": seen, "at": IN_TIME}
        return submit_report(actor=actor, signed=signed, **told)

    @pytest.mark.parametrize(
        ("signed", "word"),
        [
            (Signed(" ", date(2025, 8, 1), "giấy"), "số, ký hiệu"),
            (Signed("45/BC", date(2025, 8, 9), "giấy"), "sau ngày hôm nay"),
            (Signed("45/BC", date(2025, 8, 1)), "PDF"),
        ],
    )
    def test_what_is_missing_is_named_and_nothing_is_written(self, season, outline, signed, word):
        with pytest.raises(Faults, match=word):
            self.submit(season, outline, signed)
        assert not ReportSubmission.objects.exists()

    def test_a_signed_copy_is_a_pdf_by_its_content(self, season, outline):
        with pytest.raises(Faults, match="phải là tệp PDF"):
            self.submit(season, outline, file=parcel(b"chi la chu", "bao-cao.txt"))
        assert not StoredFile.objects.exists()

    def test_without_a_file_it_says_how_the_copy_was_sent(self, season, outline):
        made = self.submit(season, outline, Signed("45/BC", date(2025, 8, 1), "qua trục liên thông"))

        assert made.file is None
        assert made.sent_by == "qua trục liên thông"

    def test_answers_that_changed_since_they_were_read_are_not_signed_unseen(self, season, outline):
        write(season, outline, "P1", "Đã xong")
        with pytest.raises(Faults, match="đã thay đổi"):
            self.submit(season, outline, file=parcel(), seen="")

    def test_a_reporter_submits_only_by_authorisation(self, season, outline):
        person = make_membership(unit=season.units["P1"]).user
        actor = season.actor("P1")
        with pytest.raises(PermissionDenied):
            self.submit(season, outline, by=actor, file=parcel())

        make_authorisation(season.user("P1", Role.REPORTER), season.units["P1"], season.user("P1", Role.HEAD))
        made = self.submit(season, outline, by=actor, file=parcel())
        assert made.authorisation is not None
        assert person.pk != made.made_by_id

    def test_the_head_of_another_unit_does_not_submit(self, season, outline):
        with pytest.raises(PermissionDenied):
            self.submit(season, outline, by=season.actor("P2", Role.HEAD), file=parcel())

    def test_the_final_report_is_received_after_closing(self, season, outline):
        season.move("closed")
        assert hand_in(season, outline, "P1", "Đã xong").pk


class TestReturning:
    def test_a_unit_asked_for_more_submits_again(self, season, outline):
        ask_more(season, hand_in(season, outline, "P1", "Đã xong"))
        assert report(season).state == ReportState.RETURNED

        hand_in(season, outline, "P1", at=NOON)
        assert report(season).state == ReportState.SUBMITTED
        assert report(season).first_submitted_at == IN_TIME

    def test_a_report_that_was_replaced_meanwhile_is_not_returned_unread(self, season, outline):
        first = hand_in(season, outline, "P1", "Đã xong")
        hand_in(season, outline, "P1", at=NOON)

        with pytest.raises(Faults, match="bản mới"):
            ask_more(season, first)

    def test_more_is_asked_for_once_and_with_a_reason(self, season, outline):
        made = hand_in(season, outline, "P1", "Đã xong")
        with pytest.raises(Faults, match="bổ sung gì"):
            ask_more(season, made, "  ")
        ask_more(season, made)
        with pytest.raises(Faults, match="đang chờ"):
            ask_more(season, made)


class TestQuoting:
    def test_a_tick_quotes_and_taking_it_out_does_not(self, season, outline):
        made = hand_in(season, outline, "P1", "Đã xong", "Thiếu máy")
        one, two = sorted(text.pk for text in texts_of(made).values())
        told = {"actor": season.actor("VP", Role.MANAGER), "outline": outline, "shown": [one, two], "at": NOON}

        assert quote(ticked=[one], **told) == 1
        assert quote(ticked=[two], **told) == 2
        assert list(ReportQuote.objects.values_list("text_id", flat=True)) == [two]

    def test_what_was_not_shown_keeps_its_tick_and_drafts_are_never_quoted(self, season, outline):
        made = hand_in(season, outline, "P1", "Đã xong")
        write(season, outline, "P1", "Mới soạn", at=IN_TIME + timedelta(hours=1))
        (one,), draft = texts_of(made).values(), ReportText.objects.get(body="Mới soạn")
        told = {"actor": season.actor("VP", Role.MANAGER), "outline": outline, "at": NOON}

        quote(shown=[one.pk, draft.pk], ticked=[one.pk, draft.pk], **told)
        quote(shown=[], ticked=[], **told)

        assert list(ReportQuote.objects.values_list("text_id", flat=True)) == [one.pk]
