"""From YAML text to a document of dicts, lists, texts, ints and exact Decimals, with the line of everything.

Built on the parser's events, never on its constructors: no tag can make an object, and depth, size and
aliases are bounded while reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from common.cells import FORBIDDEN, forbidden_character
from common.faults import Fault, Faults

from .problems import broken_yaml
from .report import Path, Report
from .scalars import NotStorable, plain_value

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 32
MAX_NODES = 300_000
NOTHING = object()


@dataclass
class _Frame:
    """A dict or a list that is being read."""

    made: dict[str, Any] | list[Any]
    path: Path
    anchor: str | None
    key: Any = NOTHING
    lines: dict[str, int] = field(default_factory=dict)


def read_yaml(text: str, name: str) -> tuple[Any, dict[Path, int]]:
    """The one document of a text and the 1-based line of each path; raises Faults with all that is wrong."""
    builder = Builder(name)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise Faults([*builder.report.faults, broken_yaml(error, name)])
    return builder.finished()


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=PARSER)


class Builder:
    """Turns parser events into the document; small faults are collected, dangerous ones end the reading."""

    def __init__(self, name: str) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.report = Report(self.lines, name)
        self.document: Any = NOTHING
        self.frames: list[_Frame] = []
        self.anchors: dict[str, Any] = {}
        self.nodes = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.document is not NOTHING:
            self._stop(event, _("A second document begins here; a file holds one campaign."))

    def finished(self) -> tuple[Any, dict[Path, int]]:
        if self.document is NOTHING:
            self.report.add((), _("The file is empty."))
        if self.report.faults:
            raise Faults(self.report.faults)
        return self.document, self.lines

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._count(event)
        self._refuse_tag(event)
        if self._expects_key():
            self._key(event)
            return
        value = self._value(event)
        if event.anchor:
            self.anchors[event.anchor] = value
        self._place(value, event)

    def _value(self, event: yaml.ScalarEvent) -> Any:
        if not event.implicit[0]:
            return self._text(event)
        try:
            value = plain_value(event.value)
        except NotStorable as error:
            self._fault(event, str(error))
            return None
        return self._text(event) if isinstance(value, str) else value

    def _text(self, event: yaml.ScalarEvent) -> str:
        """An escape such as ``\\0`` in double quotes may bring in what the file itself may not contain."""
        if FORBIDDEN.search(event.value):
            message = _("The character %(character)s may not stand in a text; delete it.")
            self._fault(event, message % {"character": forbidden_character(event.value)})
        return event.value

    def _key(self, event: yaml.ScalarEvent) -> None:
        frame = self.frames[-1]
        key, line = self._text(event), event.start_mark.line + 1
        if key == "<<" and event.implicit[0]:
            self._fault(event, _("Merging with “<<” is not supported; write the keys out."))
        if key in frame.lines:
            message = _("The key “%(key)s” stands twice, first in line %(line)s.")
            self._fault(event, message % {"key": key, "line": frame.lines[key]})
        else:
            frame.lines[key] = line
            self.lines[(*frame.path, key)] = line
        frame.key = key

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._count(event)
        self._refuse_tag(event)
        self._refuse_key(event)
        if len(self.frames) >= MAX_DEPTH:
            self._too_deep(event)
        made: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(made, event)
        self.frames.append(_Frame(made, path, event.anchor))

    def _close(self) -> None:
        frame = self.frames.pop()
        if frame.anchor:
            self.anchors[frame.anchor] = frame.made

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refuse_key(event)
        if event.anchor not in self.anchors:
            message = _("“*%(anchor)s” refers to nothing that stands complete before it.")
            self._stop(event, message % {"anchor": event.anchor})
        self._place(self._copy(self.anchors[event.anchor], len(self.frames), event), event)

    def _copy(self, value: Any, depth: int, event: yaml.Event) -> Any:
        """Copies count like written nodes, so a few aliases cannot unfold into gigabytes."""
        self._count(event)
        if isinstance(value, dict | list) and depth >= MAX_DEPTH:
            self._too_deep(event)
        if isinstance(value, dict):
            return {key: self._copy(item, depth + 1, event) for key, item in value.items()}
        if isinstance(value, list):
            return [self._copy(item, depth + 1, event) for item in value]
        return value

    def _place(self, value: Any, event: yaml.Event) -> Path:
        if not self.frames:
            self.document = value
            return ()
        frame = self.frames[-1]
        if isinstance(frame.made, list):
            path = (*frame.path, len(frame.made))
            self.lines[path] = event.start_mark.line + 1
            frame.made.append(value)
        else:
            path = (*frame.path, frame.key)
            frame.made[frame.key] = value
            frame.key = NOTHING
        return path

    def _expects_key(self) -> bool:
        return bool(self.frames) and isinstance(self.frames[-1].made, dict) and self.frames[-1].key is NOTHING

    def _refuse_key(self, event: yaml.Event) -> None:
        if self._expects_key():
            self._stop(event, _("A key must be a plain word; a list, a group of keys or an alias was found."))

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        if event.tag is not None:
            message = _("The tag “%(tag)s” is not allowed; write the plain value.")
            self._fault(event, message % {"tag": event.tag.replace("tag:yaml.org,2002:", "!!")[:60]})

    def _count(self, event: yaml.Event) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(event, _("The file unfolds to more than %(limit)s values.") % {"limit": MAX_NODES})

    def _too_deep(self, event: yaml.Event) -> None:
        self._stop(event, _("The parts are nested more than %(limit)s levels deep.") % {"limit": MAX_DEPTH})

    def _fault(self, event: yaml.Event, message: str) -> None:
        self.report.faults.append(Fault(message, event.start_mark.line + 1, self.report.name))

    def _stop(self, event: yaml.Event, message: str) -> None:
        self._fault(event, message)
        raise Faults(self.report.faults)
