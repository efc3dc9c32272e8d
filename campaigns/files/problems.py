"""Says in the user's language why a text is no YAML."""

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.faults import Fault

# Fragments of the parser's sentences (both the C and the Python parser), the first that fits counts.
KNOWN = (
    (
        "mapping values are not allowed",
        gettext_lazy("A colon stands where none is expected; put a text that contains “: ” in quotes."),
    ),
    (
        "cannot start any token",
        gettext_lazy("A tab or a sign such as “@” stands here; indent with spaces and put the text in quotes."),
    ),
    ("sequence entries are not allowed", gettext_lazy("A list item “- ” stands here; begin it on a line of its own.")),
    ("unexpected end of stream", gettext_lazy("The text in quotes that begins here is never closed.")),
    ("flow sequence", gettext_lazy("The list that begins with “[” here is never closed or lacks a comma.")),
    ("flow mapping", gettext_lazy("The part that begins with “{” here is never closed or lacks a comma.")),
    ("block mapping", gettext_lazy("The indentation does not fit the lines above; expected was a further key.")),
    ("block collection", gettext_lazy("The indentation does not fit the list above; expected was a further “- ”.")),
    ("expected ':'", gettext_lazy("A colon is missing after the key.")),
    ("unknown escape character", gettext_lazy("A “\\” in double quotes is not understood; use single quotes.")),
    ("incompatible YAML document", gettext_lazy("This version of YAML is not understood; expected was 1.1 or 1.2.")),
    ("<document start>", gettext_lazy("Text stands after the end of the document.")),
)
# Here the place where the parser gave up says nothing; where the part began does.
FROM_ITS_BEGINNING = ("unexpected end of stream", "flow sequence", "flow mapping")


def broken_yaml(error: yaml.YAMLError, name: str) -> Fault:
    """The fault of a text the parser gave up on, at the line a person has to look at."""
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    sentence = next((text for fragment, text in KNOWN if fragment in said), None)
    message = str(sentence) if sentence else _("This is not valid YAML; the parser gave up here.")
    return Fault(message, _line(error, said), name)


def _line(error: yaml.YAMLError, said: str) -> int:
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if any(fragment in said for fragment in FROM_ITS_BEGINNING):
        marks.reverse()
    return next((mark.line + 1 for mark in marks if mark is not None), 1)
