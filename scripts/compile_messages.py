"""Compiles locale/*/*/LC_MESSAGES/*.po with Babel, without system packages; skips what is fresh."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for source in sorted(ROOT.glob("locale/*/*/LC_MESSAGES/*.po")):
        made = source.with_suffix(".mo")
        if "--all" in sys.argv or not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, made)


def compile_catalogue(source: Path, made: Path) -> None:
    """Writes beside and renames: a server that starts meanwhile never reads half a catalogue."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    draft = made.with_suffix(".mo.draft")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(made)


if __name__ == "__main__":
    main()
