"""From a document to the YAML of the ready files: reading it back gives an equal document."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import yaml

from .canonical import normal
from .scalars import is_plain_text

WIDTH = 110
# Keys stand in the order of the sample in the documentation; others follow as they come.
ORDER = (
    "format campaign phases blocks participants criteria awards obligations "
    "ref code title name short_name kind organiser organiser_unit owner start end date per_unit "
    "legal_basis objectives vi en within kinds units weight max_points combine scale missing cap outside_total "
    "verified_by "
    "measure unit numerator denominator decimals lowest highest "
    "rank_rounded round_lines missing_at_close min_coverage rebase_not_applicable stages visibility public_detail "
    "overall_order lines_seen_by appeal_days tie_break rank_by bands_source bands knock_outs "
    "transform over_time reported grace_days due evidence evidence_hint provided_by check_days "
    "applies_to applies_to_note series feed counts event level beyond rule "
    "full_at zero_at at_least more_than at_most less_than equals points_each free base_value base_points per "
    "better minus_per_day goalposts scope all_equal floor steps points otherwise "
    "recipient quota conditions min_percent band_at_least block_rank_at_most obligations_met no_knock_out observed "
    "band_cap bars_awards source note children"
)
RANK = {key: place for place, key in enumerate(ORDER.split())}
# What other YAML readers would not take for text is quoted for them too, except dates: the ready files do not.
_OTHERS = yaml.SafeLoader.yaml_implicit_resolvers
_FOREIGN_TEXT = ("tag:yaml.org,2002:timestamp",)

# Folding would turn these into other breaks; between double quotes they are written as escapes.
_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")


def write(document: Mapping[str, Any]) -> str:
    """YAML text in UTF-8 block style; numbers in full, texts quoted where a reader would misread them."""
    return yaml.emit(_stream(normal(document)), Dumper=yaml.SafeDumper, allow_unicode=True, width=WIDTH)


def _stream(document: Any) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _events(document)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _events(value: Any) -> Iterator[yaml.Event]:
    if isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key in sorted(value, key=_rank):
            yield _text(key, is_key=True)
            yield from _events(value[key])
        yield yaml.MappingEndEvent()
    elif isinstance(value, list):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for item in value:
            yield from _events(item)
        yield yaml.SequenceEndEvent()
    else:
        yield _text(value) if isinstance(value, str) else _word(value)


def _rank(key: str) -> int:
    return RANK.get(key, len(RANK))


def _word(value: None | bool | int | Decimal) -> yaml.ScalarEvent:
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else str(value)
    return yaml.ScalarEvent(None, None, (True, False), text)


def _text(value: str, *, is_key: bool = False) -> yaml.ScalarEvent:
    if _BREAKS.search(value):
        return yaml.ScalarEvent(None, None, (False, True), value, style='"')
    may_stand_plain = _is_text_to_others(value) and (is_key or is_plain_text(value))
    return yaml.ScalarEvent(None, None, (may_stand_plain, True), value)


def _is_text_to_others(value: str) -> bool:
    resolvers = _OTHERS.get(value[:1], []) + _OTHERS.get(None, [])
    return not any(shape.match(value) for tag, shape in resolvers if tag not in _FOREIGN_TEXT)
