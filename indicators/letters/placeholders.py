"""What may stand between {{ }} and {% %} in a template: known names, loops over known lists, if.

Everything else is refused by name before anything is printed, also where a branch would not be taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

TEXT = "text"
DEEPEST = 3
FILTERS = frozenset({"upper", "lower", "trim"})
_LOOP = {"index": TEXT, "first": TEXT, "last": TEXT, "length": TEXT}


@dataclass(frozen=True, slots=True)
class Many:
    """A list, walked through with ``for``: what each of its items holds."""

    each: Any


Kind = Any  # TEXT, a mapping of names to kinds, or Many

LETTER: dict[str, Kind] = {
    "co_quan_chu_quan": TEXT,
    "co_quan": TEXT,
    "so_ky_hieu": TEXT,
    "trich_yeu": TEXT,
    "dia_danh": TEXT,
    "ngay_thang": TEXT,
    "phong_trao": TEXT,
    "den_ngay": TEXT,
    "ky": TEXT,
    "so_don_vi": TEXT,
    "cac_cum": Many(
        {
            "ten": TEXT,
            "so_don_vi": TEXT,
            "don_vi": Many({"tt": TEXT, "ten": TEXT, "noi_dung": TEXT, "han_nop": TEXT, "so_ngay": TEXT}),
        }
    ),
    "noi_nhan": Many(TEXT),
    "chuc_vu_ky": TEXT,
    "nguoi_ky": TEXT,
    "so_lieu_minh_hoa": TEXT,
}


class Refused(Exception):
    """A placeholder that cannot be filled, with a sentence that names it."""


class LetterEnvironment(SandboxedEnvironment):
    """Reads every part of a document (body, heads, feet, notes, properties) by the same rules, each time."""

    def __init__(self, fields: Mapping[str, Kind]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.fields = fields

    def from_string(self, source: Any, *given: Any, **more: Any) -> Any:
        _Reader(self.fields).block(self.parse(source).body, 0)
        return super().from_string(source, *given, **more)


@dataclass(frozen=True)
class _Reader:
    """Knows the names in force at one place of the template."""

    names: Mapping[str, Kind]

    def block(self, body: list[nodes.Node], depth: int) -> None:
        for node in body:
            self._statement(node, depth)

    def _statement(self, node: nodes.Node, depth: int) -> None:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                self._printed(part)
        elif isinstance(node, nodes.For):
            self._loop(node, depth)
        elif isinstance(node, nodes.If):
            self._condition(node.test)
            self.block([*node.body, *node.elif_, *node.else_], depth)
        else:
            raise Refused(_unused(node))

    def _loop(self, node: nodes.For, depth: int) -> None:
        kind = self._kind(node.iter)
        is_plain = isinstance(node.target, nodes.Name) and not node.test and not node.recursive
        if not isinstance(kind, Many) or not is_plain or depth >= DEEPEST:
            raise Refused(_("“for” walks through one of the lists, at most three inside one another."))
        assert isinstance(node.target, nodes.Name)
        inner = _Reader({**self.names, node.target.name: kind.each, "loop": _LOOP})
        inner.block(node.body, depth + 1)
        self.block(node.else_, depth)

    def _condition(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.And | nodes.Or):
            self._condition(node.left)
            self._condition(node.right)
        elif isinstance(node, nodes.Not):
            self._condition(node.node)
        elif isinstance(node, nodes.Compare):
            for part in (node.expr, *(operand.expr for operand in node.ops)):
                self._condition(part)
        elif not isinstance(node, nodes.Const):
            self._kind(node)

    def _printed(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData | nodes.Const):
            return
        while isinstance(node, nodes.Filter) and node.name in FILTERS and node.node is not None and not node.args:
            node = node.node
        if self._kind(node) != TEXT:
            text = _("“%(name)s” is a list or a group of names; name what to print of it.")
            raise Refused(text % {"name": _path(node)})

    def _kind(self, node: nodes.Node) -> Kind:
        """What a name stands for; refused where it is none of the letter's."""
        if isinstance(node, nodes.Name) and node.name in self.names:
            return self.names[node.name]
        if isinstance(node, nodes.Getattr):
            held = self._kind(node.node)
            if isinstance(held, Mapping) and node.attr in held:
                return held[node.attr]
        if isinstance(node, nodes.Name | nodes.Getattr):
            raise Refused(_("The document has no placeholder “%(name)s”.") % {"name": _path(node)})
        raise Refused(_unused(node))


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _unused(node: nodes.Node) -> str:
    name = getattr(node, "name", "")
    what = " ".join([type(node).__name__.lower(), name if isinstance(name, str) else ""]).strip()
    return _("“%(what)s” is not used in templates: only names, “for” and “if” are.") % {"what": what}


def listed(kinds: Mapping[str, Kind], above: str = "") -> Iterator[str]:
    """Every placeholder by its whole name, as the page about the template shows them."""
    for name, kind in kinds.items():
        yield f"{above}{name}"
        each = kind.each if isinstance(kind, Many) else None
        if isinstance(each, Mapping):
            yield from listed(each, f"{above}{name}.")
