"""Which files of the folder are the project's own, and what they consist of."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("common", "units", "campaigns", "indicators", "rewards", "config")
CODE = (*APPS, "scripts", "bench")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """Hand-written ones: migrations are generated."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted({*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")})


def static_files() -> list[Path]:
    """Without the fonts: those are made at set-up."""
    return sorted(path for path in (ROOT / "static").rglob("*") if path.is_file() and "fonts" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def nodes(path: Path, kind: type | tuple[type, ...]) -> Iterator[ast.AST]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def listed(found: list[str]) -> str:
    """For the message of an assertion: all of them, a line each."""
    return "\n" + "\n".join(found)


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1
