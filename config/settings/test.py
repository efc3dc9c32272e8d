"""Tests: the embedded flavour with fast hashing and a throw-away data folder."""

import os
import tempfile

os.environ.setdefault("THIDUA_VAR", tempfile.mkdtemp(prefix="thidua-test-"))

from .base import *  # noqa: E402, F403 - the folder must be named before the base reads it
from .base import REST_FRAMEWORK  # noqa: E402 - likewise

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = False
AXES_ENABLED = False
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
WHITENOISE_AUTOREFRESH = True  # no walk over all static files for every test client
