"""Numbering as plans write it (A, I, 1, 1.1, a, -) read into depths: the tree of the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
# Stands for a heading of the top level that bears no number, such as "Điểm thưởng".
HEADING = "§"
_TAIL = re.compile(r"[\s.)\]/:,-]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """One number of the first column: its parts (I.1.a has three), and how its last part may be read."""

    text: str
    parts: tuple[str, ...]
    # (kind of numbering, place in it), the likeliest first.
    readings: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Opened:
    """A node of the branch being read."""

    item: int
    label: Label
    style: tuple[str, int]
    place: int
    code: str


@dataclass(slots=True)
class Outline:
    """Per item its parent (None: top level) and its code; items without a readable number have none."""

    parents: list[int | None] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def read_label(text: str) -> Label | None:
    """A cell of the numbering column; None for texts, totals and empty cells."""
    text = _TAIL.sub("", text.strip().strip("([")).replace(",", ".")
    if not text or len(text) > 20 or " " in text:
        return None
    parts = tuple(text.split("."))
    readings = [_readings(part) for part in parts]
    return Label(text, parts, readings[-1]) if all(readings) else None


def _readings(part: str) -> tuple[tuple[str, int], ...]:
    if part.isascii() and part.isdigit():
        return (("number", int(part)),)
    found: list[tuple[str, int]] = []
    if part and part.upper() == part and _ROMAN.fullmatch(part):
        found.append(("roman", _roman(part)))
    if part and part.lower() == part and part.isalpha() and _ROMAN.fullmatch(part.upper()) and len(part) > 1:
        found.append(("small roman", _roman(part.upper())))
    if len(part) == 1 and part.lower() in _ALPHABET + "fjwz":
        kind = "letter" if part.islower() else "capital"
        found.append((kind, ord(part.lower()) if part.lower() not in _ALPHABET else _ALPHABET.index(part.lower()) + 1))
    return tuple(found)


def _roman(text: str) -> int:
    values = [_VALUES[sign] for sign in text]
    return sum(-one if one < later else one for one, later in zip(values, [*values[1:], 0], strict=True))


def outline(labels: Sequence[str]) -> Outline:
    """The tree of a column of numbers. An item without a number stands under the last group with children like it,
    and gets the next free number there."""
    made, branch = Outline(), []
    taken: set[str] = set()
    counts: dict[int | None, int] = {}
    for item, text in enumerate(labels):
        label = read_label(text)
        branch = _place(item, label, branch) if label else _unnumbered(item, branch, text)
        node, parent = branch[-1], branch[-2] if len(branch) > 1 else None
        counts[parent.item if parent else None] = number = counts.get(parent.item if parent else None, 0) + 1
        node.code = _free(_code(node.label, parent, number), taken)
        taken.add(node.code)
        made.parents.append(parent.item if parent else None)
        made.codes.append(node.code)
    return made


def _place(item: int, label: Label, branch: list[Opened]) -> list[Opened]:
    """The branch with the new item at its end."""
    depth = len(label.parts)
    if depth > 1:
        above = _prefix(label, branch)
        style, place = (label.readings[0][0], depth), label.readings[0][1]
    else:
        style, place = _style(label, branch)
        above = None
    if above is None:
        above = next((at for at in range(len(branch) - 1, -1, -1) if branch[at].style == style), len(branch))
    return [*branch[:above], Opened(item, label, style, place, "")]


def _prefix(label: Label, branch: list[Opened]) -> int | None:
    """How much of the branch stays above a label like 1.1.2: down to the node called 1.1, or its sibling."""
    for at in range(len(branch) - 1, -1, -1):
        parts = branch[at].label.parts
        if parts == label.parts[:-1] or (len(parts) < len(label.parts) and _tail_is(branch, at, label.parts[:-1])):
            return at + 1
        if len(parts) == len(label.parts) and parts[:-1] == label.parts[:-1]:
            return at
    return None


def _tail_is(branch: list[Opened], at: int, wanted: tuple[str, ...]) -> bool:
    """Whether the nodes up to ``at``, each numbered by one part, spell the prefix together."""
    tail = tuple(part for node in branch[: at + 1] for part in node.label.parts)
    return len(wanted) > 1 and tail[-len(wanted) :] == wanted


def _style(label: Label, branch: list[Opened]) -> tuple[tuple[str, int], int]:
    """I may be a roman one or the letter after H: what goes on with a row of the branch is believed first."""
    for kind, place in label.readings:
        if any(node.style == (kind, 1) and node.place + 1 == place for node in branch):
            return (kind, 1), place
    begun = [(kind, place) for kind, place in label.readings if place == 1]
    kind, place = (begun or list(label.readings))[0]
    return (kind, 1), place


def _unnumbered(item: int, branch: list[Opened], text: str) -> list[Opened]:
    """A line without number beside its unnumbered sisters, else under the last numbered one."""
    label, style = Label("", (), ()), ("none", 0)
    if text == HEADING:
        return [Opened(item, label, ("heading", 0), 0, "")]
    above = next((at for at, node in enumerate(branch) if node.style == style), len(branch))
    return [*branch[:above], Opened(item, label, style, 0, "")]


def _code(label: Label, parent: Opened | None, number: int) -> str:
    """Parent's code and own last part; a label that repeats its parents' numbers is not written twice."""
    last = label.parts[-1] if label.parts else str(number)
    if parent is None:
        return label.text or last
    return f"{parent.code}.{last}"


def _free(code: str, taken: set[str]) -> str:
    number, free = 2, code
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    return free
