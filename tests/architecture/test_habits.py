"""What the house forbids: late imports, `post_save`, mute suppressions, other people's code, other hosts."""

import ast
import re

from tests.architecture import project

CODE = project.python_files(*project.CODE)
ALL = [*CODE, *project.python_files("tests")]
SUPPRESSED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)\b(.*)")
WITH_CODE_AND_REASON = re.compile(
    r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[a-z-]+(,\s*[a-z-]+)*\]|:\s*no cover)\s+(-|—|#)\s*\w+"
)
ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"'<>)]*""")
NAMESPACES = ("http://www.w3.org/",)
REQUIREMENT = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+\s+#\s\w.*")


def test_imports_stand_at_the_top():
    late = [
        f"{project.name(path)}:{found.lineno}"
        for path in ALL
        for function in project.nodes(path, (ast.FunctionDef, ast.AsyncFunctionDef))
        for found in ast.walk(function)
        if isinstance(found, ast.Import | ast.ImportFrom)
    ]

    assert not late, project.listed(late)


def test_nothing_hangs_on_post_save():
    assert [project.name(path) for path in CODE if "post_save" in path.read_text(encoding="utf-8")] == []


def test_a_suppressed_check_names_its_code_and_its_reason():
    mute = [
        f"{project.name(path)}:{number} {line.strip()}"
        for path in ALL
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for found in [SUPPRESSED.search(line)]
        if found and not WITH_CODE_AND_REASON.match(found[2]) and "re.compile" not in line
    ]

    assert not mute, project.listed(mute)


def test_no_third_party_code_is_committed():
    ours = [path for path in project.static_files() if path.suffix in (".js", ".css")]
    suspicious = [path for path in ours if ".min." in path.name or _looks_foreign(path.read_text(encoding="utf-8"))]
    shipped = [path for path in project.static_files() if path.suffix in (".woff", ".woff2", ".ttf", ".map")]

    assert suspicious + shipped == []
    assert not any((project.ROOT / name).exists() for name in ("node_modules", "vendor", "package.json"))


def _looks_foreign(text: str) -> bool:
    """Licence banners, and lines that a tool wrote."""
    banner = text.startswith("/*!") or "@license" in text or "@preserve" in text
    return banner or any(len(line) > 1000 for line in text.splitlines())


def test_pages_and_their_files_name_no_other_host():
    files = [*project.templates(), *(path for path in project.static_files() if path.suffix in (".js", ".css", ".svg"))]
    strangers = [
        f"{project.name(path)}: {address}"
        for path in files
        for address in ADDRESS.findall(path.read_text(encoding="utf-8"))
        if not address.startswith(NAMESPACES)
    ]

    assert not strangers, project.listed(strangers)


def test_templates_hold_no_inline_script_or_style():
    inline = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)", re.IGNORECASE
    )
    found = [project.name(path) for path in project.templates() if inline.search(path.read_text(encoding="utf-8"))]

    assert not found, project.listed(found)


def test_every_requirement_is_pinned_and_says_why_it_is_there():
    for name in ("requirements.txt", "requirements-dev.txt"):
        wanted = (project.ROOT / name).read_text(encoding="utf-8").splitlines()
        loose = [line for line in wanted if line and not line.startswith(("#", "-r ")) and not REQUIREMENT.match(line)]

        assert loose == [], name


def test_every_pinned_requirement_is_among_the_constraints():
    constraints = _pins("constraints.txt")

    assert _pins("requirements.txt").items() <= constraints.items()
    assert _pins("requirements-dev.txt").items() <= constraints.items()


def _pins(name: str) -> dict[str, str]:
    text = (project.ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}
