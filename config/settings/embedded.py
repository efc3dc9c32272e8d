"""One process on one machine: what `make run` uses. Not for a public address."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403 - a flavour extends the base
from .base import ALLOWED_HOSTS, SECRET_KEY, VAR_DIR


def _kept_secret(path: Path) -> str:
    """The installation's own key, made at the first start so that sessions outlive a restart."""
    if not path.exists():
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = SECRET_KEY or _kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]

# Static files come straight from their folders: collecting and compressing them is the image build's work.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
