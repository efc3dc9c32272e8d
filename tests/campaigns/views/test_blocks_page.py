"""Clusters and blocks on their page."""

import pytest

from campaigns.choices import Status
from campaigns.forms.assignments import MOST_LINES
from campaigns.models import Campaign, Participation, ParticipationAct
from campaigns.queries.documents import document_of
from common.names import MOST_SUGGESTED
from tests.campaigns.views.asking import now, unit_id, url

pytestmark = pytest.mark.django_db


class TestBlocks:
    """Clusters by drag, by form, from a workbook, from the map."""

    def places(self) -> dict[str, str | None]:
        return dict(Participation.objects.values_list("unit__code", "block__code"))

    def test_one_card_dragged_is_saved(self, manager):
        response = manager.post(url("move"), {"unit": unit_id("A"), "block": "Y", "from": "X"})
        assert (response.status_code, response.json()["message"]) == (200, "Đã lưu")
        assert self.places() == {"A": "Y", "B": "Y"}

    @pytest.mark.parametrize(
        ("unit", "block", "status"),
        [("A", "NONE", 422), *((text, "X", 404) for text in ("OTHER", "x", "²", "9" * 30, "9" * 5000))],
    )
    def test_a_card_that_cannot_go_there_is_sent_back_with_a_sentence(self, manager, unit, block, status):
        number = unit_id("A") if unit == "A" else unit
        response = manager.post(url("move"), {"unit": number, "block": block})
        assert (response.status_code, bool(response.json()["message"])) == (status, True)
        assert self.places() == {"A": "X", "B": "Y"}

    def test_after_launch_a_drag_without_reason_is_refused(self, manager):
        now(status=Status.RUNNING)
        response = manager.post(url("move"), {"unit": unit_id("A"), "block": "Y"})
        assert response.status_code == 422

    def test_the_plain_form_saves_all_selects_and_a_new_cluster(self, manager):
        posted = {f"unit-{unit_id('A')}": "", f"unit-{unit_id('B')}": "Y", "new_code": "Z", "new_name": "Cụm Z"}
        manager.post(url("blocks"), posted)
        assert self.places() == {"A": None, "B": "Y"}
        assert [block["code"] for block in document_of(Campaign.objects.get())["blocks"]] == ["X", "Y", "Z"]

    @pytest.mark.parametrize(
        ("code", "name", "made"), [("", "Cụm Mới", "CUM-MOI"), ("Z", "", "Z"), ("", "Cụm X", "CUM-X")]
    )
    def test_half_a_new_cluster_is_made_whole(self, manager, code, name, made):
        posted = {f"unit-{unit_id('A')}": "X", f"unit-{unit_id('B')}": "Y", "new_code": code, "new_name": name}
        manager.post(url("blocks"), posted)
        assert document_of(Campaign.objects.get())["blocks"][-1]["code"] == made

    def test_after_launch_the_form_asks_for_a_reason_and_keeps_it(self, manager):
        now(status=Status.RUNNING)
        assert b'name="reason"' in manager.get(url("blocks")).content
        posted = {f"unit-{unit_id('A')}": "Y", "reason": "địa bàn", "decision": "7/QĐ"}
        manager.post(url("blocks"), posted)
        assert ParticipationAct.objects.get().decision == "7/QĐ"

    def test_a_pasted_table_is_taken_over(self, manager):
        manager.post(url("paste"), {"table": "Đơn vị A\tCụm Mới\nB\tCụm Mới"})
        assert self.places() == {"A": "CUM-MOI", "B": "CUM-MOI"}

    def test_a_pasted_table_with_a_fault_comes_back_as_it_was(self, manager):
        response = manager.post(url("paste"), {"table": "A\tCụm Mới\nLạ\tCụm Mới"})
        assert response.status_code == 422
        assert response.context["pasted"] == "A\tCụm Mới\nLạ\tCụm Mới"
        assert self.places() == {"A": "X", "B": "Y"}

    def test_neighbours_are_proposed(self, manager):
        manager.post(url("propose"))
        assert self.places() == {"A": "CUM-01", "B": "CUM-01"}

    def test_of_a_wrong_table_the_first_lines_are_named_and_the_others_counted(self, manager):
        wrong = "\n".join(f"Xã Lạ {number}\tCụm 1" for number in range(MOST_SUGGESTED + 31))
        faults = manager.post(url("paste"), {"table": wrong}).context["faults"]
        assert len(faults) == MOST_SUGGESTED + 1
        assert "30" in faults[-1].message

    def test_a_table_that_is_too_long_is_refused_and_nothing_of_it_is_read(self, manager):
        answer = manager.post(url("paste"), {"table": "A\tX\n" * (MOST_LINES + 1)})
        assert (answer.status_code, len(answer.context["faults"])) == (422, 1)
        assert self.places() == {"A": "X", "B": "Y"}
