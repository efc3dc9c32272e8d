"""Turns what the schema refuses into sentences a person can act on; the schema's own words are never shown."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from jsonschema.exceptions import ValidationError

from .report import Path

TYPES = {
    "string": pgettext_lazy("type of a value", "a text"),
    "number": pgettext_lazy("type of a value", "a number"),
    "integer": pgettext_lazy("type of a value", "a whole number"),
    "boolean": pgettext_lazy("type of a value", "true or false"),
    "array": pgettext_lazy("type of a value", "a list"),
    "object": pgettext_lazy("type of a value", "a group of keys"),
    "null": pgettext_lazy("type of a value", "nothing"),
}
MOST_KEYS = 20
Sentence = Callable[[ValidationError], str]


def describe(error: ValidationError) -> Iterator[tuple[Path, str]]:
    """The path and the sentence of each fault that one error of the schema stands for."""
    path: Path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, path)
    else:
        yield path, SENTENCES.get(str(error.validator), _unfit)(error)


def shown(value: Any) -> str:
    """A value as it stands in the file, shortened."""
    if isinstance(value, dict | list):
        return str(TYPES["object" if isinstance(value, dict) else "array"])
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _name(error: ValidationError) -> str:
    keys = [str(step) for step in error.absolute_path if isinstance(step, str)]
    return keys[-1] if keys else pgettext("place in a document", "the file")


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[tuple[Path, str]]:
    known = list(error.schema.get("properties", {}))
    for key in islice((key for key in error.instance if key not in known), MOST_KEYS):
        yield (*path, key), _unknown_key(str(key), known)


def _unknown_key(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, 1, 0.6)
    if near:
        return _("The key “%(key)s” is unknown here; did you mean “%(near)s”?") % {"key": key, "near": near[0]}
    return _("The key “%(key)s” is unknown here; expected were: %(known)s.") % {
        "key": key[:60],
        "known": ", ".join(known),
    }


def _missing_key(error: ValidationError) -> str:
    values = {"key": error.validator_value, "part": _name(error)}
    return _("The key “%(key)s” is missing in “%(part)s”.") % values


def _type(error: ValidationError) -> str:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    values = {
        "key": _name(error),
        "wanted": pgettext("between alternatives", " or ").join(str(TYPES[kind]) for kind in wanted),
        "found": shown(error.instance),
    }
    if "string" in wanted and isinstance(error.instance, int | Decimal):
        return _("“%(key)s” must be %(wanted)s; put %(found)s in quotes.") % values
    if "number" in wanted and isinstance(error.instance, str):
        return _("“%(key)s” must be %(wanted)s such as 12.5, without quotes; %(found)s is text.") % values
    return _("“%(key)s” must be %(wanted)s; found was %(found)s.") % values


def _choice(error: ValidationError) -> str:
    choices = [str(choice) for choice in error.validator_value]
    near = get_close_matches(str(error.instance), choices, 1, 0.6)
    values = {"key": _name(error), "found": shown(error.instance), "choices": ", ".join(choices)}
    if near:
        return _("“%(key)s” may not be %(found)s; did you mean “%(near)s”? Possible: %(choices)s.") % {
            **values,
            "near": near[0],
        }
    return _("“%(key)s” may not be %(found)s; possible: %(choices)s.") % values


def _constant(error: ValidationError) -> str:
    return _("“%(key)s” must be %(wanted)s; found was %(found)s.") % {
        "key": _name(error),
        "wanted": error.validator_value,
        "found": shown(error.instance),
    }


def _pattern(error: ValidationError) -> str:
    return _(
        "“%(key)s” may hold only small letters without marks, digits and hyphens, 2 to 63 of them; found was %(found)s."
    ) % {"key": _name(error), "found": shown(error.instance)}


def _date(error: ValidationError) -> str:
    return _("“%(key)s” must be a date of the calendar written as 2025-07-01; found was %(found)s.") % {
        "key": _name(error),
        "found": shown(error.instance),
    }


def _empty_text(error: ValidationError) -> str:
    return _("The text “%(key)s” is empty.") % {"key": _name(error)}


def _lowest(error: ValidationError) -> str:
    return _("“%(key)s” must be at least %(limit)s; found was %(found)s.") % _limits(error)


def _above(error: ValidationError) -> str:
    return _("“%(key)s” must be more than %(limit)s; found was %(found)s.") % _limits(error)


def _highest(error: ValidationError) -> str:
    return _("“%(key)s” must be at most %(limit)s; found was %(found)s.") % _limits(error)


def _limits(error: ValidationError) -> dict[str, Any]:
    return {"key": _name(error), "limit": error.validator_value, "found": shown(error.instance)}


def _too_few(error: ValidationError) -> str:
    return _("The list “%(key)s” needs at least %(limit)s item(s).") % _limits(error)


def _too_many(error: ValidationError) -> str:
    return _("The list “%(key)s” may have at most %(limit)s items.") % _limits(error)


def _node(_error: ValidationError) -> str:
    return _("This criterion has neither children (a group) nor a measure and a rule (a line).")


def _rule_kind(error: ValidationError) -> str:
    kind, kinds = error.instance.get("kind"), error.validator_value
    values = {"kinds": ", ".join(kinds), "kind": shown(kind)}
    if kind is None:
        return _("The rule has no kind; possible: %(kinds)s.") % values
    near = get_close_matches(str(kind), kinds, 1, 0.6)
    if near:
        return _("The kind of rule %(kind)s is unknown; did you mean “%(near)s”? Possible: %(kinds)s.") % {
            **values,
            "near": near[0],
        }
    return _("The kind of rule %(kind)s is unknown; possible: %(kinds)s.") % values


def _exactly_one(error: ValidationError) -> str:
    return _("Exactly one comparison is needed here: %(names)s.") % {"names": ", ".join(error.validator_value)}


def _unit(error: ValidationError) -> str:
    return _("“unit” must be '%%' or a name such as {vi: …, en: …}; found was %(found)s.") % {
        "found": shown(error.instance)
    }


def _unfit(error: ValidationError) -> str:
    return _("“%(key)s” does not fit what is expected here; found was %(found)s.") % {
        "key": _name(error),
        "found": shown(error.instance),
    }


SENTENCES: dict[str, Sentence] = {
    "missing": _missing_key,
    "type": _type,
    "enum": _choice,
    "const": _constant,
    "pattern": _pattern,
    "format": _date,
    "minLength": _empty_text,
    "minimum": _lowest,
    "exclusiveMinimum": _above,
    "maximum": _highest,
    "minItems": _too_few,
    "maxItems": _too_many,
    "node": _node,
    "rule_kind": _rule_kind,
    "exactly_one": _exactly_one,
    "unit": _unit,
}
