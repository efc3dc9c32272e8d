"""Who is put forward beside the points, the minutes' documents, sending and receiving."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from campaigns.queries.clusters import clusters_of
from common.domain.vault import path_of, receive
from common.faults import Faults
from common.models import AuditRecord
from rewards.choices import DocumentKind
from rewards.domain import outcomes
from rewards.domain.outcomes import receive_documents
from rewards.domain.templates import replace_document_template
from rewards.exports import template_of, write_document
from rewards.letters.standard import standard_template
from rewards.models import ClusterSubmission, DocumentTemplate, Meeting, PutForward, SubmissionReceipt
from rewards.queries.overview import summaries
from tests.factories import clusters
from tests.factories.clusters import DAY, appoint, held_meeting, prepare, put_forward, send, told
from tests.factories.season import NOON, Season, make_season
from units.choices import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def season(tmp_path, settings) -> Season:
    settings.MEDIA_ROOT = tmp_path / "evidence"
    made = make_season()
    appoint(made)
    clusters.score(made, tmp_path)
    return made


@pytest.fixture
def meeting(season) -> Meeting:
    return clusters.open_meeting(season)


def text_of(content: bytes) -> str:
    """Paragraphs and cells of a document, in their order of kind."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


class TestPuttingForward:
    def test_the_result_stands_beside_the_points_of_then(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P1": 2, "P2": 1})
        made = put_forward(season, vote)
        rows = {row.unit.code: row for row in made.rows.select_related("unit")}

        assert not made.differs
        assert (rows["P1"].place, rows["P1"].votes, rows["P1"].block_rank) == (1, 2, 1)
        assert (rows["P2"].place, rows["P2"].points, rows["P2"].block_rank) == (None, "8", 2)
        assert made.run is not None

    def test_another_order_needs_a_reason_and_keeps_both(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P2": 3})
        with pytest.raises(Faults, match="Phường Bến Thành được xếp trước Phường An Đông"):
            put_forward(season, vote)
        assert not PutForward.objects.exists()

        made = put_forward(season, vote, "Đơn vị có mô hình được nhân rộng")
        assert (made.differs, made.reason) == (True, "Đơn vị có mô hình được nhân rộng")
        assert [(row.unit.code, row.place, row.block_rank) for row in made.rows.order_by("block_rank")][:2] == [
            ("P1", None, 1), ("P2", 1, 2),
        ]  # fmt: skip

    def test_a_reason_nobody_asked_for_is_not_kept(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P1": 3})
        assert put_forward(season, vote, "thừa").reason == ""

    def test_a_recount_makes_the_result_be_kept_anew(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P1": 3})
        put_forward(season, vote)
        clusters.count(season, vote, {"P2": 3}, reason="Nhầm cột")
        with pytest.raises(Faults, match="xác nhận kết quả"):
            clusters.finish(season, meeting)

    def test_nothing_is_put_forward_uncounted(self, season, meeting):
        with pytest.raises(Faults, match="kiểm phiếu"):
            put_forward(season, prepare(season, meeting))

    def test_nobody_may_pass_and_the_meeting_still_ends(self, season, meeting):
        vote = prepare(season, meeting)
        clusters.count(season, vote, {"P1": 1, "P2": 1, "P3": 1})
        assert not put_forward(season, vote).rows.exclude(place=None).exists()
        clusters.finish(season, meeting)
        assert "không suy tôn" in text_of(write_document(DocumentKind.LETTER, meeting))


class TestDocuments:
    def test_the_three_say_what_the_meeting_decided(self, season):
        made = held_meeting(season, {"P2": 3}, "Mô hình được nhân rộng")
        letter, minutes, names = (
            text_of(write_document(kind, made, number="05/TTr-CTĐ", dated_on=DAY)) for kind in DocumentKind.values
        )
        assert "TỜ TRÌNH" in letter
        assert "Kính gửi: Văn phòng UBND" in letter
        assert "Phường Bến Thành: 3 phiếu (100,0\u00a0%); 8,00 điểm thẩm định, thứ 2 của cụm theo điểm" in letter
        assert "Lý do: Mô hình được nhân rộng" in letter
        assert "BIÊN BẢN" in minutes
        assert "Đơn vị có mặt (3/3):" in minutes
        assert "Chủ tọa: Ông A. Thư ký: Bà B." in minutes
        assert "ngày 20 tháng 8 năm 2025" in minutes
        assert "(Kèm theo Tờ trình số 05/TTr-CTĐ ngày 20 tháng 8 năm 2025)" in names
        assert "Phường An Đông" not in names
        assert not [text for text in (letter, minutes, names) if "{" in text]

    def test_they_are_filled_from_the_minutes_whatever_happens_later(self, season):
        made = held_meeting(season)
        before = text_of(write_document(DocumentKind.MINUTES, made))
        made.attendances.update(people="Ai đó")
        season.units["P1"].name = "Phường Đổi Tên"
        season.units["P1"].save()
        assert text_of(write_document(DocumentKind.MINUTES, made)) == before

    def test_an_authoritys_own_template_takes_the_place_of_the_one_shipped(self, season, tmp_path):
        replaced(season, "{{ cum }} / {{ cum_truong }}", tmp_path)
        made = held_meeting(season)
        assert text_of(write_document(DocumentKind.LETTER, made)) == "Cụm phường / Phường Chợ Quán"

    @pytest.mark.parametrize(
        ("text", "word"), [("{{ cum_pho }}", "cum_pho"), ("{{ bieu_quyet }}", "bieu_quyet"), ("{{ cum ", "cum")]
    )
    def test_a_broken_placeholder_is_named_and_the_template_stays(self, season, tmp_path, text, word):
        with pytest.raises(Faults, match=word):
            replaced(season, text, tmp_path)
        assert not DocumentTemplate.objects.exists()

    def test_one_goes_back_to_the_one_shipped(self, season, tmp_path):
        replaced(season, "{{ cum }}", tmp_path)
        replace_document_template(parcel=None, **by_organiser(season))
        assert template_of(season.units["VP"], DocumentKind.LETTER) is None

    def test_only_the_organisers_managers_replace_one(self, season, tmp_path):
        with pytest.raises(PermissionDenied):
            replaced(season, "{{ cum }}", tmp_path, actor=clusters.lead(season))


def by_organiser(season: Season) -> dict[str, Any]:
    manager = season.actor("VP", Role.MANAGER)
    return {"actor": manager, "unit": season.units["VP"], "kind": DocumentKind.LETTER, "at": NOON}


def replaced(season: Season, text: str, folder: Any, **more: Any) -> DocumentTemplate:
    document = Document()
    document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    return replace_document_template(parcel=receive([content.getvalue()], "mau.docx"), **(by_organiser(season) | more))


class TestSending:
    def test_the_three_are_kept_as_they_were_sent(self, season):
        sent = send(season, held_meeting(season))
        files = {row.kind: row for row in sent.files.select_related("file")}

        assert set(files) == set(DocumentKind.values)
        assert path_of(files["letter"].file).read_bytes() == standard_template("letter")
        assert AuditRecord.objects.filter(verb="send_cluster_documents").count() == 1

    def test_a_second_letter_takes_the_place_of_the_first_which_is_kept(self, season):
        made = held_meeting(season)
        send(season, made)
        send(season, made, "06/TTr-CTĐ")
        row = summary(season)

        assert row.sent.number == "06/TTr-CTĐ"
        assert ClusterSubmission.objects.count() == 2

    def test_nothing_is_sent_before_the_meeting_is_finished(self, season):
        with pytest.raises(PermissionDenied, match="kết thúc"):
            send(season, clusters.open_meeting(season))

    @pytest.mark.parametrize(
        ("letter", "field"),
        [
            ({"number": " "}, "number"),
            ({"dated_on": DAY + timedelta(days=1)}, "dated_on"),
            ({"dated_on": DAY - timedelta(days=1)}, "dated_on"),
        ],
    )
    def test_a_letter_has_a_number_and_a_day_that_can_be(self, season, letter, field):
        made = held_meeting(season)
        given = {"number": "05/TTr", "dated_on": DAY} | letter
        parcels = {kind: receive([standard_template(kind)], f"{kind}.docx") for kind in DocumentKind.values}
        with pytest.raises(Faults) as refused:
            outcomes.send_documents(meeting=made, parcels=parcels, **given, **told(season))
        assert [fault.field for fault in refused.value.faults] == [field]

    def test_the_organiser_confirms_it_once(self, season):
        sent = send(season, held_meeting(season))
        for _time in range(2):
            receive_documents(actor=season.actor("VP", Role.MANAGER), submission=sent, at=NOON)
        assert SubmissionReceipt.objects.count() == 1
        assert AuditRecord.objects.filter(verb="receive_cluster_documents").count() == 1
        assert summary(season).mark == "received"


def summary(season: Season):
    return summaries(season.campaign, clusters_of(season.campaign, DAY))[0]


class TestTheOverview:
    def test_every_step_has_its_mark(self, season):
        marks = [summary(season).mark]
        made = clusters.plan_meeting(season)
        marks.append(summary(season).mark)
        clusters.meetings.open_meeting(meeting=made, **told(season))
        marks.append(summary(season).mark)
        made.delete()
        made = held_meeting(season, {"P2": 3})
        marks.append(summary(season).mark)
        send(season, made)
        assert [*marks, summary(season).mark] == ["not_held", "planned", "running", "held", "sent"]
        assert summary(season).differs

    def test_it_costs_as_many_questions_for_one_cluster_as_for_all(self, season, django_assert_num_queries):
        send(season, held_meeting(season))
        found = clusters_of(season.campaign, DAY)
        for rows in (found[:1], found):
            with django_assert_num_queries(4):
                summaries(season.campaign, rows)
