"""Tests: fast hashing, a throw-away data folder. The environment says which database (see tests/harness)."""

import os
import tempfile

# Under pytest the harness has named a folder of the session's own; a type checker writes nothing there.
os.environ.setdefault("THIDUA_VAR", os.path.join(tempfile.gettempdir(), f"thidua-checks-{os.getuid()}"))

from .base import *  # noqa: F403 - the folder must be named before the base reads it
from .base import DATABASES, REST_FRAMEWORK, VAR_DIR

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "units.hashers.FirstCodeHasher"]
CELERY_TASK_ALWAYS_EAGER = False
AXES_ENABLED = False
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
# Each worker has a database of its own, whose rows bear the same numbers.
BUNDLES_ROOT = VAR_DIR / f"bundles-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
WHITENOISE_AUTOREFRESH = True  # no walk over all static files for every test client
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: locks and WAL are part of what is tested.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
AUDIT_CHANGE_ALLOWED = True  # transactional tests empty every table; the audit tests switch it off
