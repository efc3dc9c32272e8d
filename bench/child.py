"""One child process of the bench: builds its world in the database it was given, and measures on it."""

import json
import sys
from collections.abc import Callable, Iterator

import django
from django.core.management import call_command
from django.db import connection

from bench import options
from bench.rows import Row

django.setup()

from bench.models import LinePoints  # noqa: E402 - models need Django set up first
from bench.parts import excel, pages, saving, scores, start  # noqa: E402 - models need Django set up first
from bench.world import World, build  # noqa: E402 - models need Django set up first
from config.serving.memory import settle  # noqa: E402 - models need Django set up first

GROUPS: dict[str, Callable[[World], Iterator[Row]]] = {
    "scores": scores.rows,
    "pages": pages.rows,
    "saving": saving.rows,
    "excel": excel.rows,
}


def main(work: str, chosen: options.Options) -> None:
    if work == "start":
        tell(start.rows(chosen))
        return
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(LinePoints)
    world = build(work, chosen)
    settle()  # as a worker does
    for name, rows in GROUPS.items():
        if name in chosen.groups and (name != "excel" or chosen.databases.startswith(work)):
            tell(rows(world))


def tell(rows: Iterator[Row]) -> None:
    for row in rows:
        print(row.line(), flush=True)
        print("ROW", json.dumps(row.as_json()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], options.parse(sys.argv[2:]))
