"""Holds a document to ``campaign.schema.json`` and says in plain sentences what does not fit."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from common.cells import iso_date

from .report import Report
from .sentences import describe

SCHEMA = Path(__file__).with_name("campaign.schema.json")
FORMATS = FormatChecker(formats=())
MOST_ERRORS = 100


def check_schema(document: Any, report: Report) -> None:
    """Adds one fault for each thing the schema refuses, up to a number a person can still use."""
    errors = _validator().iter_errors(document)
    for error in islice(errors, MOST_ERRORS):
        for path, message in describe(error):
            report.add(path, message)
    if next(errors, None) is not None:
        report.add((), _("There are more faults than these; mend them and read the file again."))


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of format 1, as shipped."""
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


@cache
def _validator() -> Draft202012Validator:
    validator = extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _any_of, "required": _required})
    return validator(schema(), format_checker=FORMATS)


@FORMATS.checks("date")
def _is_date(value: Any) -> bool:
    return not isinstance(value, str) or iso_date(value) is not None


def _one_of(
    validator: Draft202012Validator, branches: list[dict[str, Any]], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """Picks the branch a person meant and reports inside it, instead of saying that none of them fits."""
    if "required" in branches[0] and "properties" not in branches[0]:
        yield from _exactly_one(branches, instance)
    elif not isinstance(instance, dict):
        yield ValidationError("", validator="type", validator_value="object")
    elif "$ref" in branches[0]:
        yield from _node(validator, branches, instance)
    else:
        yield from _rule(validator, branches, instance)


def _node(
    validator: Draft202012Validator, branches: list[dict[str, Any]], node: dict[str, Any]
) -> Iterator[ValidationError]:
    if not {"children", "measure", "rule"} & node.keys():
        yield ValidationError("", validator="node")
    else:
        yield from validator.descend(node, branches[0 if "children" in node else 1])


def _rule(
    validator: Draft202012Validator, branches: list[dict[str, Any]], rule: dict[str, Any]
) -> Iterator[ValidationError]:
    by_kind = {branch["properties"]["kind"]["const"]: branch for branch in branches}
    kind = rule.get("kind")
    if not isinstance(kind, str) or kind not in by_kind:
        yield ValidationError("", validator="rule_kind", validator_value=list(by_kind))
    else:
        yield from validator.descend(rule, by_kind[kind])


def _required(
    _validator: Draft202012Validator, keys: list[str], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """One error a key, so that each absent key is named."""
    for key in keys if isinstance(instance, dict) else ():
        if key not in instance:
            yield ValidationError("", validator="missing", validator_value=key)


def _exactly_one(branches: list[dict[str, Any]], instance: Any) -> Iterator[ValidationError]:
    names = [branch["required"][0] for branch in branches]
    if isinstance(instance, dict) and sum(name in instance for name in names) != 1:
        yield ValidationError("", validator="exactly_one", validator_value=names)


def _any_of(
    validator: Draft202012Validator, branches: list[dict[str, Any]], instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """The unit of a measure: ``%`` or its name."""
    if isinstance(instance, dict):
        yield from validator.descend(instance, branches[1])
    elif instance != branches[0]["const"]:
        yield ValidationError("", validator="unit")
