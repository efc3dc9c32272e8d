"""What the documents point at exists, and no picture or page of them names this machine."""

import re

import pytest

from tests.architecture import project

DOCUMENTS = sorted([*project.ROOT.glob("*.md"), *project.ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=project.name)
def test_every_relative_link_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = [found.partition("#")[0] for found in LINK.findall(text) if ":" not in found]
    broken = [target for target in targets if target and not (path.parent / target).exists()]

    assert not broken, project.listed(broken)


@pytest.mark.parametrize("path", sorted(project.ROOT.glob("docs/pictures/*")), ids=project.name)
def test_a_picture_of_the_documents_is_small(path):
    assert path.stat().st_size < 150_000


def test_every_script_stands_in_the_page_about_the_look():
    text = (project.ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    scripts = {path.name for path in (project.ROOT / "static" / "js").glob("*.js")}
    assert {name for name in scripts if f"`{name}`" not in text} == set()


def test_no_component_stands_in_the_style_pages_alone():
    files = [path for path in (project.ROOT / "templates").rglob("*.html") if "styleguide" not in path.parts]
    used = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = {path.stem for path in (project.ROOT / "templates" / "components").glob("*.html")}
    assert {name for name in names if f'"components/{name}.html"' not in used and f'wrap "{name}"' not in used} == set()
