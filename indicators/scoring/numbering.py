"""Codes of a plan as people read them."""

from indicators.scoring.text import Text, same

# Groups that a plan does not number; campaign files call them by these words.
_WORDS = {"PLUS": Text("Thưởng", "Bonus"), "MINUS": Text("Trừ", "Deduction")}


def is_word(code: str) -> bool:
    """Whether a group's code is such a word and no number."""
    return code in _WORDS


def numbering(code: str) -> Text:
    """``III.4`` as it stands; ``PLUS.1`` is Thưởng 1."""
    head, _dot, rest = code.partition(".")
    if head not in _WORDS:
        return same(code)
    return _WORDS[head] + same(f" {rest}") if rest else _WORDS[head]
