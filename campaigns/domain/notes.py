"""What is said of a participant without rank, in both languages at once."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.choices import ActKind
from common.formats import day_text

LANGUAGES = ("vi", "en")


def bilingual(sentence: Callable[[], str]) -> dict[str, str]:
    """The sentence in each language of the product."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = sentence()
    return texts


def note_of(kind: ActKind, effective: date, *, reason: str, decision: str) -> dict[str, str]:
    """Why a participant is listed without rank: what was done, from when, by which decision, why."""
    return bilingual(lambda: _sentence(kind, effective, reason, decision))


def _sentence(kind: ActKind, effective: date, reason: str, decision: str) -> str:
    started = {
        ActKind.EXCLUDED: _("excluded from %(day)s"),
        ActKind.WITHDRAWN: _("takes no part from %(day)s"),
    }[kind] % {"day": day_text(effective)}
    by = _("by decision %(number)s") % {"number": decision} if decision else ""
    return ": ".join(filter(None, [" ".join(filter(None, [started, by])), reason]))
