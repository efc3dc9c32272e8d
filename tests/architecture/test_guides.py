"""The quick guides say what the screen says: whatever they set in italics stands in its texts."""

import re
import unicodedata

import pytest

from tests.architecture import project, texts

GUIDES = sorted(project.ROOT.glob("docs/huong-dan/*.md"))
QUOTED = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
PLACE = re.compile(r"%\(\w+\)s")
# Words that look.md, "Words on the screen", or the catalogues have another word for.
NEVER = re.compile(
    r"\b(nộp trễ|bị trả lại|bản ghi|đóng băng|biên lai|chiến dịch|khiếu nại|làm thử|cán bộ nhập liệu)\b", re.I
)


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(" .…").lower()


@pytest.fixture(scope="module")
def said() -> list[str]:
    """Every text of the screen; what is filled in becomes a blank. The pure scoring package says its own in both."""
    pure = [plain(path.read_text(encoding="utf-8")) for path in project.ROOT.glob("indicators/scoring/*.py")]
    found = (each for catalogue in texts.catalogues().values() for each in texts.messages(catalogue))
    return pure + [PLACE.sub("…", plain(text)) for message in found for text in texts.translations(message)]


@pytest.mark.parametrize("path", GUIDES, ids=project.name)
def test_a_guide_quotes_the_words_of_the_screen(path, said):
    quoted = {plain(words) for words in QUOTED.findall(path.read_text(encoding="utf-8"))}
    assert {words for words in quoted if not any(words in text for text in said)} == set()


@pytest.mark.parametrize("path", GUIDES, ids=project.name)
def test_a_guide_uses_no_word_that_the_screen_never_uses(path):
    assert NEVER.findall(path.read_text(encoding="utf-8")) == []
