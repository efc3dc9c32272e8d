"""Many rows in one statement, the same on both databases: INSERT … SELECT from a JSON text.

Django's ``bulk_create`` spends some 100 µs a row on building SQL; a load of 100,000 entries would wait for that
alone. Foreign keys, checks and conflicts are the database's as always."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from common.decimals import plain

CHUNK = 20_000


def insert_rows(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    constants: Mapping[str, Any] | None = None,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows of plain values (None, bool, int, str, Decimal, datetime) for the fields ``names``.

    ``constants`` are the same in every row. With ``unique``, a row that exists already takes the values of the
    fields ``update``. Every column without a database default must be named. Inside a transaction."""
    statement, given = _statement(model, names, constants or {}, unique, update)
    remaining = iter(rows)
    while portion := [list(map(_plain, row)) for row in islice(remaining, CHUNK)]:
        with connection.cursor() as cursor:
            cursor.execute(statement, [*given, json.dumps(portion)])


def _statement(
    model: type[Model],
    names: Sequence[str],
    constants: Mapping[str, Any],
    unique: Sequence[str],
    update: Sequence[str],
) -> tuple[str, list[Any]]:
    fields = [field_of(model, name) for name in names]
    fixed = {field_of(model, name): value for name, value in constants.items()}
    columns = ", ".join(_quoted(field) for field in (*fields, *fixed))
    cells = [*(_cell(place, field) for place, field in enumerate(fields)), *(_cast("%s", field) for field in fixed)]
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) SELECT {', '.join(cells)} FROM {_source()} WHERE true"
    if unique:
        where = ", ".join(_quoted(field_of(model, name)) for name in unique)
        taken = ", ".join(f"{column} = excluded.{column}" for column in (_quoted(field_of(model, n)) for n in update))
        statement += f" ON CONFLICT ({where}) DO UPDATE SET {taken}"
    return statement, [field.get_db_prep_save(value, connection) for field, value in fixed.items()]


def field_of(model: type[Model], name: str) -> Field:
    """The model's own field of that name."""
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _quoted(field: Field) -> str:
    return connection.ops.quote_name(field.column)


def _source() -> str:
    if connection.vendor == "postgresql":
        return "json_array_elements(%s::json) AS part(value)"
    return "json_each(%s) AS part"


def _cell(place: int, field: Field) -> str:
    if connection.vendor == "postgresql":
        return _cast(f"(part.value->>{place})", field)
    return f"json_extract(part.value, '$[{place}]')"


def _cast(text: str, field: Field) -> str:
    if connection.vendor != "postgresql":
        return text
    target = field.target_field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    return f"{text}::{target}"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value
