import shutil

import pytest

from scripts import bootstrap


@pytest.fixture
def pip_file(tmp_path, monkeypatch):
    """A pip.conf that is the only one pip reads, and no variable of its own."""
    for name in bootstrap.UV_NAMES:
        monkeypatch.delenv("PIP_" + name.upper().replace("-", "_"), raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    return tmp_path / "pip.conf"


def test_uv_is_told_of_the_mirror_that_pip_uses(pip_file):
    pip_file.write_text("[global]\nindex-url = https://mirror.invalid/simple\n")

    assert bootstrap._pip_settings()["UV_DEFAULT_INDEX"] == "https://mirror.invalid/simple"


def test_a_variable_wins_over_the_file(pip_file, monkeypatch):
    pip_file.write_text("[global]\nindex-url = https://mirror.invalid/simple\n")
    monkeypatch.setenv("PIP_INDEX_URL", "https://other.invalid/simple")

    assert bootstrap._pip_settings()["UV_DEFAULT_INDEX"] == "https://other.invalid/simple"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_a_changed_requirement_changes_the_fingerprint(name, tmp_path, monkeypatch):
    for kept in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        shutil.copy(bootstrap.ROOT / kept, tmp_path)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    before = bootstrap._fingerprint("requirements-dev.txt")

    with (tmp_path / name).open("a") as file:
        file.write("another==1.0\n")

    assert bootstrap._fingerprint("requirements-dev.txt") != before


def test_what_was_made_after_its_source_is_fresh(tmp_path):
    source, made = tmp_path / "source", tmp_path / "made"
    source.touch()

    assert bootstrap._is_older(made, source)
    made.touch()
    assert not bootstrap._is_older(made, source)
