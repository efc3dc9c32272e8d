"""The budgets of docs/architecture.md. Their limits fail here; their aims are printed by a run with -s."""

import ast
from statistics import median, quantiles

import pytest

from tests.architecture import project

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
CODE = project.python_files(*project.CODE)
ALL = [*CODE, *project.python_files("tests")]


def too_long(kind, limit):
    return [
        f"{project.name(path)}:{node.lineno} {node.name} has {project.length(node)} lines"
        for path in ALL
        for node in project.nodes(path, kind)
        if project.length(node) > limit
    ]


def test_no_python_file_is_over_300_lines():
    assert [project.name(path) for path in ALL if project.lines(path) > 300] == []


def test_no_function_is_over_40_lines():
    assert too_long(FUNCTION, 40) == []


def test_no_class_is_over_150_lines():
    assert too_long(ast.ClassDef, 150) == []


def test_most_functions_are_short():
    lengths = [project.length(node) for path in CODE for node in project.nodes(path, FUNCTION)]
    middle, long = median(lengths), quantiles(lengths, n=10)[-1]
    files = median(project.lines(path) for path in CODE)
    print(f"\n{len(lengths)} functions: median {middle:.0f} lines, p90 {long:.0f}; file median {files:.0f} lines")

    assert middle <= 8
    assert long <= 22


@pytest.mark.parametrize(("pattern", "limit"), [("**/*.html", 120), ("base.html", 90)])
def test_no_template_is_over_its_limit(pattern, limit):
    found = [path for path in project.templates() if path.match(pattern)]

    assert [project.name(path) for path in found if project.lines(path) > limit] == []


def test_no_module_of_javascript_is_over_300_lines():
    scripts = [path for path in project.static_files() if path.suffix == ".js"]

    assert [project.name(path) for path in scripts if project.lines(path) > 300] == []
