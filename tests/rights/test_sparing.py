"""Every page of a demonstration: one that says somebody is late names no real unit."""

import re
from html import unescape

import pytest
import time_machine

from campaigns.models import Campaign
from tests.rights.rules import RUNNING
from tests.rights.scene import Scene
from tests.rights.test_truth_table import asked

pytestmark = pytest.mark.django_db
READERS = ("manager", "verifier", "leader")
# Units that none of the readers acts for, neither organisers.
NAMES = ("Phường An Đông", "Phường Bến Thành", "Phường Chợ Quán", "Sở Tài chính")
LATE = re.compile(r"quá hạn|sau hạn|nộp muộn|nộp chậm|chậm nhất|sau ngày hạn|chưa nộp|trễ|chưa báo cáo", re.IGNORECASE)


def shown(scene: Scene, who: str, address: str) -> str:
    answer = scene.client(who).get(address)
    if answer.streaming:
        b"".join(answer)  # a file is closed when it has been read
        return ""
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    body = answer.content.decode() if is_page else ""
    return unescape(body[body.find("<main") :])


def test_no_page_that_says_so_names_a_real_unit(tmp_path):
    scene = Scene(RUNNING, tmp_path)
    Campaign.objects.update(demo_seed=7)
    wrong = []
    with time_machine.travel("2025-09-20 12:00+07:00", tick=False):
        for name, method, _row, address, _body in asked(scene):
            if method != "get":
                continue
            for who in READERS:
                body = shown(scene, who, address)
                if (word := LATE.search(body)) and (named := [each for each in NAMES if each in body]):
                    wrong.append(f"{name}: {who} reads “{word[0]}” beside {named}")
    assert not wrong, "\n".join(wrong)
