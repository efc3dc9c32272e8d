"""Makes the environment from a bare Python 3.11: packages, catalogues, fonts; then hands over to a command.

Runs on the standard library alone, since nothing else exists yet. A second call finds its stamps and
does nothing.

    python3 scripts/bootstrap.py [--dev] [-- COMMAND ARGUMENT…]
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
FONTS = ROOT / "static" / "fonts"
# pip's own settings, under the names uv knows them by, so that a closed network's mirror serves both.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "constraint": "UV_CONSTRAINT",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def main() -> None:
    options = _options()
    started = time.time()
    _make_venv()
    installed = _install_packages("requirements-dev.txt" if options.dev else "requirements.txt")
    packages = time.time() - started
    if installed:
        print(f"Packages: {packages:.1f} s", flush=True)
    _make_assets()
    if options.command:
        _hand_over(options.command, started, packages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("command", nargs="*", help="run by the environment's Python afterwards")
    return parser.parse_args()


def _make_venv() -> None:
    if PYTHON.exists() and _quiet(PYTHON, "-c", "import pip"):
        return
    print("Creating .venv …", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists() and not VENV.is_symlink())
    except (OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"Python could not create .venv ({problem}). On Debian: apt install python3-venv")


def _install_packages(requirements: str) -> bool:
    """Installs what changed since the stamp; True when there was something to do."""
    if _stamp(requirements).exists() and _stamp(requirements).read_text(encoding="ascii") == _fingerprint(requirements):
        return False
    print(f"Installing {requirements} …", flush=True)
    arguments = ["install", "--quiet", "-r", requirements, "-c", "constraints.txt"]
    if not (_has_uv() and _uv(arguments)) and not _pip(*arguments):
        sys.exit("The packages could not be installed; the lines above say why. Nothing else was changed.")
    for installed in (requirements, "requirements.txt"):  # the longer list contains the shorter
        _stamp(installed).write_text(_fingerprint(installed), encoding="ascii")
    return True


def _stamp(requirements: str) -> Path:
    return VENV / f".stamp-{requirements}"


def _fingerprint(requirements: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.txt", requirements, "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _has_uv() -> bool:
    return _quiet(VENV / "bin" / "uv", "--version") or _pip("install", "--quiet", UV)


def _uv(arguments: list[str]) -> bool:
    # Several indexes are one pool to pip; uv is told to read them so too.
    command = [VENV / "bin" / "uv", "pip", *arguments, "--python", PYTHON]
    command += ["--index-strategy", "unsafe-best-match"]
    environment = {**os.environ, **_pip_settings(), "UV_LINK_MODE": "copy"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def _pip(*arguments: str) -> bool:
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _pip_settings() -> dict[str, str]:
    command = [PYTHON, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    settings = {}
    for section in ("global", "install", ":env:"):  # the later one wins
        for line in listed.splitlines():
            name, _, value = line.partition("=")
            known = UV_NAMES.get(name.removeprefix(f"{section}."))
            if known:
                settings[known] = value.strip("'\"")
    return settings


def _make_assets() -> None:
    catalogues = list(ROOT.glob("locale/*/*/LC_MESSAGES/*.po"))
    if any(_is_older(path.with_suffix(".mo"), path) for path in catalogues):
        _script("compile_messages.py")
    if _is_older(FONTS / "OFL.txt", ROOT / "scripts" / "subset_font.py"):
        _script("subset_font.py")


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def _script(name: str) -> None:
    started = time.monotonic()
    if subprocess.run([PYTHON, ROOT / "scripts" / name], cwd=ROOT, check=False).returncode:
        sys.exit(f"scripts/{name} failed; the lines above say why.")
    print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)


def _hand_over(command: list[str], started: float, packages: float) -> None:
    """Becomes the command: one process, so that signals reach it and its exit code is ours."""
    os.environ["THIDUA_SETUP"] = f"{started} {packages}"
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *command])


def _quiet(*command: object) -> bool:
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
